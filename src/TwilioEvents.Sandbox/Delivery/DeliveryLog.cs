using System;
using System.Collections.Generic;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>The deliveries of a sandbox: all that are not over, and the last that are. The gate of the state guards it.</summary>
internal sealed class DeliveryLog
{
    /// <summary>How many that are over are kept.</summary>
    private const int MostFinished = 10_000;

    private readonly Queue<string> finished = new();
    private long last;

    public Table<EventDelivery> All { get; } = new();

    public EventDelivery Add(string eventId, string type, string sinkSid, string body, DateTimeOffset date)
    {
        var delivery = new EventDelivery(++this.last, eventId, type, sinkSid, body, date);
        this.All.Add(delivery.Key, delivery);
        return delivery;
    }

    /// <summary>One is over: the oldest of those that are may go.</summary>
    public void Finish(EventDelivery delivery)
    {
        this.finished.Enqueue(delivery.Key);
        while (this.finished.Count > MostFinished) this.All.Remove(this.finished.Dequeue());
    }
}
