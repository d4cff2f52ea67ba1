namespace TwilioEvents;

/// <summary>What a Sid is the Sid of.</summary>
public enum SidKind
{
    /// <summary>A sink of Event Streams.</summary>
    Sink,

    /// <summary>A subscription of Event Streams.</summary>
    Subscription,

    /// <summary>An account.</summary>
    Account,

    /// <summary>An API key.</summary>
    ApiKey,
}
