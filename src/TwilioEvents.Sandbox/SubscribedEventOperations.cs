using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>https://www.twilio.com/docs/events/event-streams/subscription/subscribed-event-api</summary>
internal sealed class SubscribedEventOperations
{
    private readonly SandboxState state;

    public SubscribedEventOperations(SandboxState state) => this.state = state;

    public SandboxAnswer List(SandboxRequest request, string subscriptionSid) => Paging.List(request, this.EventsOf(request, subscriptionSid), "types", _ => true);

    public SandboxAnswer Create(SandboxRequest request, string subscriptionSid)
    {
        Table events = this.EventsOf(request, subscriptionSid);
        ChosenType type = ChosenType.From(request.Form.Required("Type"), request.Form["SchemaVersion"]);
        if (events.Find(type.Type) is not null) throw Refusal.BadRequest(Refusal.SubscriptionNotCreated, "Event type " + type.Type + " is duplicated: subscription " + subscriptionSid + " has it already");
        JsonMap subscribed = Resources.SubscribedEvent(subscriptionSid, type.Type, type.SchemaVersion);
        events.Add(type.Type, subscribed);
        return SandboxAnswer.Created(subscribed);
    }

    public SandboxAnswer Fetch(SandboxRequest request, string subscriptionSid, string type) => SandboxAnswer.Ok(this.Find(request, subscriptionSid, type));

    public SandboxAnswer Update(SandboxRequest request, string subscriptionSid, string type)
    {
        JsonMap subscribed = this.Find(request, subscriptionSid, type);
        subscribed["schema_version"] = ChosenType.VersionOf(type, request.Form["SchemaVersion"]);
        return SandboxAnswer.Ok(subscribed);
    }

    /// <summary>Twilio documents that a new subscription needs a type, not that an old one keeps one: the last may go.</summary>
    public SandboxAnswer Delete(SandboxRequest request, string subscriptionSid, string type) =>
        this.EventsOf(request, subscriptionSid).Remove(type) ? SandboxAnswer.NoContent() : throw Refusal.Nothing(request);

    private Table EventsOf(SandboxRequest request, string subscriptionSid) => this.state.EventsOf(subscriptionSid) ?? throw Refusal.Nothing(request);

    private JsonMap Find(SandboxRequest request, string subscriptionSid, string type) => this.EventsOf(request, subscriptionSid).Find(type) ?? throw Refusal.Nothing(request);
}
