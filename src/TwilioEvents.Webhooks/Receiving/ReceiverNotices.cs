using System.Collections.Generic;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>Keeps what is to be said once, and counts how often it would have been said. Safe for many threads.</summary>
internal sealed class ReceiverNotices
{
    private readonly object gate = new();
    private readonly Dictionary<string, int> counts = new();
    private readonly Queue<ReceiverNotice> unsaid = new();

    /// <summary>Adds a notice.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="detail">More about it; safe to show.</param>
    /// <param name="reason">Tells reasons of one kind apart; must not come from outside.</param>
    public void Add(ReceiverNoticeKind kind, string? detail = null, string reason = "")
    {
        string key = kind + reason;
        lock (this.gate)
        {
            this.counts.TryGetValue(key, out int count);
            this.counts[key] = count + 1;
            if (count == 0) this.unsaid.Enqueue(new ReceiverNotice(kind, detail));
        }
    }

    /// <summary>Gives one that was not given before; null where there is none.</summary>
    public ReceiverNotice? TryTake()
    {
        lock (this.gate) return this.unsaid.Count == 0 ? null : this.unsaid.Dequeue();
    }

    /// <summary>How many there were of a kind.</summary>
    public int CountOf(ReceiverNoticeKind kind)
    {
        int sum = 0;
        lock (this.gate)
        {
            foreach (KeyValuePair<string, int> count in this.counts)
            {
                if (count.Key.StartsWith(kind.ToString(), System.StringComparison.Ordinal)) sum += count.Value;
            }
        }

        return sum;
    }
}
