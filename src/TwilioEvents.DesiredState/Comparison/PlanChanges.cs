using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.DesiredState.Document;

namespace TwilioEvents.DesiredState.Comparison;

/// <summary>The changes of a plan, in words: one for each difference.</summary>
internal sealed class PlanChanges
{
    private const string NotPermitted = "the credentials may not read it (status 403)";
    private const string CannotChange = "Twilio cannot change it";
    private const string NotInConfiguration = "not in the configuration";
    private const string NotInAccount = "not in the account";
    private const string LeftOver = "left by a replacement that is not finished";

    private readonly AccountState account;
    private readonly List<ConfigurationChange> changes = new();
    private object? unit;

    /// <param name="account">What the account has.</param>
    public PlanChanges(AccountState account) => this.account = account;

    /// <summary>All that were added, in their order.</summary>
    public IReadOnlyList<ConfigurationChange> All => this.changes;

    /// <summary>Adds the changes of a sink of the configuration.</summary>
    public void Add(SinkPlan plan)
    {
        this.unit = plan;
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

    /// <summary>Adds the changes of a subscription of the configuration.</summary>
    public void Add(SubscriptionPlan plan)
    {
        this.unit = plan;
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

    /// <summary>Adds what only the account has.</summary>
    public void AddRemoval(Sink sink)
    {
        this.unit = sink;
        this.Add(ConfigurationAction.Remove, ConfigurationKind.Sink, NameOf(sink), sink.Sid, NotInConfiguration).Current =
            sink.Destination;
    }

    /// <inheritdoc cref="AddRemoval(Sink)"/>
    public void AddRemoval(Subscription subscription)
    {
        this.unit = subscription;
        this.Add(ConfigurationAction.Remove, ConfigurationKind.Subscription, NameOf(subscription), subscription.Sid, NotInConfiguration);
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
        if (!this.changes.Exists(change => change.Unit == this.unit))
            this.Add(ConfigurationAction.None, kind, name, sid, null);
    }

    private ConfigurationChange Add(ConfigurationAction action, ConfigurationKind kind, string name, string? sid, string? reason,
        string? property = null, string? current = null, string? wanted = null)
    {
        var change = new ConfigurationChange(action, kind, name, sid, reason) 
        {
            Property = property, Current = current, Desired = wanted, Unit = this.unit,
        };
        this.changes.Add(change);
        return change;
    }

    private string? SinkName(string? sid) =>
        this.account.Sinks?.FirstOrDefault(sink => sink.Sid == sid) is Sink sink ? NameOf(sink) : sid;

    private static string NameOf(Sink sink) => sink.Description ?? sink.Sid ?? string.Empty;

    private static string NameOf(Subscription subscription) => subscription.Description ?? subscription.Sid ?? string.Empty;

    private static string? Invariant(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
