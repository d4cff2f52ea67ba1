using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>https://www.twilio.com/docs/events/event-streams/subscription</summary>
internal sealed class SubscriptionOperations
{
    private const int Maximum = 100;

    private readonly SandboxState state;

    public SubscriptionOperations(SandboxState state) => this.state = state;

    public SandboxAnswer List(SandboxRequest request)
    {
        string? sinkSid = request.Query["SinkSid"];
        if (sinkSid is not null) CheckSinkSid(sinkSid);
        Resources resources = Resources.For(request, this.state);
        return Paging.List(
            request,
            resources,
            this.state.Subscriptions,
            "subscriptions",
            resources.Subscription,
            subscription => sinkSid is null || subscription.SinkSid == sinkSid,
            "SinkSid");
    }

    public SandboxAnswer Create(SandboxRequest request)
    {
        string description = request.Form.Description(Blank());
        string sinkSid = request.Form.Required("SinkSid");
        CheckSinkSid(sinkSid);
        StoredSink sink = this.state.Sinks.Find(sinkSid)
            ?? throw Refusal.BadRequest(Refusal.SinkNotFound, "Sink " + sinkSid + " could not be found in the sandbox");
        if (!sink.IsActive)
        {
            string problem = "Sink " + sinkSid + " is " + sink.Status + "; a subscription needs an active one";
            throw Refusal.BadRequest(Refusal.SinkNotActive, problem);
        }

        IEnumerable<string> given = request.Form.All("Types").Where(text => !string.IsNullOrWhiteSpace(text));
        SubscribedType[] types = given.Select(ChosenType.FromJson).ToArray();
        if (types.Length == 0) throw Refusal.BadRequest(Refusal.NoEventTypes, "Event type list is empty: the parameter Types is missing");
        string? twice = types.GroupBy(type => type.Type, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) throw Refusal.BadRequest(Refusal.SubscriptionNotCreated, "Event type " + twice + " is duplicated");
        if (this.state.Subscriptions.Count >= Maximum)
        {
            const string Full = "The account has 100 subscriptions, and cannot have more; delete one first";
            throw Refusal.BadRequest(Refusal.SubscriptionNotCreated, Full);
        }

        var subscription = new StoredSubscription(this.state.NewSid(SidKind.Subscription), description, sinkSid, types, this.state.Now);
        return SandboxAnswer.Created(Resources.For(request, this.state).Subscription(this.state.Add(subscription)));
    }

    public SandboxAnswer Fetch(SandboxRequest request, string sid) =>
        SandboxAnswer.Ok(Resources.For(request, this.state).Subscription(this.Find(request, sid)));

    /// <summary>The Description is optional here; a blank one is refused as everywhere.</summary>
    public SandboxAnswer Update(SandboxRequest request, string sid)
    {
        StoredSubscription subscription = this.Find(request, sid);
        if (request.Form["Description"] is not null)
        {
            subscription.Description = request.Form.Description(Blank());
            subscription.DateUpdated = this.state.Now;
        }

        return SandboxAnswer.Ok(Resources.For(request, this.state).Subscription(subscription));
    }

    public SandboxAnswer Delete(SandboxRequest request, string sid) =>
        this.state.Subscriptions.Remove(sid) ? SandboxAnswer.NoContent() : throw Refusal.Nothing(request);

    private static Refusal Blank() => Refusal.BadRequest(Refusal.SubscriptionNotCreated, "Description is empty");

    private static void CheckSinkSid(string sid)
    {
        if (SidRule.Of(SidKind.Sink).IsMatch(sid)) return;
        throw Refusal.BadRequest(Refusal.MalformedSinkSid, "SinkSid '" + PlainText.Show(sid) + "' is not DG and 32 hexadecimal digits");
    }

    private StoredSubscription Find(SandboxRequest request, string sid) =>
        this.state.Subscriptions.Find(sid) ?? throw Refusal.Nothing(request);
}
