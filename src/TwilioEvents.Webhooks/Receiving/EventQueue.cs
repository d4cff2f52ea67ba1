using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>
/// The events between the senders and the one who takes them. Nothing goes to him twice, and a delivery is written when he has
/// confirmed each of its events, in whatever delivery they came first. Safe for many threads.
/// </summary>
internal sealed class EventQueue
{
    /// <summary>How many events are remembered, waiting or written.</summary>
    public const int MemoryCapacity = 100_000;

    /// <summary>How many events may wait.</summary>
    public const int MaximumWaiting = 1000;

    /// <summary>How many bytes may wait.</summary>
    public const long MaximumWaitingSize = 64 * 1024 * 1024;

    private readonly object gate = new();
    private readonly int? maximumCount;
    private readonly Queue<ReceivedEvent> waiting = new();
    private readonly Dictionary<EventKey, ReceivedEvent> memory = new();
    private readonly Queue<EventKey> remembered = new();
    private readonly HashSet<Delivery> pending = new();
    private TaskCompletionSource<bool>? change;
    private int waitingCount;
    private int inHand;
    private long waitingSize;
    private long written;
    private long acknowledged;
    private long repeated;
    private bool isStopped;

    /// <param name="maximumCount">After how many written events it stops by itself; null for never.</param>
    public EventQueue(int? maximumCount = null) => this.maximumCount = maximumCount;

    /// <summary>How many events were confirmed.</summary>
    public long Written => this.Read(() => this.written);

    /// <summary>How many of them stand in no delivery that was acknowledged: they come again.</summary>
    public long Unacknowledged => this.Read(() => this.written - this.acknowledged);

    /// <summary>How many events were taken and not confirmed: whoever took them may have them, and they come again.</summary>
    public int InHand => this.Read(() => this.inHand);

    /// <summary>How many events came that were known.</summary>
    public long Repeated => this.Read(() => this.repeated);

    /// <summary>How many events wait to be confirmed.</summary>
    public int Waiting => this.Read(() => this.waitingCount);

    /// <summary>Whether nothing is taken any more.</summary>
    public bool IsStopped => this.Read(() => this.isStopped);

    /// <summary>Takes the events of a request. Where not all have room, those that will be known when they come again are taken
    /// as far as they have, and the delivery has ended.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">How much room each takes, in bytes.</param>
    /// <param name="isWhole">False where the request holds more than these events, so that it must come again in any case.</param>
    /// <returns>The delivery.</returns>
    public Delivery Add(IReadOnlyList<TwilioEvent> events, int size, bool isWhole)
    {
        var delivery = new Delivery();
        EventKey?[] keys = events.Select(EventKey.Of).ToArray();
        TaskCompletionSource<bool>? changed;
        lock (this.gate)
        {
            if (this.isStopped)
            {
                delivery.TryEnd(isWritten: false);
                return delivery;
            }

            // One that is never known would be written again with each repetition.
            bool fits = this.HasRoom(keys.Count(key => key is null || !this.memory.ContainsKey(key.Value)), size);
            for (int i = 0; i < events.Count; i++)
            {
                ReceivedEvent? received = null;
                if (keys[i] is EventKey key && this.memory.TryGetValue(key, out received)) this.repeated++;
                else if (fits || (keys[i] is not null && this.HasRoom(1, size))) received = this.Enqueue(events[i], keys[i], size);
                if (received is null) isWhole = false;
                else Join(delivery, received);
            }

            if (!isWhole) delivery.TryEnd(isWritten: false);
            else if (delivery.Left == 0) this.Acknowledge(delivery);
            else this.pending.Add(delivery);
            changed = this.waiting.Count > 0 ? this.TakeChange() : null;
        }

        changed?.TrySetResult(true);
        return delivery;
    }

    /// <summary>Nobody waits for a delivery any longer. Its events stay, and are known when they come again.</summary>
    public void GiveUp(Delivery delivery)
    {
        lock (this.gate)
        {
            if (!this.pending.Remove(delivery)) return;
            delivery.TryEnd(isWritten: false);
            foreach (ReceivedEvent received in delivery.Events) received.Deliveries.Remove(delivery);
        }
    }

    /// <summary>Gives the next event, where one waits and nothing has stopped.</summary>
    public ReceivedEvent? TryTake()
    {
        lock (this.gate)
        {
            if (this.isStopped || this.waiting.Count == 0) return null;
            this.inHand++;
            return this.waiting.Dequeue();
        }
    }

    /// <summary>A task that ends when an event waits, or when all has stopped.</summary>
    public Task WhenChanged()
    {
        lock (this.gate)
        {
            if (this.isStopped || this.waiting.Count > 0) return Task.CompletedTask;
            this.change ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return this.change.Task;
        }
    }

    /// <summary>Whoever took an event has it for good.</summary>
    public void Confirm(ReceivedEvent received)
    {
        lock (this.gate)
        {
            if (received.IsWritten) throw new InvalidOperationException("The event was confirmed before.");
            this.written++;
            this.inHand--;
            this.waitingCount--;
            this.waitingSize -= received.Size;
            foreach (Delivery delivery in received.Deliveries)
            {
                delivery.Left--;
                if (delivery.Left == 0 && this.pending.Remove(delivery)) this.Acknowledge(delivery);
            }

            received.Write();
            if (this.written != this.maximumCount) return;
        }

        this.Stop();
    }

    /// <summary>Gives nothing more away; every delivery that is not written has ended.</summary>
    public void Stop()
    {
        TaskCompletionSource<bool>? changed;
        lock (this.gate)
        {
            this.isStopped = true;
            foreach (Delivery delivery in this.pending) delivery.TryEnd(isWritten: false);
            this.pending.Clear();
            changed = this.TakeChange();
        }

        changed?.TrySetResult(true);
    }

    private T Read<T>(Func<T> value)
    {
        lock (this.gate) return value();
    }

    private TaskCompletionSource<bool>? TakeChange()
    {
        TaskCompletionSource<bool>? taken = this.change;
        this.change = null;
        return taken;
    }

    private bool HasRoom(int count, int size) =>
        this.waitingCount + count <= MaximumWaiting && this.waitingSize + ((long)count * size) <= MaximumWaitingSize;

    private ReceivedEvent Enqueue(TwilioEvent found, EventKey? key, int size)
    {
        var received = new ReceivedEvent(found, size);
        this.waiting.Enqueue(received);
        this.waitingCount++;
        this.waitingSize += size;
        if (key is null) return received;

        // The oldest has long been written: far fewer may wait than are remembered.
        if (this.remembered.Count == MemoryCapacity) this.memory.Remove(this.remembered.Dequeue());
        this.memory.Add(key.Value, received);
        this.remembered.Enqueue(key.Value);
        return received;
    }

    private static void Join(Delivery delivery, ReceivedEvent received)
    {
        delivery.Events.Add(received);
        if (received.IsWritten) return;
        received.Deliveries.Add(delivery);
        delivery.Left++;
    }

    private void Acknowledge(Delivery delivery)
    {
        if (!delivery.TryEnd(isWritten: true)) return;
        foreach (ReceivedEvent received in delivery.Events)
        {
            if (!received.IsAcknowledged) this.acknowledged++;
            received.IsAcknowledged = true;
        }
    }
}
