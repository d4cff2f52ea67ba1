using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Text;
using TwilioEvents.Json;
using TwilioEvents.Secrets;

namespace TwilioEvents.Transport;

/// <summary>Tells an observer what one attempt sent and got, every secret masked.</summary>
internal sealed class RequestTrace
{
    /// <summary>A longer body is cut: a trace is to be read.</summary>
    private const int LongestBody = 8000;

    /// <summary>A longer body is cut before it is masked, and so as a text: a hostile one has 16 MiB.</summary>
    private const int LongestJson = 100_000;

    private readonly RequestObserver observer;
    private readonly AttemptContext attempt;

    private RequestTrace(RequestObserver observer, AttemptContext attempt)
    {
        this.observer = observer;
        this.attempt = attempt;
    }

    private Operation Operation => this.attempt.Operation;

    private Redactor Redactor => this.attempt.Redactor;

    // The path of a list is long with its query, and what it asks for is what one looks for: the end is kept.
    private string Line => this.Operation.Method + " /v1/" + this.Redactor.Show(this.Operation.Path, 500);

    private string Try => "(try " + Invariant(this.attempt.Number);

    /// <summary>A trace of the attempt; null where nobody wants one.</summary>
    public static RequestTrace? For(RequestObserver? observer, AttemptContext attempt) =>
        observer is not null && (observer.WantsLines || observer.WantsDetail) ? new RequestTrace(observer, attempt) : null;

    public void Sending(HttpRequestMessage request)
    {
        if (!this.observer.WantsDetail) return;
        string address = this.Redactor.Show(request.RequestUri!.AbsoluteUri, 2000);
        var text = new StringBuilder("> ").Append(this.Operation.Method).Append(' ').Append(address);
        this.Headers(text, "> ", request.Headers);
        if (request.Content is not null) this.Headers(text, "> ", request.Content.Headers);
        foreach (KeyValuePair<string, string> field in this.Operation.Form ?? Array.Empty<KeyValuePair<string, string>>())
        {
            text.Append('\n').Append(field.Key).Append(" = ").Append(this.Body(field.Value));
        }

        this.observer.Detail(text.ToString());
    }

    public void Answered(HttpResponseMessage response, string? body, TimeSpan took)
    {
        string status = Invariant((int)response.StatusCode);
        string request = Answer.RequestIdOf(response) is string id ? ", request " + this.Redactor.Show(id, 100) : string.Empty;
        this.observer.Line(this.Line + " " + status + " in " + Milliseconds(took) + " " + this.Try + request + ")");
        if (!this.observer.WantsDetail) return;
        var text = new StringBuilder("< ").Append(status).Append(' ').Append(this.Redactor.Show(response.ReasonPhrase, 100));
        this.Headers(text, "< ", response.Headers);
        this.Headers(text, "< ", response.Content.Headers);
        if (!string.IsNullOrEmpty(body)) text.Append('\n').Append(this.Body(body!));
        this.observer.Detail(text.ToString());
    }

    public void Failed(TwilioEventsException error, TimeSpan took) =>
        this.observer.Line(this.Line + " no answer in " + Milliseconds(took) + " " + this.Try + "): " + error.Message);

    public void Retrying(TwilioEventsException error, TimeSpan wait)
    {
        string reason = error switch
        {
            TwilioApiException api => "status " + Invariant(api.StatusCode),
            TwilioConnectionException { Failure: ConnectionFailure.Refused } => "no connection",
            TwilioConnectionException => "the connection broke",
            _ => "the answer was cut off",
        };
        string seconds = wait.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture);
        this.observer.Line(this.Line + " is tried again in " + seconds + " s, because of: " + reason);
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + " ms";

    private void Headers(StringBuilder text, string mark, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
        {
            string value =
                LoggedHeaders.ShowsValue(header.Key) ? this.Redactor.Show(string.Join(", ", header.Value), 500) : SecretMask.Mask;
            text.Append('\n').Append(mark).Append(this.Redactor.Show(header.Key, 100)).Append(": ").Append(value);
        }
    }

    // JSON is masked by its names and then, like every text, by the secrets that are known.
    private string Body(string text)
    {
        string masked = text;
        try
        {
            if (text.Length is > 0 and <= LongestJson && text[0] is '{' or '[')
                masked = JsonText.Write(SecretMask.Apply(JsonText.Parse(text)));
        }
        catch (FormatException)
        {
            // Not JSON after all: shown as the text that it is.
        }

        return this.Redactor.Show(masked, LongestBody);
    }
}
