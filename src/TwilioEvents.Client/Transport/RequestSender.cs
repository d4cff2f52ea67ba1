using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;

namespace TwilioEvents.Http;

/// <summary>
/// Sends operations over one pool of connections, and again where <see cref="RetryRules"/> allow it. The
/// timeout bounds what the tries of a call take together, whole answers included. Not in it are the waits: at
/// most a minute before each retry, and its turn, while a 429 slows all calls of the connection.
/// </summary>
internal sealed class Transport : IDisposable
{
    /// <summary>Far above any answer of the Events API; keeps a hostile one from filling the memory.</summary>
    private const int MaximumAnswerBytes = 16 * 1024 * 1024;

    // Not HttpClient: that one lets go of the token once the headers are there, and on .NET Framework nothing
    // else ends a read of a body that does not come.
    private readonly HttpMessageInvoker http;
    private readonly TwilioEventsClientOptions options;
    private readonly RateGate gate;

    public Transport(TwilioEventsClientOptions options, HttpMessageHandler handler)
    {
        this.options = options;
        this.gate = new RateGate(options.Clock);
        this.Root = options.BaseUri.AbsoluteUri.TrimEnd('/') + "/v1/";
        this.http = new HttpMessageInvoker(handler);
    }

    /// <summary>What every path stands behind: the base, and /v1/.</summary>
    public string Root { get; }

    /// <summary>Carries out an operation.</summary>
    /// <returns>The answer; null where a deletion found nothing the second time.</returns>
    /// <exception cref="TwilioEventsException">It failed for good.</exception>
    public async Task<Answer?> SendAsync(Operation operation, CallOptions? call, CancellationToken cancellation)
    {
        int retries = call?.MaximumRetryCount ?? this.options.MaximumRetryCount;
        TimeSpan left = this.options.Timeout;
        var before = RequestOutcome.NotSent;
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan started = await this.gate.EnterAsync(cancellation).ConfigureAwait(false);
            var once = new Attempt(this, operation, attempt, before, call?.Observer);
            Answer? answer = await once.RunAsync(left, cancellation).ConfigureAwait(false);
            TwilioEventsException? error = once.Error;
            bool refusedForItsRate = error is TwilioApiException { StatusCode: 429 };
            if (!refusedForItsRate && error is null or TwilioApiException) this.gate.Passed();
            if (error is null) return answer;

            // The try whose answer was lost did it.
            if (before == RequestOutcome.MayHaveBeenApplied && operation.Kind == OperationKind.Delete && error is TwilioApiException { StatusCode: 404 }) return null;

            left -= once.Took;
            TimeSpan wait = RetryRules.Wait(attempt, call?.RetryInterval ?? this.options.RetryInterval, once.RetryAfter, this.options.Clock.Chance());
            if (refusedForItsRate) this.gate.Refused(started, wait);
            if (attempt > retries || left <= TimeSpan.Zero || !RetryRules.MayRetry(operation.Kind, error)) throw error;
            before = error.Outcome;
            once.SayRetry(wait);

            // After a 429 the gate makes this call wait with all others.
            if (!refusedForItsRate) await this.options.Clock.DelayAsync(wait, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => this.http.Dispose();

    /// <summary>One try of an operation: a request, and its answer or the error that took its place.</summary>
    private sealed class Attempt
    {
        private readonly Transport transport;
        private readonly Operation operation;
        private readonly int number;
        private readonly RequestOutcome before;
        private readonly RequestObserver? observer;
        private readonly TimeSpan startedAt;
        private readonly AuthenticationHeaderValue authorization;
        private RequestTrace? trace;
        private Scrubber? scrubber;
        private Failures? failures;

        public Attempt(Transport transport, Operation operation, int number, RequestOutcome before, RequestObserver? observer)
        {
            this.transport = transport;
            this.operation = operation;
            this.number = number;
            this.before = before;
            this.observer = observer;
            this.startedAt = transport.options.Clock.Elapsed;

            // Of this try alone: between calls the secret is no text. A try that is under way when the secret
            // is forgotten ends as it would.
            this.authorization = transport.options.CreateAuthorization();
        }

        public TwilioEventsException? Error { get; private set; }

        public TimeSpan? RetryAfter { get; private set; }

        public TimeSpan Took => this.Options.Clock.Elapsed - this.startedAt;

        private TwilioEventsClientOptions Options => this.transport.options;

        // Made where something goes wrong or is traced, and let go with the try.
        private Scrubber Scrubber => this.scrubber ??= new Scrubber(this.Secrets());

        private Failures Failures => this.failures ??= new Failures(this.operation, this.Options.BaseUri, this.Scrubber) { Attempts = this.number, Before = this.before };

        public async Task<Answer?> RunAsync(TimeSpan timeout, CancellationToken cancellation)
        {
            FormBody? body = this.operation.CreateBody();
            using var request = new HttpRequestMessage(this.operation.Method, this.transport.Root + this.operation.Path) { Content = body };
            request.Headers.Authorization = this.authorization;
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            request.Headers.TryAddWithoutValidation("User-Agent", this.Options.UserAgent);
            request.Headers.ExpectContinue = false;
            this.trace = this.observer is null || !(this.observer.WantsLines || this.observer.WantsDetail) ? null : new RequestTrace(this.observer, this.operation, this.number, this.Scrubber);
            this.trace?.Sending(request);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            this.Options.Clock.CancelAfter(limit, timeout);
            try
            {
                using HttpResponseMessage response = await this.transport.http.SendAsync(request, limit.Token).ConfigureAwait(false);
                return await this.ReadAsync(response, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException || Failures.IsOfTheConnection(e))
            {
                cancellation.ThrowIfCancellationRequested();
                this.Error = limit.IsCancellationRequested ? this.Failures.Timeout(this.Options.Timeout, body?.Started ?? true, e) : this.Failures.Connection(e, body?.Started);
                this.trace?.Failed(this.Error, this.Took);
                return null;
            }
        }

        public void SayRetry(TimeSpan wait)
        {
            this.trace?.Retrying(this.Error!, wait);
            this.observer?.Retrying();
        }

        private async Task<Answer?> ReadAsync(HttpResponseMessage response, CancellationToken limit)
        {
            string? body = null;
            Exception? broken = null;
            try
            {
                body = await ReadTextAsync(response.Content, limit).ConfigureAwait(false);
            }
            catch (Exception e) when (Failures.IsOfTheConnection(e) && !limit.IsCancellationRequested)
            {
                broken = e;
            }

            Answer? answer = null;
            if (!response.IsSuccessStatusCode)
            {
                this.RetryAfter = RetryRules.RetryAfter(response.Headers, this.Options.Clock.UtcNow);
                this.Error = this.Failures.Api(response, body, broken);
            }
            else if (this.operation.Kind == OperationKind.Delete)
            {
                // Deleted, whatever else it says.
                answer = new Answer(response, null);
            }
            else if (broken is not null)
            {
                this.Error = this.Failures.Response(response, "its text was cut off or could not be read", broken);
            }
            else if (string.IsNullOrWhiteSpace(body))
            {
                this.Error = this.Failures.Response(response, "with nothing in it", null);
            }
            else
            {
                try
                {
                    answer = JsonText.Parse(body!) is JsonMap { Properties.Count: > 0 } map ? new Answer(response, map) : throw new FormatException("The JSON text is not an object with something in it.");
                }
                catch (FormatException e)
                {
                    this.Error = this.Failures.Response(response, "its text is not the JSON that was expected", e);
                }
            }

            this.trace?.Answered(response, body, this.Took);
            return answer;
        }

        private IEnumerable<string> Secrets() =>
            this.Options.SecretsOf(this.authorization).Concat(this.operation.Form is null ? Enumerable.Empty<string>() : SecretMask.Find(this.operation.Form));

        private static async Task<string> ReadTextAsync(HttpContent content, CancellationToken cancellation)
        {
            if (content.Headers.ContentLength > MaximumAnswerBytes) throw TooLong();
            using Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false);

            // One byte more than it says, so that the end is seen without a second buffer; what it says may be a lie.
            var bytes = new byte[Math.Min(content.Headers.ContentLength ?? 4095, 65535) + 1];
            int length = 0, count;
            while ((count = await stream.ReadAsync(bytes, length, bytes.Length - length, cancellation).ConfigureAwait(false)) > 0)
            {
                length += count;
                if (length > MaximumAnswerBytes) throw TooLong();
                if (length == bytes.Length) Array.Resize(ref bytes, 2 * length);
            }

            int mark = length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0;
            return Encoding.UTF8.GetString(bytes, mark, length - mark);
        }

        private static InvalidDataException TooLong() => new("The answer is longer than 16 MiB.");
    }
}
