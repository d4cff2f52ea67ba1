using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace TwilioEvents.Sandbox.State;

/// <summary>What one sandbox holds. Not safe for many threads: whoever uses it holds its <see cref="Gate"/>.</summary>
internal sealed class SandboxState
{
    private int created;

    /// <param name="accountSid">Whose account it is.</param>
    /// <param name="clock">What the time is.</param>
    public SandboxState(string accountSid, Clock clock)
    {
        this.AccountSid = accountSid;
        this.Clock = new SandboxClock(clock);
        this.Faults = new SandboxFaults(clock);
    }

    /// <summary>The lock of all that is here.</summary>
    public object Gate { get; } = new();

    public string AccountSid { get; }

    /// <summary>Time and chance, as the sandbox has them.</summary>
    public SandboxClock Clock { get; }

    /// <summary>What it does wrong on purpose.</summary>
    public SandboxFaults Faults { get; }

    public DateTimeOffset Now => this.Clock.UtcNow;

    public Table<StoredSink> Sinks { get; } = new();

    public Table<StoredSubscription> Subscriptions { get; } = new();

    public bool IsInUse(string sinkSid) => this.Subscriptions.Rows.Any(row => row.Value.SinkSid == sinkSid);

    public StoredSink Add(StoredSink sink)
    {
        this.Sinks.Add(sink.Sid, sink);
        return sink;
    }

    public StoredSubscription Add(StoredSubscription subscription)
    {
        this.Subscriptions.Add(subscription.Sid, subscription);
        return subscription;
    }

    /// <summary>
    /// A Sid that looks like Twilio's: a prefix and 32 lower hexadecimal digits. The digits are a hash of
    /// how many were made before, so the same requests make the same Sids in every sandbox.
    /// </summary>
    public string NewSid(SidKind kind)
    {
        string prefix = SidRule.Of(kind).Prefix;
        this.created++;
        using var hash = SHA256.Create();
        byte[] digest = hash.ComputeHash(Encoding.ASCII.GetBytes(prefix + this.created.ToString(CultureInfo.InvariantCulture)));
        return prefix + string.Concat(digest.Take(16).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
