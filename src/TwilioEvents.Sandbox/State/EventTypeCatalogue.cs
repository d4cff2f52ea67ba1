using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace TwilioEvents.Sandbox.State;

/// <summary>
/// The event types and schema versions that the sandbox knows, from EventTypes.tsv. All sandboxes share it; nothing changes it.
/// </summary>
internal static class EventTypeCatalogue
{
    /// <summary>Twilio publishes dates only through the API. These are used instead.</summary>
    public static readonly DateTimeOffset FirstDate = new(2020, 8, 13, 13, 28, 20, TimeSpan.Zero);

    private static readonly Lazy<(Table<KnownEventType> Types, Dictionary<string, Table<KnownSchemaVersion>> Schemas)> Catalogue =
        new(Load);

    /// <summary>The event types in ascending order.</summary>
    public static Table<KnownEventType> Types => Catalogue.Value.Types;

    /// <summary>The versions of a schema in ascending order, or null where there is no such schema.</summary>
    public static Table<KnownSchemaVersion>? VersionsOf(string schemaId) =>
        Catalogue.Value.Schemas.TryGetValue(schemaId, out Table<KnownSchemaVersion>? versions) ? versions : null;

    /// <summary>The latest version of the schema of a known type.</summary>
    public static int LatestVersionOf(string type) => VersionsOf(Types.Find(type)!.SchemaId)!.Count;

    private static (Table<KnownEventType> Types, Dictionary<string, Table<KnownSchemaVersion>> Schemas) Load()
    {
        var types = new Table<KnownEventType>();
        var schemas = new Dictionary<string, Table<KnownSchemaVersion>>(StringComparer.Ordinal);
        foreach (string[] line in Lines().OrderBy(line => line[0], StringComparer.Ordinal))
        {
            string schemaId = line[2];
            types.Add(line[0], new KnownEventType(line[0], line[1], schemaId, page: line[4], description: line[5]));
            if (schemas.ContainsKey(schemaId)) continue;
            schemas.Add(schemaId, Versions(schemaId, int.Parse(line[3], NumberStyles.None, CultureInfo.InvariantCulture)));
        }

        return (types, schemas);
    }

    private static Table<KnownSchemaVersion> Versions(string schemaId, int latest)
    {
        var versions = new Table<KnownSchemaVersion>();
        for (int version = 1; version <= latest; version++)
        {
            var known = new KnownSchemaVersion(schemaId, version, FirstDate.AddMonths(6 * (version - 1)));
            versions.Add(version.ToString(CultureInfo.InvariantCulture), known);
        }

        return versions;
    }

    private static List<string[]> Lines()
    {
        using Stream stream = typeof(EventTypeCatalogue).Assembly.GetManifestResourceStream("EventTypes.tsv")!;
        using var reader = new StreamReader(stream);
        var lines = new List<string[]>();
        while (reader.ReadLine() is string line)
        {
            if (line.Length > 0 && line[0] != '#') lines.Add(line.Split('\t'));
        }

        return lines;
    }
}
