namespace TwilioEvents;

/// <summary>What a change is about.</summary>
public enum ConfigurationKind
{
    /// <summary>A sink.</summary>
    Sink,

    /// <summary>A subscription.</summary>
    Subscription,

    /// <summary>A type of events of a subscription.</summary>
    Type,
}
