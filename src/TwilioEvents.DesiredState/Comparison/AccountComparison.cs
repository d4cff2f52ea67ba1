using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState;

/// <summary>Compares an account with a configuration.</summary>
public sealed class AccountComparison
{
    private const string NotPermitted = "the credentials may not read it (status 403)";

    private readonly EventsConfiguration desired;
    private readonly AccountState account;
    private readonly List<string> problems = new();

    private AccountComparison(EventsConfiguration desired, AccountState account)
    {
        this.desired = desired;
        this.account = account;
    }

    /// <summary>Compares.</summary>
    /// <param name="desired">What the account should have.</param>
    /// <param name="account">What it has.</param>
    /// <returns>What brings it into line.</returns>
    /// <exception cref="EventsConfigurationException">
    /// The configuration names a sink that nobody has, or a type that does not exist. All of it is told.
    /// </exception>
    public static AccountPlan Compare(EventsConfiguration desired, AccountState account)
    {
        if (desired is null) throw new ArgumentNullException(nameof(desired));
        if (account is null) throw new ArgumentNullException(nameof(account));
        return new AccountComparison(desired, account).Compare();
    }

    private AccountPlan Compare()
    {
        this.CheckTypes();
        var sinkNames = new NameMatch<Sink>(this.account.Sinks ?? Array.Empty<Sink>(), sink => (sink.Sid, sink.Description),
            this.desired.Sinks.Select(sink => sink.Sid));
        SinkPlan[] sinks = this.desired.Sinks.Select(sink => this.Plan(sink, sinkNames)).ToArray();
        Sink[] otherSinks = sinkNames.Rest.ToArray();
        var subscriptionNames = new NameMatch<Subscription>(this.account.Subscriptions ?? Array.Empty<Subscription>(),
            subscription => (subscription.Sid, subscription.Description),
                this.desired.Subscriptions.Select(subscription => subscription.Sid));
        SubscriptionPlan[] subscriptions =
            this.desired.Subscriptions.Select(one => this.Plan(one, subscriptionNames, sinks, otherSinks)).ToArray();
        if (this.problems.Count > 0) throw new EventsConfigurationException(this.problems);
        // A sink that a subscription of the configuration names is part of it.
        var named = new HashSet<string?>(subscriptions.Where(one => one.Sink is null).Select(one => one.SinkSid));
        Subscription[] subscriptionsToRemove =
            subscriptionNames.Rest.OrderBy(one => one.Description, StringComparer.Ordinal).ToArray();
        Sink[] sinksToRemove =
            otherSinks.Where(one => !named.Contains(one.Sid)).OrderBy(one => one.Description, StringComparer.Ordinal).ToArray();
        var changes = new PlanChanges(this.account);
        Array.ForEach(sinks, changes.Add);
        Array.ForEach(subscriptions, changes.Add);
        Array.ForEach(subscriptionsToRemove, changes.AddRemoval);
        Array.ForEach(sinksToRemove, changes.AddRemoval);
        return new AccountPlan(this.account, changes.All, (sinks, subscriptions), (sinksToRemove, subscriptionsToRemove));
    }

    private void CheckTypes()
    {
        if (this.account.EventTypes is not IReadOnlyDictionary<string, EventType> known) return;
        var subscribed = new HashSet<string?>((this.account.Subscriptions ?? Array.Empty<Subscription>())
            .SelectMany(one => one.Types ?? Array.Empty<SubscribedEvent>()).Select(type => type.Type));
        foreach (ConfiguredSubscription one in this.desired.Subscriptions)
        {
            foreach (TypeVersion type in one.Types.Where(type => !known.ContainsKey(type.Type) && !subscribed.Contains(type.Type)))
                this.problems.Add(one.Path + ".Types: Twilio has no type " + PlainText.Show(type.Type, 100) + ".");
        }
    }

    private SinkPlan Plan(ConfiguredSink sink, NameMatch<Sink> names)
    {
        if (this.account.Sinks is null) return SinkPlan.Unknown(sink, NotPermitted);
        IReadOnlyList<Sink> found = names.Take(sink.Sid, sink.Description, "sink", out string? problem);
        if (problem is not null) return SinkPlan.Ambiguous(sink, problem);
        if (found.Count == 0 && sink.Description is null)
        {
            this.problems.Add(sink.Path + ".Sid: the account has no sink " + sink.Sid + ", and to create one it needs a Description.");
        }

        Sink? current = found.FirstOrDefault(one => SinkDifference.Find(sink, one)
            .All(difference => difference.UnknownBecause is not null));
        return new SinkPlan(sink, current, found.Where(one => one != current).ToArray());
    }

    private SubscriptionPlan Plan(
        ConfiguredSubscription subscription, NameMatch<Subscription> names, SinkPlan[] sinks, Sink[] otherSinks)
    {
        SinkPlan[] plans = sinks.Where(sink => sink.Desired.Description == subscription.Sink || sink.Desired.Sid == subscription.Sink
            || sink.Current?.Sid == subscription.Sink).ToArray();
        string?[] sids = otherSinks.Where(sink => sink.Description == subscription.Sink || sink.Sid == subscription.Sink)
            .Select(sink => sink.Sid).ToArray();
        if (this.account.Subscriptions is null) return SubscriptionPlan.Unknown(subscription, NotPermitted);
        IReadOnlyList<Subscription> found = names.Take(subscription.Sid, subscription.Description, "subscription", out string? problem);
        if (problem is not null) return SubscriptionPlan.Ambiguous(subscription, problem);
        if (this.account.Sinks is null) return SubscriptionPlan.Unknown(subscription, "the sinks are not known: " + NotPermitted);
        string place = subscription.Path + ".Sink: '" + PlainText.Show(subscription.Sink, 60) + "' ";
        if (plans.Length + sids.Length > 1) this.problems.Add(place + "names more than one sink; give the Sid of the one that is meant.");
        if (plans.Length + sids.Length == 0) this.problems.Add(place + "is a sink that neither the configuration nor the account has.");
        if (found.Count == 0 && subscription.Types.Count == 0)
            this.problems.Add(subscription.Path + ".Types: it is empty, and Twilio creates no subscription without types.");
        if (found.Count == 0 && subscription.Description is null)
        {
            this.problems.Add(subscription.Path + ".Sid: the account has no subscription " + subscription.Sid
                + ", and to create one it needs a Description.");
        }

        SinkPlan? sink = plans.FirstOrDefault();
        if (sink?.UnknownBecause is not null) return SubscriptionPlan.Unknown(subscription, "its sink is not known: "
            + sink.UnknownBecause);
        string? sinkSid = sink is null ? sids.FirstOrDefault() : sink.Current?.Sid;
        Subscription? current = sinkSid is null ? null : found.FirstOrDefault(one => one.SinkSid == sinkSid);
        return new SubscriptionPlan(subscription, current, found.Where(one => one != current).ToArray(), sink, sinkSid);
    }
}
