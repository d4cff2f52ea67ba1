using System.Collections.Generic;

namespace TwilioEvents.DesiredState;

/// <summary>What brings an account into line with a configuration.</summary>
public sealed class AccountPlan
{
    internal AccountPlan(IReadOnlyList<ConfigurationChange> changes) => this.Changes = changes;

    /// <summary>The changes, what is equal included, in the order of the configuration. What is only in the account comes last.</summary>
    public IReadOnlyList<ConfigurationChange> Changes { get; }
}
