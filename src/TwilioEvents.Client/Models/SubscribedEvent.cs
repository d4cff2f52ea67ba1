using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// One type of event of a subscription, in the version of its schema that is delivered.
/// See https://www.twilio.com/docs/events/event-streams/subscribed-events.
/// </summary>
public sealed class SubscribedEvent : Resource
{
    internal SubscribedEvent(JsonMap fields, ObjectFactory objects, string? accountSid)
        : base(fields, objects)
    {
        this.Type = this.Text("type");
        this.SchemaVersion = this.Number("schema_version");
        this.SubscriptionSid = this.Text("subscription_sid");
        this.AccountSid = this.Text("account_sid") ?? accountSid;
    }

    /// <summary>The type of the events, such as com.twilio.messaging.message.delivered.</summary>
    public string? Type { get; }

    /// <summary>The version of the schema in which they are delivered.</summary>
    public int? SchemaVersion { get; }

    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits.</summary>
    public string? SubscriptionSid { get; }

    /// <summary>The account that the subscription belongs to.</summary>
    public string? AccountSid { get; }

    /// <summary>The type.</summary>
    /// <returns>The type, or an empty text where there is none.</returns>
    public override string ToString() => this.Type ?? string.Empty;
}
