using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;
using TwilioEvents.DesiredState.Document;

namespace TwilioEvents.DesiredState;

/// <summary>Compares an account with a configuration.</summary>
public sealed class AccountComparison
{
    private const string NotPermitted = "the credentials may not read it (status 403)";
    private const string CannotChange = "Twilio cannot change it";
    private const string NotInConfiguration = "not in the configuration";
    private const string NotInAccount = "not in the account";
    private const string LeftOver = "left by a replacement that is not finished";

    private readonly EventsConfiguration desired;
    private readonly AccountState account;
    private readonly List<ConfigurationChange> changes = new();
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
        Array.ForEach(sinks, this.AddChanges);
        Array.ForEach(subscriptions, this.AddChanges);
        foreach (Subscription one in subscriptionNames.Rest.OrderBy(one => one.Description, StringComparer.Ordinal))
            this.Add(ConfigurationAction.Remove, ConfigurationKind.Subscription, NameOf(one), one.Sid, NotInConfiguration);

        // A sink that a subscription of the configuration names is part of it.
        var named = new HashSet<string?>(subscriptions.Where(one => one.Sink is null).Select(one => one.SinkSid));
        foreach (Sink one in otherSinks.Where(one => !named.Contains(one.Sid)).OrderBy(one => one.Description, StringComparer.Ordinal))
            this.Add(ConfigurationAction.Remove, ConfigurationKind.Sink, NameOf(one), one.Sid,
                NotInConfiguration).Current = one.Destination;
        return new AccountPlan(this.changes);
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
        if (problem is not null) return SinkPlan.Unknown(sink, problem);
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
        if (problem is not null) return SubscriptionPlan.Unknown(subscription, problem);
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

    private void AddChanges(SinkPlan plan)
    {
        string name = plan.Desired.Name;
        if (plan.UnknownBecause is not null)
        {
            this.Add(ConfigurationAction.Unknown, ConfigurationKind.Sink, name, plan.Desired.Sid, plan.UnknownBecause);
            return;
        }

        if (plan.Source is not Sink source)
        {
            this.Add(ConfigurationAction.Create, ConfigurationKind.Sink, name, null, NotInAccount).Desired = plan.Desired.SinkType;
            return;
        }

        foreach (SinkDifference difference in SinkDifference.Find(plan.Desired, source))
        {
            bool isKnown = difference.UnknownBecause is null;
            this.Add(isKnown ? ConfigurationAction.Replace : ConfigurationAction.Unknown, ConfigurationKind.Sink, name, source.Sid,
                difference.UnknownBecause ?? CannotChange, difference.Property, difference.Current, difference.Desired);
        }

        this.AddDescription(ConfigurationKind.Sink, name, source.Sid, source.Description, plan.Desired.Description);
        foreach (Sink old in plan.Obsolete.Where(old => old != source))
            this.Add(ConfigurationAction.Remove, ConfigurationKind.Sink, NameOf(old), old.Sid, LeftOver).Current = old.Destination;
        this.AddNone(ConfigurationKind.Sink, name, source.Sid);
    }

    private void AddChanges(SubscriptionPlan plan)
    {
        string name = plan.Desired.Name;
        if (plan.UnknownBecause is not null)
        {
            this.Add(ConfigurationAction.Unknown, ConfigurationKind.Subscription, name, plan.Desired.Sid, plan.UnknownBecause);
            return;
        }

        if (plan.Source is not Subscription source)
        {
            this.Add(ConfigurationAction.Create, ConfigurationKind.Subscription, name, null, NotInAccount).Desired =
                string.Join(", ", plan.Desired.Types);
            return;
        }

        if (plan.IsReplaced)
        {
            bool isSinkReplaced = plan.Sink?.Obsolete.Any(old => old.Sid == source.SinkSid) == true;
            this.Add(ConfigurationAction.Replace, ConfigurationKind.Subscription, name, source.Sid,
                isSinkReplaced ? "its sink is replaced" : CannotChange, "Sink", this.SinkName(source.SinkSid), plan.Desired.Sink);
        }

        this.AddTypes(plan, source, name);
        this.AddDescription(ConfigurationKind.Subscription, name, source.Sid, source.Description, plan.Desired.Description);
        foreach (Subscription old in plan.Obsolete.Where(old => old != source))
            this.Add(ConfigurationAction.Remove, ConfigurationKind.Subscription, NameOf(old), old.Sid, LeftOver);
        this.AddNone(ConfigurationKind.Subscription, name, source.Sid);
    }

    private void AddTypes(SubscriptionPlan plan, Subscription source, string name)
    {
        if (source.Types is not IReadOnlyList<SubscribedEvent> types)
        {
            this.Add(ConfigurationAction.Unknown, ConfigurationKind.Subscription, name, source.Sid, NotPermitted, "Types");
            return;
        }

        foreach (TypeVersion type in plan.Desired.Types)
        {
            if (types.FirstOrDefault(one => one.Type == type.Type) is not SubscribedEvent subscribed)
            {
                this.Add(ConfigurationAction.Add, ConfigurationKind.Type, name, source.Sid, "not subscribed to", type.Type, null,
                    Invariant(type.SchemaVersion) ?? "latest");
            }
            else if (type.SchemaVersion is int version && version != subscribed.SchemaVersion)
            {
                this.Add(ConfigurationAction.Update, ConfigurationKind.Type, name, source.Sid, "another version", type.Type,
                    Invariant(subscribed.SchemaVersion), Invariant(version));
            }
        }

        foreach (SubscribedEvent extra in types.Where(one => plan.Desired.Types.All(type => type.Type != one.Type)))
        {
            this.Add(ConfigurationAction.Remove, ConfigurationKind.Type, name, source.Sid, NotInConfiguration, extra.Type,
                Invariant(extra.SchemaVersion));
        }
    }

    private void AddDescription(ConfigurationKind kind, string name, string? sid, string? current, string? wanted)
    {
        if (wanted is null || current == wanted) return;
        this.Add(ConfigurationAction.Update, kind, name, sid, ReplacementMark.SidOf(current) is null ? null : LeftOver, "Description",
            current,
            wanted);
    }

    private void AddNone(ConfigurationKind kind, string name, string? sid)
    {
        if (!this.changes.Exists(change => change.Sid == sid && change.Sid is not null))
            this.Add(ConfigurationAction.None, kind, name, sid, null);
    }

    private ConfigurationChange Add(ConfigurationAction action, ConfigurationKind kind, string name, string? sid, string? reason,
        string? property = null, string? current = null, string? wanted = null)
    {
        var change = new ConfigurationChange(action, kind, name, sid, reason) { Property = property, Current = current, Desired = wanted };
        this.changes.Add(change);
        return change;
    }

    private string? SinkName(string? sid) =>
        this.account.Sinks?.FirstOrDefault(sink => sink.Sid == sid) is Sink sink ? NameOf(sink) : sid;

    private static string NameOf(Sink sink) => sink.Description ?? sink.Sid ?? string.Empty;

    private static string NameOf(Subscription subscription) => subscription.Description ?? subscription.Sid ?? string.Empty;

    private static string? Invariant(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
