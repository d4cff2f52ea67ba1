using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.DesiredState.Comparison;

/// <summary>A subscription of a configuration, and the subscriptions of the account that have its name.</summary>
internal sealed class SubscriptionPlan
{
    public SubscriptionPlan(
        ConfiguredSubscription desired, Subscription? current, IReadOnlyList<Subscription> obsolete, SinkPlan? sink, string? sinkSid,
        string? unknownBecause = null)
    {
        this.Desired = desired;
        this.Current = current;
        this.Obsolete = obsolete;
        this.Sink = sink;
        this.SinkSid = sinkSid;
        this.UnknownBecause = unknownBecause;
    }

    public ConfiguredSubscription Desired { get; }

    /// <summary>The subscription that is to the right sink; null where it is to be created.</summary>
    public Subscription? Current { get; }

    /// <summary>What the current one, or the one that is to be created, takes the place of.</summary>
    public IReadOnlyList<Subscription> Obsolete { get; }

    /// <summary>Its sink, where the configuration has it.</summary>
    public SinkPlan? Sink { get; }

    /// <summary>The Sid of its sink, where the account has it already.</summary>
    public string? SinkSid { get; }

    /// <summary>Why it cannot be told which subscription is meant, or to which sink; null where it can.</summary>
    public string? UnknownBecause { get; }

    /// <summary>Why it is an error of the account that it cannot be told; null where it is not.</summary>
    public string? AmbiguousBecause { get; private set; }

    public bool IsReplaced => this.Current is null && this.Obsolete.Count > 0;

    /// <summary>The Sid of the subscription once it is as it should be.</summary>
    public string? NewSid { get; set; }

    /// <summary>Those of the account that have its name.</summary>
    public IEnumerable<Subscription> All => this.Current is null ? this.Obsolete : this.Obsolete.Concat(new[] { this.Current });

    /// <summary>The subscription that says which types there are now; null where there is none.</summary>
    public Subscription? Source => this.Current ?? (this.Obsolete.Count > 0 ? this.Obsolete[0] : null);

    /// <summary>Two of the account have the name, and nothing says which is meant.</summary>
    public static SubscriptionPlan Ambiguous(ConfiguredSubscription desired, string because)
    {
        SubscriptionPlan plan = Unknown(desired, because);
        plan.AmbiguousBecause = because;
        return plan;
    }

    /// <summary>What is wrong where nothing can be said of a subscription.</summary>
    public static SubscriptionPlan Unknown(ConfiguredSubscription desired, string because) =>
        new(desired, null, Array.Empty<Subscription>(), null, null, because);
}
