using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// What Twilio said to the validation of a sink.
/// See https://www.twilio.com/docs/events/event-streams/sink-validate-resource.
/// </summary>
public sealed class SinkValidation
{
    internal SinkValidation(JsonMap fields, string sid)
    {
        this.Sid = sid;
        this.Result = fields.Text("result");
    }

    /// <summary>The Sid of the sink.</summary>
    public string Sid { get; }

    /// <summary>valid.</summary>
    public string? Result { get; }

    /// <summary>The result.</summary>
    /// <returns>The result, or an empty text where there is none.</returns>
    public override string ToString() => this.Result ?? string.Empty;
}
