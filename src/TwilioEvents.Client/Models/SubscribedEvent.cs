using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// One type of event of a subscription, in the version of its schema that is delivered.
/// See https://www.twilio.com/docs/events/event-streams/subscribed-events.
/// </summary>
public sealed class SubscribedEvent : AccountResource
{
    internal SubscribedEvent(JsonMap fields, ObjectFactory objects, string? accountSid)
        : base(fields, objects, accountSid)
    {
    }

    /// <summary>The type of the events, such as com.twilio.messaging.message.delivered.</summary>
    public string? Type => this.Text("type");

    /// <summary>The version of the schema in which they are delivered.</summary>
    public int? SchemaVersion => this.Number("schema_version");

    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits.</summary>
    public string? SubscriptionSid => this.Text("subscription_sid");

    /// <summary>The type.</summary>
    /// <returns>The type, or an empty text where there is none.</returns>
    public override string ToString() => this.Type ?? string.Empty;
}
