using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>A resource that belongs to an account, as opposed to what Twilio has for all.</summary>
public abstract class AccountResource : Resource
{
    private readonly string? accountSid;

    private protected AccountResource(JsonMap fields, ObjectFactory objects, string? accountSid)
        : base(fields, objects) => this.accountSid = accountSid;

    /// <summary>
    /// The account that it belongs to. Where Twilio does not send it, the account of the connection that it came over,
    /// if that is known.
    /// </summary>
    public string? AccountSid => this.Text("account_sid") ?? this.accountSid;
}
