using System.Management.Automation;

namespace TwilioEvents;

/// <summary>Makes the error records of failed calls.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Create(TwilioEventsException error, object? target)
    {
        (string id, ErrorCategory category, string advice) = Describe(error);
        string? page = (error as TwilioApiException)?.MoreInfo;
        return new ErrorRecord(error, id, category, target)
        {
            ErrorDetails = new ErrorDetails(page is null ? error.Message : error.Message + " See " + page) { RecommendedAction = page ?? advice },
        };
    }

    private static (string Id, ErrorCategory Category, string Advice) Describe(TwilioEventsException error) => error switch
    {
        TwilioApiException api => api.StatusCode switch
        {
            400 => (ErrorIds.InvalidRequest, ErrorCategory.InvalidArgument, "Change what the message names, and try again."),
            401 => (ErrorIds.AuthenticationFailed, ErrorCategory.AuthenticationError, "Connect again with Connect-TwilioEvents and a valid Sid and secret."),
            403 => (ErrorIds.PermissionDenied, ErrorCategory.PermissionDenied, "Use credentials that may do this, or ask the account's owner."),
            404 => (ErrorIds.NotFound, ErrorCategory.ObjectNotFound, "Check the Sid, and that you are connected to the account it belongs to (Get-TwilioEventsConnection)."),
            409 => (ErrorIds.Conflict, ErrorCategory.ResourceExists, "Look at what is there already."),
            429 => (ErrorIds.RateLimited, ErrorCategory.LimitsExceeded, "Wait, and send less at a time."),
            >= 300 and < 400 => (ErrorIds.Redirected, ErrorCategory.InvalidOperation, "Check -BaseUri: it must be where the API itself answers."),
            >= 500 => (ErrorIds.Unavailable, ErrorCategory.ResourceUnavailable, "Try again later; https://status.twilio.com shows Twilio's state."),
            _ => (ErrorIds.Rejected, ErrorCategory.InvalidOperation, "Change what the message names, and try again."),
        },
        TwilioTimeoutException => (ErrorIds.TimedOut, ErrorCategory.OperationTimeout, "Look whether it was carried out; connect with a longer -TimeoutSec if Twilio is slow."),
        TwilioConnectionException { Failure: ConnectionFailure.UnknownHost } => (ErrorIds.HostUnknown, ErrorCategory.ConnectionError, "Check -BaseUri, DNS and the proxy."),
        TwilioConnectionException { Failure: ConnectionFailure.Tls } => (ErrorIds.TlsFailed, ErrorCategory.ConnectionError, "Check the server's certificate, the proxy, and this machine's clock."),
        TwilioConnectionException => (ErrorIds.ConnectionFailed, ErrorCategory.ConnectionError, "Check -BaseUri, the firewall and the proxy, and try again."),
        _ => (ErrorIds.ResponseUnreadable, ErrorCategory.InvalidData, "Look whether it was carried out; a proxy on the way may have changed the answer."),
    };
}
