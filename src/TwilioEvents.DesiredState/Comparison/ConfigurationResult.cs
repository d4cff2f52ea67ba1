namespace TwilioEvents;

/// <summary>What became of a change.</summary>
public enum ConfigurationResult
{
    /// <summary>It was made.</summary>
    Done,

    /// <summary>It failed, or the configuration cannot be applied here. Reason says why.</summary>
    Failed,

    /// <summary>It was left out: nothing is removed unless that is asked for, the answer to the question was no, or it could
    /// not be compared.</summary>
    Skipped,

    /// <summary>It would be made.</summary>
    WhatIf,

    /// <summary>It needs another change, which failed, was left out or was stopped.</summary>
    NotReached,
}
