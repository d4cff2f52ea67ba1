using System;

namespace TwilioEvents.DesiredState;

/// <summary>A step cannot go on, though no call failed: what Twilio has now is not what it was told.</summary>
public sealed class SyncException : Exception
{
    internal SyncException(string message)
        : base(message)
    {
    }
}
