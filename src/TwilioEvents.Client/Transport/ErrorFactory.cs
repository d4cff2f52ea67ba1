using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using TwilioEvents.Http;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>Turns what went wrong with one operation into the exceptions that the client documents.</summary>
internal sealed class Failures
{
    /// <summary>More would be cut when they are shown.</summary>
    private const int MostDetails = 10;

    /// <summary>Enough of the text of a cause.</summary>
    private const int LongestCause = 1000;

    private readonly Operation operation;
    private readonly Uri baseUri;
    private readonly Scrubber scrubber;

    public Failures(Operation operation, Uri baseUri, Scrubber scrubber)
    {
        this.operation = operation;
        this.baseUri = baseUri;
        this.scrubber = scrubber;
    }

    /// <summary>How many tries there were; more than one is said in the message.</summary>
    public int Attempts { get; set; } = 1;

    /// <summary>What the tries before this one may have done, whatever became of this one.</summary>
    public RequestOutcome Before { get; set; } = RequestOutcome.NotSent;

    /// <summary>An answer whose status is no success, in either of Twilio's shapes or in none.</summary>
    public TwilioApiException Api(HttpResponseMessage response, string? body, Exception? unreadable)
    {
        int status = (int)response.StatusCode;
        JsonMap? error = null;
        try
        {
            error = string.IsNullOrWhiteSpace(body) ? null : JsonText.Parse(body!) as JsonMap;
        }
        catch (FormatException e)
        {
            unreadable = e;
        }

        // Classic: code, message, more_info. RFC 9457: type, title, detail, code.
        string? said = error?.Text("message") ?? Details(error) ?? error?.Text("title");
        string? moreInfo = this.HttpLink(error?.Text("more_info") ?? error?.Text("type"));
        int? code = int.TryParse(error?.Text("code"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

        string reason = this.baseUri.Host + " answered " + Invariant(status) + " " + this.scrubber.Show(response.ReasonPhrase, 60);
        if (code is not null) reason += " (code " + Invariant(code.Value) + ")";
        if (said is not null) reason += ": " + this.scrubber.Show(said);
        else if (status is >= 300 and < 400) reason += ", a redirect, which is not followed with credentials. Check -BaseUri";
        else if (body is null && unreadable is not null) reason += " with a text that was cut off or could not be read";
        else if (string.IsNullOrWhiteSpace(body)) reason += " with nothing in it";
        else reason += " with a text that is not Twilio's, perhaps from a proxy";

        // 303 sends to the result of what was done; below 200 nothing was decided.
        RequestOutcome outcome = this.Outcome(status is < 200 or 303 or 408 or >= 500 ? RequestOutcome.MayHaveBeenApplied : RequestOutcome.Refused);
        return new TwilioApiException(this.Message(reason, outcome), outcome, status, code, moreInfo, this.RequestId(response), unreadable is null ? null : this.Safe(unreadable));
    }

    /// <summary>An answer that said success and cannot be read.</summary>
    public TwilioResponseException Response(HttpResponseMessage response, string problem, Exception? inner)
    {
        RequestOutcome outcome = this.Outcome(RequestOutcome.MayHaveBeenApplied);
        string reason = this.baseUri.Host + " answered " + Invariant((int)response.StatusCode) + ", but " + problem;
        return new TwilioResponseException(this.Message(reason, outcome), outcome, (int)response.StatusCode, this.RequestId(response), inner is null ? null : this.Safe(inner))
        {
            BrokeOff = inner is not null and not (InvalidDataException or FormatException),
        };
    }

    /// <summary>No answer in time.</summary>
    public TwilioTimeoutException Timeout(TimeSpan timeout, bool sent, Exception inner)
    {
        RequestOutcome outcome = this.Outcome(sent ? RequestOutcome.MayHaveBeenApplied : RequestOutcome.NotSent);
        string seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + (timeout.TotalSeconds == 1 ? " second" : " seconds");
        string reason = "no whole answer from " + this.baseUri.Authority + " within " + seconds + "; a longer -TimeoutSec on Connect-TwilioEvents waits longer";
        return new TwilioTimeoutException(this.Message(reason, outcome), outcome, timeout, this.Safe(inner));
    }

    /// <summary>No connection, or one that broke.</summary>
    /// <param name="error">What the connection threw.</param>
    /// <param name="sent">Whether the request may have left this machine; null where that is not known.</param>
    public TwilioConnectionException Connection(Exception error, bool? sent)
    {
        string host = this.baseUri.Authority;

        // A host may become unreachable with the request on its way: then the connection did come about.
        (ConnectionFailure failure, string reason) = (sent == true ? ConnectionFailure.Broken : Find(error)) switch
        {
            ConnectionFailure.ProxyCredentials => (ConnectionFailure.ProxyCredentials, "the proxy on the way to " + host + " wants to know who asks, or refuses who does (407). Check -ProxyCredential"),
            ConnectionFailure.Refused when IsOfTheProxy(error) => (ConnectionFailure.Refused, "the proxy does not let through to " + host + ". It says: " + this.scrubber.Show(error.Message.TrimEnd('"')) + " Check -Proxy, HTTPS_PROXY and the system's proxy, or go past it with -NoProxy"),

            // .NET Framework says it with a WebException, .NET with a SocketException.
            ConnectionFailure.Tls => (ConnectionFailure.Tls, "no trusted TLS connection to " + host + " came about. Check its certificate, a proxy that opens TLS, and this machine's clock"),
            ConnectionFailure.UnknownHost => (ConnectionFailure.UnknownHost, "the host " + this.baseUri.Host + " is not known. Check -BaseUri, -Region, -Edge, DNS and the proxy"),
            ConnectionFailure.Refused => (ConnectionFailure.Refused, host + " cannot be reached. Check -BaseUri, the firewall and the proxy"),
            _ => (ConnectionFailure.Broken, "the connection to " + host + " broke"),
        };
        RequestOutcome outcome = this.Outcome(sent ?? failure == ConnectionFailure.Broken ? RequestOutcome.MayHaveBeenApplied : RequestOutcome.NotSent);
        return new TwilioConnectionException(this.Message(reason, outcome), outcome, failure, this.Safe(error));
    }

    /// <summary>The header Twilio-Request-Id, safe to show; null where there is none.</summary>
    public string? RequestId(HttpResponseMessage response) =>
        Answer.RequestIdOf(response) is string id ? this.scrubber.Show(id, 100) : null;

    /// <summary>What a connection throws when it fails, as opposed to a mistake of ours.</summary>
    public static bool IsOfTheConnection(Exception e) => e is HttpRequestException or IOException or WebException or SocketException or ObjectDisposedException or InvalidDataException;

    // .NET 8 and later say it so, and netstandard2.0 has no name for it. .NET Framework hands on the proxy's answer
    // as if it were the host's.
    private static bool IsOfTheProxy(Exception error) => error is HttpRequestException && error.GetType().GetProperty("HttpRequestError")?.GetValue(error)?.ToString() == "ProxyTunnelError";

    private static ConnectionFailure Find(Exception error)
    {
        // The status stands in the text alone.
        if (IsOfTheProxy(error)) return error.Message.Contains("'407'") ? ConnectionFailure.ProxyCredentials : ConnectionFailure.Refused;
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AuthenticationException:
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return ConnectionFailure.Tls;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                case WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure }:
                    return ConnectionFailure.UnknownHost;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown }:
                case WebException { Status: WebExceptionStatus.ConnectFailure }:
                    return ConnectionFailure.Refused;
            }
        }

        return ConnectionFailure.Broken;
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

    // The cause is kept with its types and its stack, unless one of its texts quotes what the server sent: a secret,
    // or what a terminal obeys. Then its texts alone are kept.
    private Exception Safe(Exception cause)
    {
        var texts = new List<string>();
        for (Exception? e = cause; e is not null; e = e.InnerException) texts.Add(e.Message);
        if (texts.All(text => this.scrubber.Show(text, LongestCause) == text)) return cause;
        return texts.AsEnumerable().Reverse().Aggregate((Exception?)null, (inner, text) => new HttpRequestException(this.scrubber.Show(text, LongestCause), inner))!;
    }

    private RequestOutcome Outcome(RequestOutcome ofThisTry) => this.Before > ofThisTry ? this.Before : ofThisTry;

    // A read changes nothing, so there is nothing to say about it.
    private string Message(string reason, RequestOutcome outcome)
    {
        string message = "Cannot " + this.operation.Deed + ": " + Sentence(reason);
        if (this.Attempts > 1) message += " It was tried " + Invariant(this.Attempts) + " times.";
        if (this.operation.Kind == OperationKind.Read) return message;
        return outcome switch
        {
            RequestOutcome.NotSent => message + " Nothing was sent.",
            RequestOutcome.MayHaveBeenApplied => message + " It may have been carried out all the same: look before you repeat it.",
            _ => message,
        };
    }

    // A link that a user may be told to open: nothing but a web page.
    private string? HttpLink(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? this.scrubber.Show(uri.AbsoluteUri) : null;

    private static string Sentence(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";
}
