using System;
using System.Collections.Generic;

namespace TwilioEvents;

/// <summary>The sinks and subscriptions of an account: what a file says, or what an account has.</summary>
public sealed class EventsConfiguration
{
    /// <summary>The version of the form, which a document can name.</summary>
    internal const int FormVersion = 1;

    internal EventsConfiguration(IReadOnlyList<ConfiguredSink> sinks, IReadOnlyList<ConfiguredSubscription> subscriptions)
    {
        this.Sinks = sinks;
        this.Subscriptions = subscriptions;
    }

    /// <summary>The sinks.</summary>
    public IReadOnlyList<ConfiguredSink> Sinks { get; }

    /// <summary>The subscriptions.</summary>
    public IReadOnlyList<ConfiguredSubscription> Subscriptions { get; }

    /// <summary>How much it describes.</summary>
    /// <returns>Such as "3 sinks, 2 subscriptions".</returns>
    public override string ToString() => FormattableString.Invariant(
        $"{this.Sinks.Count} {(this.Sinks.Count == 1 ? "sink" : "sinks")}, ")
        + FormattableString.Invariant(
            $"{this.Subscriptions.Count} {(this.Subscriptions.Count == 1 ? "subscription" : "subscriptions")}");
}
