using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>The types that a subscription is to have.</summary>
internal static class WantedTypes
{
    /// <summary>
    /// Those of the configuration, and unless they are removed those that the account has beyond them. One without a version
    /// keeps the version that it has.
    /// </summary>
    public static IReadOnlyList<TypeVersion> Of(SubscriptionPlan plan, bool prunes)
    {
        SubscribedEvent[] existing = new[] { plan.Current }.Concat(plan.Obsolete).OfType<Subscription>()
            .SelectMany(one => one.Types ?? Array.Empty<SubscribedEvent>()).Where(type => type.Type is not null)
            .GroupBy(type => type.Type!, StringComparer.Ordinal).Select(same => same.First()).ToArray();
        IEnumerable<TypeVersion> desired = plan.Desired.Types.Select(type => new TypeVersion(type.Type,
            type.SchemaVersion ?? Array.Find(existing, one => one.Type == type.Type)?.SchemaVersion));
        IEnumerable<TypeVersion> extra = existing.Where(one => plan.Desired.Types.All(type => type.Type != one.Type))
            .Select(one => new TypeVersion(one.Type!, one.SchemaVersion));
        return (prunes ? desired : desired.Concat(extra)).ToArray();
    }
}
