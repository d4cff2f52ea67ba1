using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Text;
using TwilioEvents.Json;

namespace TwilioEvents.Http;

/// <summary>Tells an observer what one request sent and got, every secret masked.</summary>
internal sealed class RequestTrace
{
    /// <summary>A longer body is cut: a trace is to be read.</summary>
    private const int LongestBody = 8000;

    private static readonly HashSet<string> SecretHeaders = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie" };

    private readonly RequestObserver observer;
    private readonly Operation operation;
    private readonly int attempt;
    private readonly Scrubber scrubber;

    public RequestTrace(RequestObserver observer, Operation operation, int attempt, Scrubber scrubber)
    {
        this.observer = observer;
        this.operation = operation;
        this.attempt = attempt;
        this.scrubber = scrubber;
    }

    // The path of a list is long with its query, and what it asks for is what one looks for: the end is kept.
    private string Line => this.operation.Method + " /v1/" + this.scrubber.Show(this.operation.Path, 500);

    public void Sending(HttpRequestMessage request)
    {
        if (!this.observer.WantsDetail) return;
        var text = new StringBuilder().Append("> ").Append(this.operation.Method).Append(' ').Append(this.scrubber.Show(request.RequestUri!.AbsoluteUri, 2000));
        this.Headers(text, "> ", request.Headers);
        if (request.Content is not null) this.Headers(text, "> ", request.Content.Headers);
        foreach (KeyValuePair<string, string> field in this.operation.Form ?? Array.Empty<KeyValuePair<string, string>>())
        {
            text.Append('\n').Append(field.Key).Append(" = ").Append(this.Body(field.Value));
        }

        this.observer.Detail(text.ToString());
    }

    public void Answered(HttpResponseMessage response, string? body, TimeSpan took)
    {
        string? requestId = new Failures(this.operation, response.RequestMessage!.RequestUri!, this.scrubber).RequestId(response);
        this.observer.Line(this.Line + " " + Invariant((int)response.StatusCode) + " in " + Invariant((long)took.TotalMilliseconds) + " ms (try " + Invariant(this.attempt)
            + (requestId is null ? string.Empty : ", request " + requestId) + ")");
        if (!this.observer.WantsDetail) return;
        var text = new StringBuilder().Append("< ").Append(Invariant((int)response.StatusCode)).Append(' ').Append(this.scrubber.Show(response.ReasonPhrase, 100));
        this.Headers(text, "< ", response.Headers);
        this.Headers(text, "< ", response.Content.Headers);
        if (!string.IsNullOrEmpty(body)) text.Append('\n').Append(this.Body(body!));
        this.observer.Detail(text.ToString());
    }

    public void Failed(TwilioEventsException error, TimeSpan took) =>
        this.observer.Line(this.Line + " no answer in " + Invariant((long)took.TotalMilliseconds) + " ms (try " + Invariant(this.attempt) + "): " + error.Message);

    public void Retrying(TwilioEventsException error, TimeSpan wait)
    {
        string reason = error switch
        {
            TwilioApiException api => "status " + Invariant(api.StatusCode),
            TwilioConnectionException { Failure: ConnectionFailure.Refused } => "no connection",
            TwilioConnectionException => "the connection broke",
            _ => "the answer broke off",
        };
        this.observer.Line(this.Line + " is tried again in " + wait.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s, because of: " + reason);
    }

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Headers(StringBuilder text, string mark, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
        {
            bool secret = SecretHeaders.Contains(header.Key) || SecretMask.IsSecretName(header.Key.Replace('-', '_'));
            text.Append('\n').Append(mark).Append(this.scrubber.Show(header.Key, 100)).Append(": ")
                .Append(secret ? SecretMask.Mask : this.scrubber.Show(string.Join(", ", header.Value), 500));
        }
    }

    // JSON is masked by its names and then, like every text, by the secrets that are known.
    private string Body(string text)
    {
        string masked = text;
        try
        {
            if (text.Length > 0 && text[0] is '{' or '[') masked = JsonText.Write(SecretMask.Apply(JsonText.Parse(text)));
        }
        catch (FormatException)
        {
            // No JSON after all: shown as the text that it is.
        }

        return this.scrubber.Show(masked, LongestBody);
    }
}
