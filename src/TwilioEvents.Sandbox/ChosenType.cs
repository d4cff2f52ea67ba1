using System;
using System.Globalization;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>An event type and the version of its schema, both known and open to new subscriptions.</summary>
internal sealed class ChosenType
{
    private ChosenType(string type, int schemaVersion)
    {
        this.Type = type;
        this.SchemaVersion = schemaVersion;
    }

    public string Type { get; }

    public int SchemaVersion { get; }

    /// <summary>A type and the text of a version; the latest one where it is null or blank.</summary>
    /// <exception cref="Refusal">The type or the version is unknown, or the type takes no new subscriptions.</exception>
    public static ChosenType From(string type, string? schemaVersion)
    {
        JsonMap known = EventTypeCatalogue.Types.Find(type) ?? throw Refusal.BadRequest(Refusal.EventTypeNotFound, "Event type " + PlainText.Show(type) + " not found in the sandbox's catalogue");

        // https://www.twilio.com/docs/events/event-types-lifecycle: a deprecated type can still be subscribed to.
        if (known.Text("status") is "restricted" or "discontinued") throw Refusal.BadRequest(Refusal.EventTypeNotFound, "Event type " + type + " is " + known.Text("status") + " and takes no new subscriptions");
        return new ChosenType(type, VersionOf(type, schemaVersion));
    }

    /// <summary>A type as the parameter Types of a new subscription gives it: {"type":"...","schema_version":2}.</summary>
    /// <inheritdoc cref="From"/>
    public static ChosenType FromJson(string text)
    {
        JsonMap fields = Read(text);
        string? type = fields.Text("type"), version = fields.Text("schema_version");
        if (string.IsNullOrWhiteSpace(type)) throw Refusal.BadRequest(Refusal.InvalidParameter, "A type in Types lacks its type");
        if (version is null && fields["schema_version"] is not null) throw Refusal.BadRequest(Refusal.InvalidParameter, "The schema_version in Types is no integer");
        return From(type!, version);
    }

    /// <summary>The version of a type's schema that a text names; the latest one where it is null or blank.</summary>
    /// <exception cref="Refusal">There is no such version.</exception>
    public static int VersionOf(string type, string? schemaVersion)
    {
        int latest = EventTypeCatalogue.LatestVersionOf(type);
        if (string.IsNullOrWhiteSpace(schemaVersion)) return latest;
        if (int.TryParse(schemaVersion, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version >= 1 && version <= latest) return version;
        throw Refusal.BadRequest(Refusal.InvalidParameter, FormattableString.Invariant($"Schema version {PlainText.Show(schemaVersion)} of {type} not found; the latest is {latest}"));
    }

    private static JsonMap Read(string text)
    {
        try
        {
            return JsonText.Parse(text) as JsonMap ?? throw new FormatException("The JSON text is not an object.");
        }
        catch (FormatException)
        {
            throw Refusal.BadRequest(Refusal.InvalidParameter, "Each value of Types is a JSON object with type and schema_version, and '" + PlainText.Show(text, 100) + "' is none");
        }
    }
}
