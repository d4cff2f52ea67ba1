using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>What one sandbox holds. Not safe for many threads: the handler takes care of that.</summary>
internal sealed class SandboxState
{
    private readonly Func<DateTimeOffset> clock;
    private readonly Dictionary<string, Table> events = new(StringComparer.Ordinal);
    private readonly HashSet<string> testedSinks = new(StringComparer.Ordinal);
    private int created;

    public SandboxState(Func<DateTimeOffset> clock) => this.clock = clock;

    public DateTimeOffset Now => this.clock();

    public Table Sinks { get; } = new();

    public Table Subscriptions { get; } = new();

    /// <summary>The subscribed events of a subscription under their types, or null where there is no such subscription.</summary>
    public Table? EventsOf(string subscriptionSid) => this.events.TryGetValue(subscriptionSid, out Table? table) ? table : null;

    public bool IsInUse(string sinkSid) => this.Subscriptions.Rows.Any(row => row.Value.Text("sink_sid") == sinkSid);

    public bool IsTested(string sinkSid) => this.testedSinks.Contains(sinkSid);

    public void MarkTested(string sinkSid) => this.testedSinks.Add(sinkSid);

    public JsonMap AddSink(string sid, string description, string type, string status, JsonMap configuration, DateTimeOffset date)
    {
        JsonMap sink = Resources.Sink(sid, description, type, status, configuration, Resources.Timestamp(date));
        this.Sinks.Add(sid, sink);
        return sink;
    }

    public bool RemoveSink(string sid)
    {
        this.testedSinks.Remove(sid);
        return this.Sinks.Remove(sid);
    }

    public JsonMap AddSubscription(string sid, string description, string sinkSid, IReadOnlyList<ChosenType> types, DateTimeOffset date)
    {
        JsonMap subscription = Resources.Subscription(sid, description, sinkSid, Resources.Timestamp(date));
        this.Subscriptions.Add(sid, subscription);
        var table = new Table();
        foreach (ChosenType type in types) table.Add(type.Type, Resources.SubscribedEvent(sid, type.Type, type.SchemaVersion));
        this.events.Add(sid, table);
        return subscription;
    }

    public bool RemoveSubscription(string sid)
    {
        this.events.Remove(sid);
        return this.Subscriptions.Remove(sid);
    }

    /// <summary>
    /// A Sid that looks like Twilio's: a prefix and 32 lower hexadecimal digits. The digits are a hash of
    /// how many were made before, so the same requests make the same Sids in every sandbox.
    /// </summary>
    public string NewSid(string prefix)
    {
        this.created++;
        using var hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(Encoding.ASCII.GetBytes(prefix + this.created.ToString(CultureInfo.InvariantCulture)));
        return prefix + string.Concat(digest.Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
