using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// What Twilio said to a test of a sink. 'submitted' means that a test event is on its way, not that it arrived.
/// See https://www.twilio.com/docs/events/event-streams/sink-test-resource.
/// </summary>
public sealed class SinkTest
{
    internal SinkTest(JsonMap fields, string sid)
    {
        this.Sid = sid;
        this.Result = fields.Text("result");
    }

    /// <summary>The Sid of the sink.</summary>
    public string Sid { get; }

    /// <summary>submitted.</summary>
    public string? Result { get; }

    /// <summary>The result.</summary>
    /// <returns>The result, or an empty text where there is none.</returns>
    public override string ToString() => this.Result ?? string.Empty;
}
