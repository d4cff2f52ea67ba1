using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using TwilioEvents.Json;
using TwilioEvents.Secrets;

namespace TwilioEvents.Transport;

/// <summary>
/// Makes the exceptions that the client documents out of what went wrong in one attempt. A message says what happened,
/// to what, and what it may have done; what to do about it is for whoever shows it.
/// </summary>
internal sealed class ErrorFactory
{
    /// <summary>More would be cut when they are shown.</summary>
    private const int MostDetails = 10;

    /// <summary>Enough of the text of a cause.</summary>
    private const int LongestCause = 1000;

    private readonly AttemptContext attempt;

    public ErrorFactory(AttemptContext attempt) => this.attempt = attempt;

    private Redactor Redactor => this.attempt.Redactor;

    private string Host => this.attempt.ServerName;

    private string Authority => this.attempt.BaseUri.Authority;

    /// <summary>An answer whose status is not one of success, in either of Twilio's shapes or in none.</summary>
    public TwilioApiException Api(HttpResponseMessage response, AnswerBody body)
    {
        int status = (int)response.StatusCode;
        Exception? unreadable = body.Broken;
        JsonMap? error = null;
        try
        {
            error = string.IsNullOrWhiteSpace(body.Text) ? null : JsonText.Parse(body.Text!) as JsonMap;
        }
        catch (FormatException e)
        {
            unreadable = e;
        }

        // Classic: code, message, more_info. RFC 9457: type, title, detail, code.
        string? said = error?.Text("message") ?? Details(error) ?? error?.Text("title");
        string? moreInfo = this.HttpLink(error?.Text("more_info") ?? error?.Text("type"));
        int? code = int.TryParse(error?.Text("code"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

        string reason = this.Host + " answered " + Invariant(status) + " " + this.Redactor.Show(response.ReasonPhrase, 60);
        if (code is not null) reason += " (code " + Invariant(code.Value) + ")";
        if (said is not null) reason += ": " + this.Redactor.Show(said);
        else if (status is >= 300 and < 400) reason += ", a redirect, which is not followed because the credentials would go along";
        else if (body.Text is null) reason += " with a body that was cut off or could not be decoded";
        else if (string.IsNullOrWhiteSpace(body.Text)) reason += " with an empty body";
        else reason += " with a body that is not Twilio's, perhaps from a proxy";

        // 303 sends to the result of what was done; below 200 nothing was decided.
        bool isRefused = status is >= 200 and < 500 and not (303 or 408);
        RequestOutcome outcome = this.Outcome(isRefused ? RequestOutcome.Refused : RequestOutcome.MayHaveBeenApplied);
        Exception? cause = unreadable is null ? null : this.Safe(unreadable);
        return new TwilioApiException(this.Message(reason, outcome), outcome, status, code, moreInfo, this.RequestId(response), cause);
    }

    /// <summary>An answer that said success and cannot be read.</summary>
    public TwilioResponseException Unreadable(HttpResponseMessage response, string problem, Exception? cause)
    {
        int status = (int)response.StatusCode;
        RequestOutcome outcome = this.Outcome(RequestOutcome.MayHaveBeenApplied);
        string reason = this.Host + " answered " + Invariant(status) + ", but " + problem;
        Exception? inner = cause is null ? null : this.Safe(cause);
        return new TwilioResponseException(this.Message(reason, outcome), outcome, status, this.RequestId(response), inner)
        {
            BrokeOff = cause is not null and not (InvalidDataException or FormatException),
        };
    }

    /// <summary>No complete answer in time.</summary>
    /// <param name="timeout">How long it was waited for.</param>
    /// <param name="sent">Whether the request may have left this machine.</param>
    /// <param name="cause">What ended the wait.</param>
    public TwilioTimeoutException Timeout(TimeSpan timeout, bool sent, Exception cause)
    {
        RequestOutcome outcome = this.Outcome(sent ? RequestOutcome.MayHaveBeenApplied : RequestOutcome.NotSent);
        string seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        string unit = timeout.TotalSeconds == 1 ? " second" : " seconds";
        string reason = "no complete answer came from " + this.Authority + " within " + seconds + unit;
        return new TwilioTimeoutException(this.Message(reason, outcome), outcome, timeout, this.Safe(cause));
    }

    /// <summary>No connection, or one that broke.</summary>
    /// <param name="cause">What the connection threw.</param>
    /// <param name="sent">Whether the request may have left this machine; null where that is not known.</param>
    public TwilioConnectionException Connection(Exception cause, bool? sent)
    {
        // A host may become unreachable with the request on its way: then there was a connection.
        ConnectionFailure failure = sent == true ? ConnectionFailure.Broken : NetworkErrors.FailureOf(cause);
        bool isSent = sent ?? failure == ConnectionFailure.Broken;
        RequestOutcome outcome = this.Outcome(isSent ? RequestOutcome.MayHaveBeenApplied : RequestOutcome.NotSent);
        string reason = failure switch
        {
            ConnectionFailure.ProxyCredentials =>
                "the proxy on the way to " + this.Authority + " requires credentials, or refuses those that it got (407)",
            ConnectionFailure.Refused when NetworkErrors.IsOfTheProxy(cause) =>
                "the proxy refuses to connect to " + this.Authority + ". It says: " + this.Redactor.Show(cause.Message.TrimEnd('"')),
            ConnectionFailure.Refused => "could not connect to " + this.Authority,
            ConnectionFailure.Tls => "could not establish a trusted TLS connection to " + this.Authority,
            ConnectionFailure.UnknownHost => "the host name " + this.Host + " cannot be resolved",
            _ => "the connection to " + this.Authority + " broke",
        };
        return new TwilioConnectionException(this.Message(reason, outcome), outcome, failure, this.Safe(cause));
    }

    /// <summary>The connection was ended before this attempt: there is no secret any more to send it with.</summary>
    public TwilioConnectionException Ended()
    {
        RequestOutcome outcome = this.Outcome(RequestOutcome.NotSent);
        string reason = "the connection to " + this.Authority + " was ended, and its secret forgotten";
        return new TwilioConnectionException(this.Message(reason, outcome), outcome, ConnectionFailure.Ended, null);
    }

    // RFC 9457 says what is wrong with each field beside what is wrong with the whole.
    private static string? Details(JsonMap? error)
    {
        string? detail = error?.Text("detail");
        if (error?["errors"] is not IReadOnlyList<object?> errors) return detail;
        foreach (object? one in errors.Take(MostDetails))
        {
            string? more = (one as JsonMap)?.Text("detail");
            if (more is not null) detail = detail is null ? more : Sentence(detail) + " " + more;
        }

        return detail;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Sentence(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";

    // What all attempts together may have done.
    private RequestOutcome Outcome(RequestOutcome ofThisAttempt) =>
        this.attempt.OutcomeBefore > ofThisAttempt ? this.attempt.OutcomeBefore : ofThisAttempt;

    // A read changes nothing, so there is nothing to say about it.
    private string Message(string reason, RequestOutcome outcome)
    {
        string message = "Cannot " + this.attempt.Operation.Action + ": " + Sentence(reason);
        if (this.attempt.Number > 1) message += " It was tried " + Invariant(this.attempt.Number) + " times.";
        if (this.attempt.Operation.Kind == OperationKind.Read) return message;
        return outcome switch
        {
            RequestOutcome.NotSent => message + " Nothing was sent.",
            RequestOutcome.MayHaveBeenApplied => message + " The change may have been applied; check before you retry.",
            _ => message,
        };
    }

    private string? RequestId(HttpResponseMessage response) =>
        Answer.RequestIdOf(response) is string id ? this.Redactor.Show(id, 100) : null;

    // A link that a user may be told to open: nothing but a web page.
    private string? HttpLink(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)) return null;
        return uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp ? this.Redactor.Show(uri.AbsoluteUri) : null;
    }

    // The cause is kept with its types and its stack, unless one of its texts quotes what the server sent: a secret,
    // or what a terminal obeys. Then its texts alone are kept.
    private Exception Safe(Exception cause)
    {
        var texts = new List<string>();
        for (Exception? e = cause; e is not null; e = e.InnerException) texts.Add(e.Message);
        if (texts.All(text => this.Redactor.Show(text, LongestCause) == text)) return cause;
        return texts.AsEnumerable().Reverse()
            .Aggregate((Exception?)null, (inner, text) => new HttpRequestException(this.Redactor.Show(text, LongestCause), inner))!;
    }
}
