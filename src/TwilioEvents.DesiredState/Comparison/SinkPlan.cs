using System;
using System.Collections.Generic;

namespace TwilioEvents.DesiredState.Comparison;

/// <summary>A sink of a configuration, and the sinks of the account that have its name.</summary>
internal sealed class SinkPlan
{
    public SinkPlan(ConfiguredSink desired, Sink? current, IReadOnlyList<Sink> obsolete, string? unknownBecause = null)
    {
        this.Desired = desired;
        this.Current = current;
        this.Obsolete = obsolete;
        this.UnknownBecause = unknownBecause;
    }

    public ConfiguredSink Desired { get; }

    /// <summary>The sink that is as it should be; null where it is to be created.</summary>
    public Sink? Current { get; }

    /// <summary>What the current one, or the one that is to be created, takes the place of.</summary>
    public IReadOnlyList<Sink> Obsolete { get; }

    /// <summary>Why it cannot be told which sink is meant; null where it can.</summary>
    public string? UnknownBecause { get; }

    /// <summary>The sink that the changes are told of; null where there is none.</summary>
    public Sink? Source => this.Current ?? (this.Obsolete.Count > 0 ? this.Obsolete[0] : null);

    /// <summary>Why it is an error of the account that it cannot be told; null where it is not.</summary>
    public string? AmbiguousBecause { get; private set; }

    public bool IsReplaced => this.Current is null && this.Obsolete.Count > 0;

    /// <summary>Two of the account have the name, and nothing says which is meant.</summary>
    public static SinkPlan Ambiguous(ConfiguredSink desired, string because)
    {
        SinkPlan plan = Unknown(desired, because);
        plan.AmbiguousBecause = because;
        return plan;
    }

    /// <summary>What is wrong where nothing can be said of a sink.</summary>
    public static SinkPlan Unknown(ConfiguredSink desired, string because) => new(desired, null, Array.Empty<Sink>(), because);
}
