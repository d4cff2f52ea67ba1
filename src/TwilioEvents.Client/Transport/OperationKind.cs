namespace TwilioEvents.Transport;

/// <summary>What a repetition of an operation would do; decides what may be retried. See <see cref="RetryPolicy"/>.</summary>
internal enum OperationKind
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Done twice, it is as done once.</summary>
    Update,

    /// <summary>Done twice, the second finds nothing.</summary>
    Delete,

    /// <summary>Done twice, there are two.</summary>
    Create,
}
