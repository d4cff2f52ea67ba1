namespace TwilioEvents;

/// <summary>Every error id of the module. Scripts compare with them: they never change, and each is used in one place.</summary>
internal static class ErrorIds
{
    public const string InvalidRequest = "TwilioInvalidRequest";
    public const string AuthenticationFailed = "TwilioAuthenticationFailed";
    public const string PermissionDenied = "TwilioPermissionDenied";
    public const string NotFound = "TwilioNotFound";
    public const string Conflict = "TwilioConflict";
    public const string RateLimited = "TwilioRateLimited";
    public const string Redirected = "TwilioRedirected";
    public const string Unavailable = "TwilioUnavailable";
    public const string Rejected = "TwilioRejected";
    public const string ResponseUnreadable = "TwilioResponseUnreadable";
    public const string TimedOut = "TwilioTimedOut";
    public const string ConnectionFailed = "TwilioConnectionFailed";
    public const string HostUnknown = "TwilioHostUnknown";
    public const string TlsFailed = "TwilioTlsFailed";
    public const string NotConnected = "TwilioNotConnected";
    public const string EnvironmentIncomplete = "TwilioEnvironmentIncomplete";
    public const string CredentialInvalid = "TwilioCredentialInvalid";
    public const string BaseUriInvalid = "TwilioBaseUriInvalid";
}
