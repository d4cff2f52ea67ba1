using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Transport;

/// <summary>
/// Sends operations over one pool of connections, and again where <see cref="RetryPolicy"/> allows it, as fast as
/// <see cref="RateLimiter"/> lets it. The timeout bounds what the attempts of a call take together, whole answers
/// included. Not in it are the waits: at most a minute before each retry, and its turn, while a 429 slows all calls.
/// </summary>
internal sealed class RequestSender : IDisposable
{
    // Not HttpClient: that one lets go of the token once the headers are there, and on .NET Framework nothing
    // else ends a read of a body that does not come.
    private readonly HttpMessageInvoker http;
    private readonly TwilioEventsClientOptions options;
    private readonly RateLimiter rate;

    public RequestSender(TwilioEventsClientOptions options, HttpMessageHandler handler)
    {
        this.options = options;
        this.rate = new RateLimiter(options.Clock);
        this.http = new HttpMessageInvoker(handler);
    }

    /// <summary>Carries out an operation.</summary>
    /// <returns>The answer; null where a deletion found nothing the second time.</returns>
    /// <exception cref="TwilioEventsException">It failed for good.</exception>
    /// <exception cref="TwilioCallCanceledException">It was cancelled.</exception>
    public async Task<Answer?> SendAsync(Operation operation, CallOptions? call, CancellationToken cancellation)
    {
        int retries = call?.MaximumRetryCount ?? this.options.MaximumRetryCount;
        TimeSpan interval = call?.RetryInterval ?? this.options.RetryInterval;
        TimeSpan left = this.options.Timeout;
        TwilioEventsException? last = null;
        try
        {
            for (int number = 1; ; number++)
            {
                TimeSpan start = await this.rate.EnterAsync(cancellation).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                var attempt = new Attempt(this.options, operation, number, last, call?.Observer);
                AttemptResult result = await attempt.RunAsync(this.http, left, cancellation).ConfigureAwait(false);
                if (result.HasPassed) this.rate.Passed();
                if (result.Error is not TwilioEventsException error) return result.Answer;
                if (IsDoneBefore(operation, last, error)) return null;

                TimeSpan wait = RetryPolicy.Wait(number, interval, result.RetryAfter, this.options.Clock.Chance());
                if (result.IsRateLimited) this.rate.Refused(start, wait);
                left -= result.Took;
                if (number > retries || left <= TimeSpan.Zero || !RetryPolicy.MayRetry(operation.Kind, error)) throw error;
                attempt.Trace?.Retrying(error, wait);
                call?.Observer?.Retrying();
                last = error;

                // After a 429 the rate makes this call wait with all others.
                if (!result.IsRateLimited) await this.options.Clock.DelayAsync(wait, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (e is not TwilioCallCanceledException)
        {
            // Before an attempt: those before it decide what was done.
            throw new TwilioCallCanceledException(last?.Outcome ?? RequestOutcome.NotSent, last, e);
        }
    }

    /// <summary>Asks the address once, without credentials, whether a sandbox answers there.</summary>
    /// <returns>False also where nothing answers in time.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<bool> IsSandboxAsync(CancellationToken cancellation) => SandboxProbe.RunAsync(this.http, this.options, cancellation);

    public void Dispose() => this.http.Dispose();

    // A deletion that finds nothing, after one whose answer was lost: that one did it.
    private static bool IsDoneBefore(Operation operation, TwilioEventsException? last, TwilioEventsException error) =>
        operation.Kind == OperationKind.Delete
        && last?.Outcome == RequestOutcome.MayHaveBeenApplied
        && error is TwilioApiException { StatusCode: 404 };
}
