using System;

namespace TwilioEvents.Transport;

/// <summary>What became of one attempt: an answer, or the error that took its place.</summary>
internal sealed class AttemptResult
{
    private AttemptResult(Answer? answer, TwilioEventsException? error, TimeSpan? retryAfter, TimeSpan took)
    {
        this.Answer = answer;
        this.Error = error;
        this.RetryAfter = retryAfter;
        this.Took = took;
    }

    /// <summary>The answer; null where there is an error.</summary>
    public Answer? Answer { get; }

    /// <summary>The error; null where there is an answer.</summary>
    public TwilioEventsException? Error { get; }

    /// <summary>How long Twilio asks to wait, where it does.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>How long the attempt took.</summary>
    public TimeSpan Took { get; }

    /// <summary>Whether more calls came than Twilio takes (429).</summary>
    public bool IsRateLimited => this.Error is TwilioApiException { StatusCode: 429 };

    /// <summary>Whether there was an answer, of whatever status, and not for the rate of the calls.</summary>
    public bool HasPassed => this.Error is null or TwilioApiException { StatusCode: not 429 };

    public static AttemptResult Succeeded(Answer answer, TimeSpan took) => new(answer, null, null, took);

    public static AttemptResult Failed(TwilioEventsException error, TimeSpan took, TimeSpan? retryAfter = null) =>
        new(null, error, retryAfter, took);
}
