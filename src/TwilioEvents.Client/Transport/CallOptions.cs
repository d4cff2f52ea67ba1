using System;

namespace TwilioEvents;

/// <summary>How one command's calls differ from what the connection says. Null means: as the connection says.</summary>
public sealed class CallOptions
{
    /// <summary>How often a call is tried again after a fault that may be retried, 0 or more.</summary>
    public int? MaximumRetryCount { get; set; }

    /// <summary>The longest wait before the first retry; doubled for each further one, up to a minute.</summary>
    public TimeSpan? RetryInterval { get; set; }

    /// <summary>Hears of each request; null where nobody listens.</summary>
    public RequestObserver? Observer { get; set; }
}
