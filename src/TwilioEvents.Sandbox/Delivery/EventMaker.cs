using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>Makes events of a type, with ids that no other sandbox makes, and data like Twilio's.</summary>
internal sealed class EventMaker
{
    private const string TestType = "com.twilio.eventstreams.test-event";

    private readonly SandboxState state;
    private readonly string nonce = Guid.NewGuid().ToString("N");
    private long made;

    public EventMaker(SandboxState state) => this.state = state;

    /// <summary>An event of a known type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">What replaces or completes the data of the example; null for nothing.</param>
    public MadeEvent Make(KnownEventType type, JsonMap? data)
    {
        JsonMap example = EventExamples.Of(type, text => this.Fill(text, type.Type));
        var all = (JsonMap)example["data"]!;
        if (data is not null)
        {
            foreach (KeyValuePair<string, object?> property in data.Properties) all[property.Key] = property.Value;
        }

        return new MadeEvent(this.NewId("EZ"), type.Type, example.Text("source")!, type.SchemaId, Timestamp(this.state.Now), all);
    }

    /// <summary>The event of a test of a sink. As at Twilio all have the same id, the Account SID.</summary>
    public MadeEvent MakeTest()
    {
        string hash = this.NewId(string.Empty);
        var testId = new Guid(hash);
        var data = new JsonMap { ["test_id"] = testId.ToString("D") };
        return new MadeEvent(this.state.AccountSid, TestType, "Sink", "EventStreams.TestSink", Timestamp(this.state.Now), data);
    }

    private static string Timestamp(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string NewId(string prefix)
    {
        this.made++;
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.ASCII.GetBytes(this.nonce + this.made.ToString(CultureInfo.InvariantCulture)));
        return prefix + string.Concat(hash.Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    // {AccountSid}, {Time}, {Last} (the last word of the type), or a prefix such as {SM} for a new Sid.
    private string Fill(string name, string type) => name switch
    {
        "AccountSid" => this.state.AccountSid,
        "Time" => Timestamp(this.state.Now),
        "Last" => type.Substring(type.LastIndexOf('.') + 1),
        "Type" => type,
        _ => this.NewId(name),
    };
}
