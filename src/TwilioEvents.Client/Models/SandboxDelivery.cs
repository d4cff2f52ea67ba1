using System;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>An event of a sandbox on its way to a sink, and what became of it.</summary>
public sealed class SandboxDelivery : Resource
{
    internal SandboxDelivery(JsonMap fields, ObjectFactory objects)
        : base(fields, objects)
    {
    }

    /// <summary>The id of the event.</summary>
    public string? EventId => this.Text("event_id");

    /// <summary>The type of the event.</summary>
    public string? Type => this.Text("event_type");

    /// <summary>The Sid of the sink.</summary>
    public string? SinkSid => this.Text("sink_sid");

    /// <summary>
    /// What became of it: Pending, Delivered, Dropped (refused with a status of 400 to 499, or the sink is gone), Retrying, GivenUp
    /// (after four hours), NotSent (the webhook is on another machine) or Kept (the sink is not a webhook).
    /// </summary>
    public string? Outcome => this.Text("outcome") switch
    {
        "given_up" => "GivenUp",
        "not_sent" => "NotSent",
        { Length: > 0 } word => char.ToUpperInvariant(word[0]) + word.Substring(1),
        _ => null,
    };

    /// <summary>How often it was tried.</summary>
    public int? Attempts => this.Number("attempts");

    /// <summary>The status that the receiver answered last; null where there was no answer.</summary>
    public int? LastStatus => this.Number("last_status");

    /// <summary>Twilio's code for the last failure: 91305 to 91308; null where there was none.</summary>
    public int? ErrorCode => this.Number("error_code");

    /// <summary>When it is tried again; null where it is not.</summary>
    public DateTimeOffset? NextAttempt => this.Date("next_attempt");

    /// <summary>When the event was made.</summary>
    public DateTimeOffset? DateCreated => this.Date("date_created");

    /// <summary>When it was tried last.</summary>
    public DateTimeOffset? DateUpdated => this.Date("date_updated");

    /// <summary>
    /// What a sink that is not a webhook would have got: base64 text of the event for a Kinesis stream, JSON text for any other;
    /// null for a webhook.
    /// </summary>
    public string? Record => this.Text("record");

    /// <summary>The id of the event.</summary>
    /// <returns>The id, or an empty text where there is none.</returns>
    public override string ToString() => this.EventId ?? string.Empty;
}
