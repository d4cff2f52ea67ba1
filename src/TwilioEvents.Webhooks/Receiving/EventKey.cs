using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>
/// What tells an event from every other: its source, id and type. All test events of a sink have the same, and are told by
/// their data.test_id. Kept as a hash: 100,000 keys take the same room, whatever a sender writes into its ids.
/// </summary>
internal readonly struct EventKey : IEquatable<EventKey>
{
    private const string TestEvent = "com.twilio.eventstreams.test-event";

    private readonly long first;
    private readonly long second;

    private EventKey(byte[] hash)
    {
        this.first = BitConverter.ToInt64(hash, 0);
        this.second = BitConverter.ToInt64(hash, 8);
    }

    /// <summary>The key of an event; null where it has no id, and so is never the same as another.</summary>
    public static EventKey? Of(TwilioEvent received)
    {
        if (received.Id is not string id) return null;
        var text = new StringBuilder();
        foreach (string? part in new[] { received.Source, id, received.Type, received.Type == TestEvent ? received.TestId : null })
        {
            // With its length, or two parts could be cut elsewhere and read the same.
            text.Append((part?.Length ?? -1).ToString(CultureInfo.InvariantCulture)).Append(':').Append(part);
        }

        using SHA256 sha = SHA256.Create();
        return new EventKey(sha.ComputeHash(Encoding.Unicode.GetBytes(text.ToString())));
    }

    public bool Equals(EventKey other) => this.first == other.first && this.second == other.second;

    public override bool Equals(object? obj) => obj is EventKey other && this.Equals(other);

    public override int GetHashCode() => this.first.GetHashCode();
}
