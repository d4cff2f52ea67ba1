using System;
using System.Collections.Generic;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// A subscription: which events go to a sink.
/// See https://www.twilio.com/docs/events/event-streams/subscription.
/// </summary>
public sealed class Subscription : AccountResource
{
    private object? links;

    internal Subscription(JsonMap fields, ObjectFactory objects, string? accountSid)
        : base(fields, objects, accountSid)
    {
    }

    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits.</summary>
    public string? Sid => this.Text("sid");

    /// <summary>The text that its owner gave it.</summary>
    public string? Description => this.Text("description");

    /// <summary>The Sid of the sink that gets the events.</summary>
    public string? SinkSid => this.Text("sink_sid");

    /// <summary>The sink; null unless it was requested with the subscription.</summary>
    public Sink? Sink { get; set; }

    /// <summary>What the sink is for; null unless <see cref="Sink"/> is there.</summary>
    public string? SinkDescription => this.Sink?.Description;

    /// <summary>The types of events that it delivers; null unless they were requested with the subscription.</summary>
    public IReadOnlyList<SubscribedEvent>? Types { get; set; }

    /// <summary>When the subscription was created.</summary>
    public DateTimeOffset? DateCreated => this.Date("date_created");

    /// <summary>When the subscription was last changed.</summary>
    public DateTimeOffset? DateUpdated => this.Date("date_updated");

    /// <summary>Addresses of what belongs to the subscription: subscribed_events.</summary>
    public object? Links => this.links ??= this.Object("links");

    /// <summary>The Sid.</summary>
    /// <returns>The Sid, or an empty text where there is none.</returns>
    public override string ToString() => this.Sid ?? string.Empty;
}
