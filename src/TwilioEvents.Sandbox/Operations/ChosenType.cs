using System;
using System.Globalization;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>The event type, and the version of its schema, that a request asks to subscribe to.</summary>
internal static class ChosenType
{
    /// <summary>A type and the text of a version; the latest one where it is null or blank.</summary>
    /// <exception cref="Refusal">The type or the version is unknown, or the type takes no new subscriptions.</exception>
    public static SubscribedType From(string type, string? schemaVersion)
    {
        KnownEventType? known = EventTypeCatalogue.Types.Find(type);
        string? problem = known is null ? "not found in the sandbox's catalogue"
            : known.TakesSubscriptions ? null : "is " + known.Status + " and takes no new subscriptions";
        if (problem is not null) throw Refusal.BadRequest(Refusal.EventTypeNotFound, "Event type " + PlainText.Show(type) + " " + problem);
        return new SubscribedType(type, VersionOf(type, schemaVersion));
    }

    /// <summary>A type as the parameter Types of a new subscription gives it: {"type":"...","schema_version":2}.</summary>
    /// <inheritdoc cref="From"/>
    public static SubscribedType FromJson(string text)
    {
        JsonMap fields = Read(text);
        string? type = fields.Text("type"), version = fields.Text("schema_version");
        if (string.IsNullOrWhiteSpace(type)) throw Refusal.BadRequest(Refusal.InvalidParameter, "A type in Types lacks its type");
        if (version is null && fields["schema_version"] is not null)
        {
            throw Refusal.BadRequest(Refusal.InvalidParameter, "The schema_version in Types is not an integer");
        }

        return From(type!, version);
    }

    /// <summary>The version of a type's schema that a text names; the latest one where it is null or blank.</summary>
    /// <exception cref="Refusal">There is no such version.</exception>
    public static int VersionOf(string type, string? schemaVersion)
    {
        int latest = EventTypeCatalogue.LatestVersionOf(type);
        if (string.IsNullOrWhiteSpace(schemaVersion)) return latest;
        bool isNumber = int.TryParse(schemaVersion, NumberStyles.None, CultureInfo.InvariantCulture, out int version);
        if (isNumber && version >= 1 && version <= latest) return version;
        string shown = PlainText.Show(schemaVersion);
        string problem = FormattableString.Invariant($"Schema version {shown} of {type} not found; the latest is {latest}");
        throw Refusal.BadRequest(Refusal.InvalidParameter, problem);
    }

    private static JsonMap Read(string text)
    {
        try
        {
            return JsonText.Parse(text) as JsonMap ?? throw new FormatException("The JSON text is not an object.");
        }
        catch (FormatException)
        {
            const string Rule = "Each value of Types is a JSON object with type and schema_version";
            throw Refusal.BadRequest(Refusal.InvalidParameter, Rule + ", and '" + PlainText.Show(text, 100) + "' is not");
        }
    }
}
