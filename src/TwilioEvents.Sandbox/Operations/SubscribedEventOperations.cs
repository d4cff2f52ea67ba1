using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>https://www.twilio.com/docs/events/event-streams/subscription/subscribed-event-api</summary>
internal sealed class SubscribedEventOperations
{
    private readonly SandboxState state;

    public SubscribedEventOperations(SandboxState state) => this.state = state;

    public SandboxAnswer List(SandboxRequest request, string subscriptionSid)
    {
        Resources resources = Resources.For(request, this.state);
        Table<SubscribedType> events = this.EventsOf(request, subscriptionSid);
        return Paging.List(request, resources, events, "types", type => resources.SubscribedEvent(subscriptionSid, type));
    }

    public SandboxAnswer Create(SandboxRequest request, string subscriptionSid)
    {
        Table<SubscribedType> events = this.EventsOf(request, subscriptionSid);
        SubscribedType type = ChosenType.From(request.Form.Required("Type"), request.Form["SchemaVersion"]);
        if (events.Find(type.Type) is not null)
        {
            string problem = "Event type " + type.Type + " is duplicated: subscription " + subscriptionSid + " has it already";
            throw Refusal.BadRequest(Refusal.SubscriptionNotCreated, problem);
        }

        events.Add(type.Type, type);
        return SandboxAnswer.Created(Resources.For(request, this.state).SubscribedEvent(subscriptionSid, type));
    }

    public SandboxAnswer Fetch(SandboxRequest request, string subscriptionSid, string type) =>
        SandboxAnswer.Ok(Resources.For(request, this.state).SubscribedEvent(subscriptionSid, this.Find(request, subscriptionSid, type)));

    /// <summary>Without a SchemaVersion nothing changes: the type stays pinned to the version that it has.</summary>
    public SandboxAnswer Update(SandboxRequest request, string subscriptionSid, string type)
    {
        SubscribedType subscribed = this.Find(request, subscriptionSid, type);
        string? version = request.Form["SchemaVersion"];
        if (!string.IsNullOrWhiteSpace(version)) subscribed.SchemaVersion = ChosenType.VersionOf(type, version);
        return SandboxAnswer.Ok(Resources.For(request, this.state).SubscribedEvent(subscriptionSid, subscribed));
    }

    /// <summary>Twilio documents that a new subscription needs a type, not that an old one keeps one: the last may go.</summary>
    public SandboxAnswer Delete(SandboxRequest request, string subscriptionSid, string type) =>
        this.EventsOf(request, subscriptionSid).Remove(type) ? SandboxAnswer.NoContent() : throw Refusal.Nothing(request);

    private Table<SubscribedType> EventsOf(SandboxRequest request, string subscriptionSid) =>
        this.state.Subscriptions.Find(subscriptionSid)?.Events ?? throw Refusal.Nothing(request);

    private SubscribedType Find(SandboxRequest request, string subscriptionSid, string type) =>
        this.EventsOf(request, subscriptionSid).Find(type) ?? throw Refusal.Nothing(request);
}
