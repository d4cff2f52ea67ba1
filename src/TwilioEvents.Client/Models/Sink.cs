using System;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// A sink: where Event Streams delivers events.
/// See https://www.twilio.com/docs/events/event-streams/sink-resource.
/// </summary>
public sealed class Sink : AccountResource
{
    private object? sinkConfiguration;
    private object? links;

    internal Sink(JsonMap fields, ObjectFactory objects, string? accountSid)
        : base(fields, objects, accountSid)
    {
    }

    /// <summary>The Sid of the sink: DG and 32 hexadecimal digits.</summary>
    public string? Sid => this.Text("sid");

    /// <summary>The text that its owner gave it.</summary>
    public string? Description => this.Text("description");

    /// <summary>kinesis, webhook, segment or email.</summary>
    public string? SinkType => this.Text("sink_type");

    /// <summary>initialized, validating, active or failed.</summary>
    public string? Status => this.Text("status");

    /// <summary>Where and how the sink delivers, its secrets masked. See <see cref="GetSinkConfiguration"/>.</summary>
    public object? SinkConfiguration => this.sinkConfiguration ??= this.MaskedObject("sink_configuration");

    /// <summary>
    /// Where the events go: the address of a webhook, its password masked, or the ARN of a Kinesis stream; null for any
    /// other.
    /// </summary>
    public string? Destination => this.MaskedText("sink_configuration", "destination") ?? this.MaskedText("sink_configuration", "arn");

    /// <summary>When the sink was created.</summary>
    public DateTimeOffset? DateCreated => this.Date("date_created");

    /// <summary>When the sink was last changed.</summary>
    public DateTimeOffset? DateUpdated => this.Date("date_updated");

    /// <summary>Addresses of what belongs to the sink: sink_test, sink_validate.</summary>
    public object? Links => this.links ??= this.Object("links");

    /// <summary>The configuration with its real values, secrets included.</summary>
    /// <returns>The host's object, or null where Twilio sent none.</returns>
    public object? GetSinkConfiguration() => this.Object("sink_configuration");

    /// <summary>The configuration as it came, secrets included; null where Twilio sent none.</summary>
    internal JsonMap? Configuration => this.Field("sink_configuration") as JsonMap;

    /// <summary>The Sid.</summary>
    /// <returns>The Sid, or an empty text where there is none.</returns>
    public override string ToString() => this.Sid ?? string.Empty;
}
