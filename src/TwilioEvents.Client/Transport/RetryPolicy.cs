using System;
using System.Net.Http.Headers;

namespace TwilioEvents.Transport;

/// <summary>
/// What may be tried again, and when. about_TwilioEvents has it as a table, and a test holds the two together. A status
/// decides, even where the text behind it broke off.
/// </summary>
internal static class RetryPolicy
{
    /// <summary>No wait is longer, whatever Retry-After says.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether the operation may be tried again after the error: a fault that may pass, and no harm if the operation was
    /// carried out. A creation is repeated only where Twilio cannot have acted: two sinks are worse than an error.
    /// </summary>
    public static bool MayRetry(OperationKind kind, TwilioEventsException error) =>
        MayPass(error) && (kind != OperationKind.Create || error.Outcome != RequestOutcome.MayHaveBeenApplied);

    /// <summary>How long to wait: exponential with full jitter, but never less than Twilio asks for, and at most a minute.</summary>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    /// <param name="interval">The longest wait before the first retry.</param>
    /// <param name="retryAfter">What Twilio asked for, or null.</param>
    /// <param name="chance">From 0 up to but not including 1.</param>
    public static TimeSpan Wait(int attempt, TimeSpan interval, TimeSpan? retryAfter, double chance)
    {
        double longest = Math.Min(LongestWait.TotalSeconds, interval.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 16)));
        TimeSpan wait = TimeSpan.FromSeconds(longest * chance);
        return retryAfter is TimeSpan asked && asked > wait ? asked : wait;
    }

    /// <summary>What a Retry-After header asks for, in either of its forms, from nothing to a minute; null where there is none.</summary>
    /// <param name="headers">The headers of the answer. A date counts from the answer's own: this machine's may be wrong.</param>
    /// <param name="now">The date on this machine, for an answer without one.</param>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        RetryConditionHeaderValue? header = headers.RetryAfter;
        TimeSpan? asked = header?.Delta ?? (header?.Date is DateTimeOffset date ? date - (headers.Date ?? now) : null);
        if (asked is null) return null;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked > LongestWait ? LongestWait : asked;
    }

    // Not here: no answer in time, TLS, an unknown host, a proxy that wants credentials, and what Twilio says for good.
    private static bool MayPass(TwilioEventsException error) => error switch
    {
        TwilioApiException { StatusCode: 408 or 429 or 500 or 502 or 503 or 504 } => true,
        TwilioConnectionException { Failure: ConnectionFailure.Broken or ConnectionFailure.Refused } => true,
        TwilioResponseException { BrokeOff: true } => true,
        _ => false,
    };
}
