using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>The event types and schema versions that the sandbox knows, from EventTypes.tsv. All sandboxes share it; nothing changes it.</summary>
internal static class EventTypeCatalogue
{
    /// <summary>Twilio publishes dates through the API alone; these serve in their place.</summary>
    private static readonly DateTimeOffset FirstDate = new(2020, 8, 13, 13, 28, 20, TimeSpan.Zero);

    private static readonly Lazy<(Table Types, Dictionary<string, Table> Versions)> Catalogue = new(Load);

    /// <summary>The event types in ascending order.</summary>
    public static Table Types => Catalogue.Value.Types;

    /// <summary>The versions of a schema in ascending order, or null where there is no such schema.</summary>
    public static Table? VersionsOf(string schemaId) => Catalogue.Value.Versions.TryGetValue(schemaId, out Table? versions) ? versions : null;

    /// <summary>The latest version of the schema of a known type.</summary>
    public static int LatestVersionOf(string type) => VersionsOf(Types.Find(type)!.Text("schema_id")!)!.Count;

    private static (Table Types, Dictionary<string, Table> Versions) Load()
    {
        var types = new Table();
        var versions = new Dictionary<string, Table>(StringComparer.Ordinal);
        foreach (string[] line in Lines().OrderBy(line => line[0], StringComparer.Ordinal))
        {
            string type = line[0], status = line[1], schemaId = line[2], page = line[4], description = line[5];
            types.Add(type, Resources.EventType(type, schemaId, status, "https://www.twilio.com/docs/" + page, description, Resources.Timestamp(FirstDate)));
            if (!versions.ContainsKey(schemaId)) versions.Add(schemaId, Versions(schemaId, int.Parse(line[3], NumberStyles.None, CultureInfo.InvariantCulture)));
        }

        return (types, versions);
    }

    private static Table Versions(string schemaId, int latest)
    {
        var versions = new Table();
        for (int version = 1; version <= latest; version++)
        {
            JsonMap value = Resources.SchemaVersion(schemaId, version, Resources.Timestamp(FirstDate.AddMonths(6 * (version - 1))));
            versions.Add(version.ToString(CultureInfo.InvariantCulture), value);
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
