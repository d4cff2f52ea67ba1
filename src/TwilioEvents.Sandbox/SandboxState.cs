using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>The sinks of one sandbox. Not safe for many threads: the handler takes care of that.</summary>
internal sealed class SandboxState
{
    public const string Root = "https://events.twilio.com/v1/Sinks/";

    private readonly Dictionary<string, JsonMap> sinks;

    public SandboxState(DateTimeOffset now)
    {
        this.sinks = new[]
        {
            Sink('a', "Order events to the shop", "webhook", "active", Map(("destination", "https://shop.example.com/twilio/events"), ("method", "POST"), ("batch_events", true)), now),
            Sink('b', "Message delivery to analytics", "segment", "active", Map(("write_key", "sandbox-write-key")), now),
            Sink('c', "Raw events to the data lake", "kinesis", "active", Map(("arn", "arn:aws:kinesis:us-east-1:111122223333:stream/twilio-events"), ("role_arn", "arn:aws:iam::111122223333:role/twilio-events"), ("external_id", "sandbox-external-id")), now),
            Sink('d', "Voice insights, not yet validated", "webhook", "initialized", Map(("destination", "https://user:sandbox-password@insights.example.com/voice"), ("method", "POST"), ("batch_events", false)), now),
            Sink('e', "Old data lake", "kinesis", "failed", Map(("arn", "arn:aws:kinesis:eu-west-1:111122223333:stream/retired"), ("role_arn", "arn:aws:iam::111122223333:role/retired"), ("external_id", "sandbox-external-id")), now),
            Sink('f', "Weekly digest", "email", "active", Map(), now),
        }.ToDictionary(sink => sink.Text("sid")!, StringComparer.Ordinal);
    }

    public JsonMap? FindSink(string sid) => this.sinks.TryGetValue(sid, out JsonMap? sink) ? sink : null;

    public static void SetDescription(JsonMap sink, string description, DateTimeOffset now)
    {
        sink["description"] = description;
        sink["date_updated"] = Timestamp(now);
    }

    private static JsonMap Sink(char digit, string description, string type, string status, JsonMap configuration, DateTimeOffset now)
    {
        string sid = "DG" + new string(digit, 32);
        return Map(
            ("sid", sid),
            ("description", description),
            ("sink_type", type),
            ("status", status),
            ("sink_configuration", configuration),
            ("date_created", Timestamp(now.AddDays(-30))),
            ("date_updated", Timestamp(now.AddDays(-30))),
            ("url", Root + sid),
            ("links", Map(("sink_test", Root + sid + "/Test"), ("sink_validate", Root + sid + "/Validate"))));
    }

    private static JsonMap Map(params (string Name, object? Value)[] properties)
    {
        var map = new JsonMap();
        foreach ((string name, object? value) in properties) map[name] = value;
        return map;
    }

    private static string Timestamp(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
