using System;
using System.Globalization;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>What the API answers, field by field.</summary>
internal static class Resources
{
    public static readonly string AccountSid = "AC" + new string('0', 32);

    public static JsonMap Sink(string sid, string description, string type, string status, JsonMap configuration, string date) => Map(
        ("sid", sid),
        ("description", description),
        ("sink_type", type),
        ("status", status),
        ("sink_configuration", configuration),
        ("date_created", date),
        ("date_updated", date),
        ("url", Url("Sinks", sid)),
        ("links", Map(("sink_test", Url("Sinks", sid, "Test")), ("sink_validate", Url("Sinks", sid, "Validate")))));

    public static JsonMap Subscription(string sid, string description, string sinkSid, string date) => Map(
        ("account_sid", AccountSid),
        ("sid", sid),
        ("date_created", date),
        ("date_updated", date),
        ("description", description),
        ("sink_sid", sinkSid),
        ("url", Url("Subscriptions", sid)),
        ("links", Map(("subscribed_events", Url("Subscriptions", sid, "SubscribedEvents")))));

    public static JsonMap SubscribedEvent(string subscriptionSid, string type, int schemaVersion) => Map(
        ("account_sid", AccountSid),
        ("subscription_sid", subscriptionSid),
        ("type", type),
        ("schema_version", schemaVersion),
        ("url", Url("Subscriptions", subscriptionSid, "SubscribedEvents", type)));

    public static JsonMap EventType(string type, string schemaId, string status, string documentation, string description, string date) => Map(
        ("type", type),
        ("schema_id", schemaId),
        ("date_created", date),
        ("date_updated", date),
        ("description", description),
        ("status", status),
        ("documentation_url", documentation),
        ("url", Url("Types", type)),
        ("links", Map(("schema", Url("Schemas", schemaId, "Versions")))));

    public static JsonMap Schema(string id, int latestVersion, string? latestDate) => Map(
        ("id", id),
        ("url", Url("Schemas", id)),
        ("latest_version_date_created", latestDate),
        ("latest_version", latestVersion),
        ("links", Map(("versions", Url("Schemas", id, "Versions")))));

    public static JsonMap SchemaVersion(string id, int version, string date) => Map(
        ("id", id),
        ("schema_version", version),
        ("date_created", date),
        ("url", Url("Schemas", id, "Versions", version.ToString(CultureInfo.InvariantCulture))),
        ("raw", "https://events-schemas.twilio.com/" + id + "/" + version.ToString(CultureInfo.InvariantCulture)));

    public static JsonMap Result(string result) => Map(("result", result));

    public static JsonMap Error(Refusal refusal) => Map(
        ("code", refusal.Code),
        ("message", refusal.Message),
        ("more_info", "https://www.twilio.com/docs/errors/" + refusal.Code.ToString(CultureInfo.InvariantCulture)),
        ("status", refusal.Status));

    public static JsonMap Map(params (string Name, object? Value)[] properties)
    {
        var map = new JsonMap();
        foreach ((string name, object? value) in properties) map[name] = value;
        return map;
    }

    public static string Url(params string[] path) => "https://events.twilio.com/v1/" + string.Join("/", path.Select(Uri.EscapeDataString));

    public static string Timestamp(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
