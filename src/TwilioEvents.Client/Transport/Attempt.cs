using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;

namespace TwilioEvents.Transport;

/// <summary>One attempt of an operation: a request, and its answer or the error that took its place.</summary>
internal sealed class Attempt
{
    private readonly TwilioEventsClientOptions options;
    private readonly AttemptContext context;
    private readonly TimeSpan start;

    /// <param name="options">Where, as whom, how long.</param>
    /// <param name="operation">What is attempted.</param>
    /// <param name="number">Which attempt of the call it is, from 1.</param>
    /// <param name="last">How the attempt before it failed; null for the first.</param>
    /// <param name="observer">Hears of it; null where nobody listens.</param>
    public Attempt(
        TwilioEventsClientOptions options,
        Operation operation,
        int number,
        TwilioEventsException? last,
        RequestObserver? observer)
    {
        this.options = options;
        this.context = new AttemptContext(options, operation, number, last);
        this.start = options.Clock.Elapsed;
        this.Trace = RequestTrace.For(observer, this.context);
    }

    /// <summary>Tells the observer; null where it wants nothing.</summary>
    public RequestTrace? Trace { get; }

    private TimeSpan Took => this.options.Clock.Elapsed - this.start;

    private Operation Operation => this.context.Operation;

    private ErrorFactory Errors => new(this.context);

    /// <summary>Sends the request once.</summary>
    /// <param name="http">What sends it.</param>
    /// <param name="timeout">How long it may take, whole answer included.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>The answer or the error.</returns>
    /// <exception cref="TwilioCallCanceledException">It was cancelled.</exception>
    public async Task<AttemptResult> RunAsync(HttpMessageInvoker http, TimeSpan timeout, CancellationToken cancellation)
    {
        if (this.context.Authorization is null) return AttemptResult.Failed(this.Errors.Ended(), TimeSpan.Zero);
        FormBody? body = this.Operation.CreateBody();
        using HttpRequestMessage request = this.CreateRequest(body);
        this.Trace?.Sending(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        this.options.Clock.CancelAfter(limit, timeout);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            AnswerBody answer = await AnswerBody.ReadAsync(response.Content, limit.Token).ConfigureAwait(false);
            this.Trace?.Answered(response, answer.Text, this.Took);
            return this.ResultOf(response, answer);
        }
        catch (Exception e) when (e is OperationCanceledException || NetworkErrors.Includes(e))
        {
            if (cancellation.IsCancellationRequested) throw this.Canceled(body, e);
            TwilioEventsException error = limit.IsCancellationRequested
                ? this.Errors.Timeout(this.options.Timeout, body?.Started ?? true, e)
                : this.Errors.Connection(e, body?.Started);
            this.Trace?.Failed(error, this.Took);
            return AttemptResult.Failed(error, this.Took);
        }
    }

    private HttpRequestMessage CreateRequest(FormBody? body)
    {
        string address = this.options.Root + this.Operation.Api + "/" + this.Operation.Path;
        var request = new HttpRequestMessage(this.Operation.Method, address) { Content = body };
        request.Headers.Authorization = this.context.Authorization;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", this.options.UserAgent);
        request.Headers.ExpectContinue = false;
        return request;
    }

    private AttemptResult ResultOf(HttpResponseMessage response, AnswerBody body)
    {
        if (!response.IsSuccessStatusCode)
        {
            TimeSpan? retryAfter = RetryPolicy.RetryAfter(response.Headers, this.options.Clock.UtcNow);
            return AttemptResult.Failed(this.Errors.Api(response, body), this.Took, retryAfter);
        }

        // Deleted, whatever else it says.
        if (this.Operation.Kind == OperationKind.Delete) return AttemptResult.Succeeded(new Answer(response, null), this.Took);
        if (body.Text is null) return Unreadable("its body was cut off or could not be decoded", body.Broken);
        if (string.IsNullOrWhiteSpace(body.Text)) return Unreadable("its body is empty", null);
        try
        {
            return JsonText.Parse(body.Text) is JsonMap { Properties.Count: > 0 } map
                ? AttemptResult.Succeeded(new Answer(response, map), this.Took)
                : Unreadable("its body is not a JSON object with anything in it", null);
        }
        catch (FormatException e)
        {
            return Unreadable("its body is not JSON", e);
        }

        AttemptResult Unreadable(string problem, Exception? cause) =>
            AttemptResult.Failed(this.Errors.Unreadable(response, problem, cause), this.Took);
    }

    // A read changes nothing, whatever became of it.
    private TwilioCallCanceledException Canceled(FormBody? body, Exception cause) =>
        new(body is { Started: true } ? RequestOutcome.MayHaveBeenApplied : this.context.OutcomeBefore, this.context.Last, cause);
}
