namespace TwilioEvents;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>It may be meant so.</summary>
    Information,

    /// <summary>It is a risk, or costs something.</summary>
    Warning,

    /// <summary>Events are lost.</summary>
    Error,
}
