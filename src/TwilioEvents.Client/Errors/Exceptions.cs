using System;

namespace TwilioEvents;

/// <summary>What a failed call may have done at Twilio, from the least to the most.</summary>
public enum RequestOutcome
{
    /// <summary>Nothing reached Twilio.</summary>
    NotSent,

    /// <summary>Twilio, or something on the way, refused it: nothing was changed.</summary>
    Refused,

    /// <summary>It may have been carried out: the answer was lost, or does not tell.</summary>
    MayHaveBeenApplied,
}

/// <summary>What every failed call to the Events API has in common.</summary>
public abstract class TwilioEventsException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, to what, and what to do.</param>
    /// <param name="outcome">What the call may have done.</param>
    /// <param name="inner">The cause.</param>
    protected TwilioEventsException(string message, RequestOutcome outcome, Exception? inner)
        : base(message, inner) => this.Outcome = outcome;

    /// <summary>What the call may have done at Twilio, all its tries together.</summary>
    public RequestOutcome Outcome { get; }
}

/// <summary>Twilio, or something on the way to it, answered with an error status.</summary>
public sealed class TwilioApiException : TwilioEventsException
{
    internal TwilioApiException(string message, RequestOutcome outcome, int statusCode, int? code, string? moreInfo, string? requestId,
        Exception? inner)
        : base(message, outcome, inner)
    {
        this.StatusCode = statusCode;
        this.Code = code;
        this.MoreInfo = moreInfo;
        this.RequestId = requestId;
    }

    /// <summary>The HTTP status: any but those of success, 200 to 299.</summary>
    public int StatusCode { get; }

    /// <summary>Twilio's error code, such as 20404, where the answer had one. See https://www.twilio.com/docs/api/errors.</summary>
    public int? Code { get; }

    /// <summary>The page that explains the error, where the answer named one.</summary>
    public string? MoreInfo { get; }

    /// <summary>What Twilio's support asks for: the header Twilio-Request-Id, where there was one.</summary>
    public string? RequestId { get; }
}

/// <summary>An answer that said success and could not be read: empty, cut, or no JSON.</summary>
public sealed class TwilioResponseException : TwilioEventsException
{
    internal TwilioResponseException(string message, RequestOutcome outcome, int statusCode, string? requestId, Exception? inner)
        : base(message, outcome, inner)
    {
        this.StatusCode = statusCode;
        this.RequestId = requestId;
    }

    /// <summary>The HTTP status, 200 to 299.</summary>
    public int StatusCode { get; }

    /// <summary>Whether the connection broke in the midst of the answer.</summary>
    internal bool BrokeOff { get; set; }

    /// <summary>The header Twilio-Request-Id, where there was one.</summary>
    public string? RequestId { get; }
}

/// <summary>A list whose next page must not be asked for: it is somebody else's, too long, or one that was read already.</summary>
public sealed class TwilioPageException : TwilioEventsException
{
    internal TwilioPageException(string message, int statusCode, string? requestId)
        : base(message, RequestOutcome.NotSent, null)
    {
        this.StatusCode = statusCode;
        this.RequestId = requestId;
    }

    /// <summary>The HTTP status of the page that named it, 200 to 299.</summary>
    public int StatusCode { get; }

    /// <summary>The header Twilio-Request-Id of the page that named it, where there was one.</summary>
    public string? RequestId { get; }
}

/// <summary>Why there was no answer.</summary>
public enum ConnectionFailure
{
    /// <summary>The connection was reset or otherwise broken.</summary>
    Broken,

    /// <summary>The connection was refused, or the host could not be reached. Nothing was sent.</summary>
    Refused,

    /// <summary>The name of the host is not known. Nothing was sent.</summary>
    UnknownHost,

    /// <summary>A trusted TLS connection could not be established. Nothing was sent.</summary>
    Tls,

    /// <summary>
    /// The proxy asks for credentials, or refuses those it got (407). Nothing was sent, nor is it again: accounts are
    /// locked by it.
    /// </summary>
    ProxyCredentials,

    /// <summary>The connection was ended by its owner, and its secret is gone. Nothing was sent by this try.</summary>
    Ended,
}

/// <summary>No answer came: no connection, or one that broke.</summary>
public sealed class TwilioConnectionException : TwilioEventsException
{
    internal TwilioConnectionException(string message, RequestOutcome outcome, ConnectionFailure failure, Exception? inner)
        : base(message, outcome, inner) => this.Failure = failure;

    /// <summary>Why there was no answer.</summary>
    public ConnectionFailure Failure { get; }
}

/// <summary>No whole answer came in time.</summary>
public sealed class TwilioTimeoutException : TwilioEventsException
{
    internal TwilioTimeoutException(string message, RequestOutcome outcome, TimeSpan timeout, Exception inner)
        : base(message, outcome, inner) => this.Timeout = timeout;

    /// <summary>How long the call waited for answers, all its tries together.</summary>
    public TimeSpan Timeout { get; }
}

/// <summary>Nothing was sent: an earlier call over the same connection failed in a way that dooms every further one.</summary>
public sealed class TwilioNotSentException : TwilioEventsException
{
    internal TwilioNotSentException(TwilioEventsException cause)
        : base("Nothing was sent, because the connection failed before. " + cause.Message, RequestOutcome.NotSent, cause) =>
            this.Cause = cause;

    /// <summary>What ended the earlier call.</summary>
    public TwilioEventsException Cause { get; }
}

/// <summary>A call was cancelled by its caller.</summary>
public sealed class TwilioCallCanceledException : OperationCanceledException
{
    internal TwilioCallCanceledException(RequestOutcome outcome, TwilioEventsException? lastError, Exception cause)
        : base("The call was cancelled.", cause, cause is OperationCanceledException canceled ? canceled.CancellationToken : default)
    {
        this.Outcome = outcome;
        this.LastError = lastError;
    }

    /// <summary>What the call may have done at Twilio, all its tries together.</summary>
    public RequestOutcome Outcome { get; }

    /// <summary>How its last completed attempt failed; null if none was completed.</summary>
    public TwilioEventsException? LastError { get; }
}
