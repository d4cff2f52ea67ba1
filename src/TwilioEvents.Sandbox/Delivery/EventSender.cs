using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>Makes events, and hands them to the sinks that ask for them. To be used under the gate of the state.</summary>
internal sealed class EventSender
{
    private readonly SandboxState state;
    private readonly DeliveryLog log;
    private readonly Dispatcher dispatcher;
    private readonly EventMaker maker;

    public EventSender(SandboxState state, DeliveryLog log, Dispatcher dispatcher)
    {
        this.state = state;
        this.log = log;
        this.dispatcher = dispatcher;
        this.maker = new EventMaker(state);
    }

    /// <summary>Whether there is no room for further deliveries.</summary>
    public bool IsFull => this.dispatcher.Waiting >= Dispatcher.MostWaiting;

    /// <summary>Makes an event of a type, for all active sinks that subscribe to it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">What replaces or completes the data of the example; null for nothing.</param>
    /// <param name="sinkSid">Of those sinks this one alone; null for all.</param>
    public SentEvent Send(KnownEventType type, JsonMap? data, string? sinkSid)
    {
        MadeEvent made = this.maker.Make(type, data);
        var sent = new SentEvent(made.Id, made.Type);
        IEnumerable<(StoredSink Sink, int Version)> wanted =
            from row in this.state.Subscriptions.Rows
            where sinkSid is null || row.Value.SinkSid == sinkSid
            let subscribed = row.Value.Events.Find(type.Type)
            let sink = this.state.Sinks.Find(row.Value.SinkSid)
            where subscribed is not null && sink is { IsActive: true }
            select (sink, subscribed.SchemaVersion);
        foreach ((StoredSink sink, int version) in wanted.Distinct()) this.Deliver(made, version, sink, sent);
        return sent;
    }

    /// <summary>Makes the event of a test of a sink, whether or not the sink is active.</summary>
    public void SendTest(StoredSink sink)
    {
        MadeEvent made = this.maker.MakeTest();
        this.Deliver(made, 1, sink, new SentEvent(made.Id, made.Type));
    }

    private void Deliver(MadeEvent made, int version, StoredSink sink, SentEvent sent)
    {
        bool isKinesis = sink.Type == SinkShape.Kinesis.SinkType;
        string body = made.ToJson(version, dataAsText: isKinesis);
        if (isKinesis) body = Convert.ToBase64String(Encoding.UTF8.GetBytes(body));
        int copies = this.state.Faults.NextIsDuplicate() ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            EventDelivery delivery = this.log.Add(made.Id, made.Type, sink.Sid, body, this.state.Now);
            delivery.Delay(this.state.Clock.Elapsed + this.state.Faults.NextDelay());
            this.dispatcher.Add(delivery, sink);
            sent.Add(sink.Sid, isSent: delivery.Outcome != DeliveryOutcome.NotSent);
        }
    }
}
