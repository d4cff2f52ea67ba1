using System;
using System.Net;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Http;

/// <summary>
/// Why a request is refused: a status, one of Twilio's codes (https://www.twilio.com/docs/api/errors) and
/// a sentence. Twilio documents no status for the codes of Event Streams (91...); 400 is what the sandbox gives.
/// </summary>
internal sealed class Refusal : Exception
{
    public const int InvalidParameter = 20001;
    public const int NotAuthenticated = 20003;
    public const int MethodNotAllowed = 20004;
    public const int TooManyRequests = 20429;
    public const int PageTooLarge = 20007;
    public const int NotFound = 20404;
    public const int InternalError = 20500;
    public const int Unavailable = 20503;
    public const int SinkNotCreated = 91000;
    public const int SinkNotFound = 91001;
    public const int BadPaging = 91002;
    public const int TooManySinks = 91003;
    public const int MalformedSinkSid = 91006;
    public const int SinkInUse = 91007;
    public const int SinkNotActive = 91100;
    public const int SubscriptionNotCreated = 91101;
    public const int NoEventTypes = 91103;
    public const int EventTypeNotFound = 91104;

    private Refusal(HttpStatusCode status, int code, string message)
        : base(message)
    {
        this.Status = status;
        this.Code = code;
    }

    public HttpStatusCode Status { get; }

    public int Code { get; }

    /// <summary>In how many seconds a refusal with 429 may be tried again.</summary>
    public int RetryAfter { get; private set; } = 1;

    public static Refusal BadRequest(int code, string message) => new(HttpStatusCode.BadRequest, code, message);

    public static Refusal Missing(string parameter) =>
        BadRequest(InvalidParameter, "Missing required parameter " + parameter + " in the post body");

    /// <summary>The credentials are missing, or are not those of the sandbox's account.</summary>
    public static Refusal Unauthorized() => new(HttpStatusCode.Unauthorized, NotAuthenticated, "Authenticate");

    /// <summary>The body has more than 4 MiB, or there is no room for it.</summary>
    public static Refusal TooLarge() => new(HttpStatusCode.RequestEntityTooLarge, InvalidParameter, "The body of the request is too large");

    /// <summary>Deliveries are made faster than the receivers take them.</summary>
    public static Refusal TooManyDeliveries() => new(
        (HttpStatusCode)429, TooManyRequests, "10,000 deliveries wait for their receivers, and the sandbox takes no more");

    /// <summary>More requests a second than were allowed.</summary>
    /// <param name="seconds">When the next one may come.</param>
    public static Refusal TooFast(int seconds) => new((HttpStatusCode)429, TooManyRequests, "Too many requests") { RetryAfter = seconds };

    /// <summary>What the sandbox was told to answer in place of an answer.</summary>
    public static Refusal Fault(RequestFault fault) => fault == RequestFault.Failed
        ? new(HttpStatusCode.InternalServerError, InternalError, "Internal error, as the sandbox was told")
        : new(HttpStatusCode.ServiceUnavailable, Unavailable, "Service unavailable, as the sandbox was told");

    /// <summary>The host or the path of the request is not part of an address.</summary>
    public static Refusal BadAddress() => BadRequest(InvalidParameter, "The address of the request is not a URL");

    /// <summary>There is nothing at the request's path.</summary>
    public static Refusal Nothing(SandboxRequest request) => new(
        HttpStatusCode.NotFound,
        NotFound,
        "The requested resource " + PlainText.Show(request.EscapedPath) + " was not found in the sandbox");

    public static Refusal Method(SandboxRequest request) => new(
        HttpStatusCode.MethodNotAllowed,
        MethodNotAllowed,
        "Method " + PlainText.Show(request.Method) + " is not allowed for " + PlainText.Show(request.EscapedPath));
}
