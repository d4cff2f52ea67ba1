using System.Collections.Generic;

namespace TwilioEvents.DesiredState;

/// <summary>What an account has: its sinks, its subscriptions with their types, and the types that there are.</summary>
public sealed class AccountState
{
    internal AccountState(
        IReadOnlyList<Sink>? sinks, IReadOnlyList<Subscription>? subscriptions, IReadOnlyDictionary<string, EventType>? eventTypes)
    {
        this.Sinks = sinks;
        this.Subscriptions = subscriptions;
        this.EventTypes = eventTypes;
    }

    /// <summary>The sinks; null where the credentials may not list them.</summary>
    public IReadOnlyList<Sink>? Sinks { get; }

    /// <summary>
    /// The subscriptions; null where the credentials may not list them. The Types of one are null where they may not list
    /// those.
    /// </summary>
    public IReadOnlyList<Subscription>? Subscriptions { get; }

    /// <summary>The types of events by their name; null where the credentials may not list them.</summary>
    public IReadOnlyDictionary<string, EventType>? EventTypes { get; }
}
