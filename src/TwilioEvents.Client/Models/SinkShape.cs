using System;
using System.Collections.Generic;

namespace TwilioEvents;

/// <summary>
/// What the configuration of a sink of one type looks like: the one place that knows the types and their fields.
/// See https://www.twilio.com/docs/events/event-streams/sink-resource.
/// </summary>
public sealed class SinkShape
{
    private SinkShape(string sinkType, params SinkField[] fields)
    {
        this.SinkType = sinkType;
        this.Fields = fields;
    }

    /// <summary>An address that gets the events.</summary>
    public static SinkShape Webhook { get; } = new(
        "webhook",
        new SinkField("destination", "an http or https address", IsWebAddress),
        new SinkField("method", "POST or GET", IsMethod),
        new SinkField("batch_events", "true or false", value => bool.TryParse(value, out _), isRequired: false));

    /// <summary>A stream at Amazon, which Twilio writes to in a role.</summary>
    public static SinkShape Kinesis { get; } = new(
        "kinesis",
        new SinkField("arn", "the ARN of a Kinesis stream", value => Arn.Parse(value) is { IsStream: true }),
        new SinkField("role_arn", "the ARN of a role", value => Arn.Parse(value) is { IsRole: true }),
        new SinkField("external_id", "a text", _ => true));

    /// <summary>A source of Segment.</summary>
    public static SinkShape Segment { get; } = new("segment", new SinkField("write_key", "a text", _ => true));

    /// <summary>Twilio's document names the type, and no field of it.</summary>
    public static SinkShape Email { get; } = new("email");

    /// <summary>All that are known; Twilio may add others.</summary>
    public static IReadOnlyList<SinkShape> Known { get; } = new[] { Webhook, Kinesis, Segment, Email };

    /// <summary>Twilio's word for it.</summary>
    public string SinkType { get; }

    /// <summary>Its fields, in the order in which Twilio documents them.</summary>
    public IReadOnlyList<SinkField> Fields { get; }

    /// <summary>Whether a text is an address that events can be sent to.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for an absolute http or https address with a host.</returns>
    public static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.Host.Length > 0;

    /// <summary>Whether a text is a method that events can be sent with.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for POST and GET, in either case.</returns>
    public static bool IsMethod(string text) =>
        text.Equals("POST", StringComparison.OrdinalIgnoreCase) || text.Equals("GET", StringComparison.OrdinalIgnoreCase);
}
