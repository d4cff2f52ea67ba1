namespace TwilioEvents.Validation;

/// <summary>What a Sid is the Sid of.</summary>
internal enum SidKind
{
    /// <summary>A sink of Event Streams.</summary>
    Sink,

    /// <summary>A subscription of Event Streams.</summary>
    Subscription,

    /// <summary>An account.</summary>
    Account,
}
