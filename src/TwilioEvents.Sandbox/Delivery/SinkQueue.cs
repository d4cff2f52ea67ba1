using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>The deliveries to one webhook that are not over: those to be tried now, and those to be tried later.</summary>
internal sealed class SinkQueue
{
    private const int LargestBatch = 100;
    private const int MostCharacters = 64 * 1024;

    private readonly Queue<EventDelivery> ready = new();
    private readonly SortedSet<EventDelivery> later = new(Comparer<EventDelivery>.Create((one, other) =>
        one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Number.CompareTo(other.Number)));

    /// <summary>How many requests are under way.</summary>
    public int InFlight { get; set; }

    public bool IsEmpty => this.ready.Count + this.later.Count + this.InFlight == 0;

    /// <summary>When the next of the later ones is due; null where there is none.</summary>
    public TimeSpan? NextDue => this.later.Min?.Due;

    public void Add(EventDelivery delivery, TimeSpan now)
    {
        if (delivery.Due <= now) this.ready.Enqueue(delivery);
        else this.later.Add(delivery);
    }

    /// <summary>What goes into the next request; empty where nothing is due.</summary>
    /// <param name="now">The time of the sandbox.</param>
    /// <param name="batches">Whether a request may hold several.</param>
    /// <param name="retries">False takes all that were not tried yet, due or not, and no others.</param>
    public IReadOnlyList<EventDelivery> Take(TimeSpan now, bool batches, bool retries)
    {
        IEnumerable<EventDelivery> due =
            retries ? this.later.TakeWhile(next => next.Due <= now) : this.later.Where(next => next.Attempts == 0);
        foreach (EventDelivery next in due.ToArray())
        {
            this.later.Remove(next);
            this.ready.Enqueue(next);
        }

        var taken = new List<EventDelivery>();
        int characters = 0;
        while (this.ready.Count > 0 && (taken.Count == 0 || (batches && taken.Count < LargestBatch)))
        {
            characters += this.ready.Peek().Body!.Length;
            if (taken.Count > 0 && characters > MostCharacters) break;
            taken.Add(this.ready.Dequeue());
        }

        return taken;
    }

    /// <summary>Takes all that is not under way.</summary>
    public IReadOnlyList<EventDelivery> Clear()
    {
        EventDelivery[] all = this.ready.Concat(this.later).ToArray();
        this.ready.Clear();
        this.later.Clear();
        return all;
    }
}
