using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>Turns what went wrong on the wire into the exceptions that the client documents.</summary>
internal static class Failures
{
    /// <summary>An answer whose status is no success, in either of Twilio's shapes or in none.</summary>
    public static TwilioApiException Api(string deed, HttpResponseMessage response, string? body, Exception? unreadable)
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
        string? said = error?.Text("message") ?? error?.Text("detail") ?? error?.Text("title");
        string? moreInfo = HttpLink(error?.Text("more_info") ?? error?.Text("type"));
        int? code = int.TryParse(error?.Text("code"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

        string message = "Cannot " + deed + ": " + response.RequestMessage?.RequestUri?.Host + " answered "
            + status.ToString(CultureInfo.InvariantCulture) + " " + PlainText.Show(response.ReasonPhrase, 60);
        if (code is not null) message += " (code " + code.Value.ToString(CultureInfo.InvariantCulture) + ")";
        if (said is not null) message += ": " + PlainText.Show(said);
        else if (status is >= 300 and < 400) message += ", a redirect, which is not followed with credentials. Check -BaseUri";
        else if (string.IsNullOrWhiteSpace(body)) message += " with nothing in it";
        else message += " with a text that is not Twilio's, perhaps from a proxy";
        return new TwilioApiException(Sentence(message), status, code, moreInfo, RequestId(response), unreadable);
    }

    /// <summary>An answer that said success and cannot be read.</summary>
    public static TwilioResponseException Response(string deed, HttpResponseMessage response, string problem, Exception? inner) => new(
        "Twilio answered the request to " + deed + " with " + ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)
            + ", but " + problem + ". It has probably been carried out: look before you repeat it.",
        (int)response.StatusCode,
        RequestId(response),
        inner);

    /// <summary>No answer in time.</summary>
    public static TwilioTimeoutException Timeout(string deed, Uri baseUri, TimeSpan timeout, Exception inner) => new(
        "Cannot " + deed + ": no whole answer from " + baseUri.Authority + " within "
            + timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)
            + " seconds. It may have been carried out all the same; a longer -TimeoutSec on Connect-TwilioEvents waits longer.",
        timeout,
        inner);

    /// <summary>No connection, or one that broke.</summary>
    public static TwilioConnectionException Connection(string deed, Uri baseUri, Exception error)
    {
        ConnectionFailure failure = ConnectionFailure.Broken;
        string reason = "the connection to " + baseUri.Authority + " broke. It may have been carried out all the same";
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            // .NET Framework says it with a WebException, .NET with a SocketException.
            if (e is AuthenticationException || e is WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure })
            {
                failure = ConnectionFailure.Tls;
                reason = "no trusted TLS connection to " + baseUri.Authority + " came about. Check its certificate, a proxy that opens TLS, and this machine's clock";
            }
            else if (e is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }
                || e is WebException { Status: WebExceptionStatus.NameResolutionFailure })
            {
                failure = ConnectionFailure.UnknownHost;
                reason = "the host " + baseUri.Host + " is not known. Check -BaseUri, DNS and the proxy";
            }
            else if (e is SocketException { SocketErrorCode: SocketError.ConnectionRefused } || e is WebException { Status: WebExceptionStatus.ConnectFailure })
            {
                reason = baseUri.Authority + " refused the connection; nothing was sent. Check -BaseUri, the firewall and the proxy";
            }
        }

        return new TwilioConnectionException("Cannot " + deed + ": " + Sentence(reason), failure, error);
    }

    /// <summary>What a connection throws when it fails, as opposed to a mistake of ours.</summary>
    public static bool IsOfTheConnection(Exception e) => e is HttpRequestException or IOException or WebException or SocketException;

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Twilio-Request-Id", out System.Collections.Generic.IEnumerable<string>? values) ? PlainText.Show(string.Join(", ", values), 100) : null;

    // A link that a user may be told to open: nothing but a web page.
    private static string? HttpLink(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? PlainText.Show(uri.AbsoluteUri) : null;

    private static string Sentence(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";
}
