using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState;

/// <summary>What brings an account into line with a configuration.</summary>
public sealed class AccountPlan
{
    internal AccountPlan(
        AccountState account,
        IReadOnlyList<ConfigurationChange> changes,
        (IReadOnlyList<SinkPlan> Sinks, IReadOnlyList<SubscriptionPlan> Subscriptions) desired,
        (IReadOnlyList<Sink> Sinks, IReadOnlyList<Subscription> Subscriptions) removed)
    {
        this.Account = account;
        this.Changes = changes;
        this.Sinks = desired.Sinks;
        this.Subscriptions = desired.Subscriptions;
        this.SinksToRemove = removed.Sinks;
        this.SubscriptionsToRemove = removed.Subscriptions;
    }

    /// <summary>The changes, what is equal included, in the order of the configuration. What is only in the account comes last.</summary>
    public IReadOnlyList<ConfigurationChange> Changes { get; }

    internal AccountState Account { get; }

    internal IReadOnlyList<SinkPlan> Sinks { get; }

    internal IReadOnlyList<SubscriptionPlan> Subscriptions { get; }

    internal IReadOnlyList<Sink> SinksToRemove { get; }

    internal IReadOnlyList<Subscription> SubscriptionsToRemove { get; }

    /// <summary>All of these, in the order of the changes.</summary>
    internal IEnumerable<object> Units => this.Sinks.Concat<object>(this.Subscriptions).Concat(this.SubscriptionsToRemove)
        .Concat(this.SinksToRemove);
}
