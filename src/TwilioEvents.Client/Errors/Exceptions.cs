using System;

namespace TwilioEvents;

/// <summary>What every failed call to the Events API has in common.</summary>
public abstract class TwilioEventsException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, to what, and what to do.</param>
    /// <param name="inner">The cause.</param>
    protected TwilioEventsException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}

/// <summary>Twilio, or something on the way to it, answered with an error status.</summary>
public sealed class TwilioApiException : TwilioEventsException
{
    internal TwilioApiException(string message, int statusCode, int? code, string? moreInfo, string? requestId, Exception? inner)
        : base(message, inner)
    {
        this.StatusCode = statusCode;
        this.Code = code;
        this.MoreInfo = moreInfo;
        this.RequestId = requestId;
    }

    /// <summary>The HTTP status, 300 to 599.</summary>
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
    internal TwilioResponseException(string message, int statusCode, string? requestId, Exception? inner)
        : base(message, inner)
    {
        this.StatusCode = statusCode;
        this.RequestId = requestId;
    }

    /// <summary>The HTTP status, 200 to 299.</summary>
    public int StatusCode { get; }

    /// <summary>The header Twilio-Request-Id, where there was one.</summary>
    public string? RequestId { get; }
}

/// <summary>Why there was no answer.</summary>
public enum ConnectionFailure
{
    /// <summary>The connection was refused, reset or otherwise broken.</summary>
    Broken,

    /// <summary>The name of the host is not known.</summary>
    UnknownHost,

    /// <summary>No trusted TLS connection came about.</summary>
    Tls,
}

/// <summary>No answer came: no connection, or one that broke.</summary>
public sealed class TwilioConnectionException : TwilioEventsException
{
    internal TwilioConnectionException(string message, ConnectionFailure failure, Exception inner)
        : base(message, inner) => this.Failure = failure;

    /// <summary>Why there was no answer.</summary>
    public ConnectionFailure Failure { get; }
}

/// <summary>No whole answer came in time.</summary>
public sealed class TwilioTimeoutException : TwilioEventsException
{
    internal TwilioTimeoutException(string message, TimeSpan timeout, Exception inner)
        : base(message, inner) => this.Timeout = timeout;

    /// <summary>How long the call waited.</summary>
    public TimeSpan Timeout { get; }
}
