using System.Management.Automation;

namespace TwilioEvents.Errors;

/// <summary>Makes the error records of failed calls, and of connections that cannot be made.</summary>
internal static class ErrorRecords
{
    /// <summary>The error of a call.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="target">The input; its secrets are masked here.</param>
    /// <param name="context">What else the message says, such as which connection was used; with a space before it.</param>
    public static ErrorRecord Create(TwilioEventsException error, object? target, string context = "")
    {
        TwilioEventsException cause = (error as TwilioNotSentException)?.Cause ?? error;
        return Kind(cause).Record(error, MaskedInput.Of(target), (cause as TwilioApiException)?.MoreInfo, context);
    }

    /// <summary>The error of a connection that cannot be made.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="target">The row that it is about, or null; its secrets are masked here.</param>
    public static ErrorRecord Create(TwilioConfigurationException error, object? target = null) =>
        Kind(error.Failure).Record(error, MaskedInput.Of(target));

    /// <summary>The kind of error that stops a connection from being made.</summary>
    public static ErrorId Kind(ConfigurationFailure failure) => failure switch
    {
        ConfigurationFailure.Credential => ErrorIds.CredentialInvalid,
        ConfigurationFailure.Environment => ErrorIds.EnvironmentIncomplete,
        ConfigurationFailure.File => ErrorIds.ConfigurationUnreadable,
        ConfigurationFailure.Profile => ErrorIds.ProfileInvalid,
        _ => ErrorIds.HostInvalid,
    };

    private static ErrorId Kind(TwilioEventsException error) => error switch
    {
        TwilioApiException api => api.StatusCode switch
        {
            400 => ErrorIds.InvalidRequest,
            401 => ErrorIds.AuthenticationFailed,
            403 => ErrorIds.PermissionDenied,
            404 => ErrorIds.NotFound,
            409 => ErrorIds.Conflict,
            429 => ErrorIds.RateLimited,
            >= 300 and < 400 => ErrorIds.Redirected,
            408 or >= 500 and < 600 => ErrorIds.Unavailable,
            _ => ErrorIds.Rejected,
        },
        TwilioTimeoutException => ErrorIds.TimedOut,
        TwilioConnectionException { Failure: ConnectionFailure.UnknownHost } => ErrorIds.HostUnknown,
        TwilioConnectionException { Failure: ConnectionFailure.Tls } => ErrorIds.TlsFailed,
        TwilioConnectionException { Failure: ConnectionFailure.ProxyCredentials } => ErrorIds.ProxyAuthenticationFailed,
        TwilioConnectionException { Failure: ConnectionFailure.Ended } => ErrorIds.ConnectionEnded,
        TwilioConnectionException => ErrorIds.ConnectionFailed,
        TwilioPageException => ErrorIds.PageRefused,
        _ => ErrorIds.ResponseUnreadable,
    };
}
