using System.Management.Automation;

namespace TwilioEvents.Errors;

/// <summary>
/// Every kind of error of the module, in the order in which about_TwilioEvents_Errors lists them. Scripts
/// compare with the names: they never change.
/// </summary>
internal static class ErrorIds
{
    public static readonly ErrorId InvalidRequest = new(
        "TwilioInvalidRequest", ErrorCategory.InvalidArgument,
        when: "Twilio finds something wrong in the request (status 400).",
        advice: "Change what the message names, and try again.");

    public static readonly ErrorId AuthenticationFailed = new(
        "TwilioAuthenticationFailed", ErrorCategory.AuthenticationError,
        when: "Twilio does not know these credentials (status 401). The error ends the command, whatever -ErrorAction says. If "
            + "rows name their connections, the command goes on, and each further row of that connection is an error without a request.",
        advice: "Connect again with Connect-TwilioEvents and a valid Sid and secret.");

    public static readonly ErrorId PermissionDenied = new(
        "TwilioPermissionDenied", ErrorCategory.PermissionDenied,
        when: "The credentials are right, but may not do this (status 403).",
        advice: "Use credentials that may do this, or ask the account's owner.");

    public static readonly ErrorId NotFound = new(
        "TwilioNotFound", ErrorCategory.ObjectNotFound,
        when: "The account has nothing under this Sid or name (status 404).",
        advice: "Check the Sid, and that you are connected to the account it belongs to (Get-TwilioEventsConnection).");

    public static readonly ErrorId Conflict = new(
        "TwilioConflict", ErrorCategory.ResourceExists,
        when: "The change conflicts with something that already exists (status 409).",
        advice: "Check what already exists.");

    public static readonly ErrorId RateLimited = new(
        "TwilioRateLimited", ErrorCategory.LimitsExceeded,
        when: "Twilio got more calls than it accepts in that time (status 429).",
        advice: "Wait, and use a lower -ThrottleLimit.");

    public static readonly ErrorId Unavailable = new(
        "TwilioUnavailable", ErrorCategory.ResourceUnavailable,
        when: "Twilio, or something on the way to it, has a fault (a status of 500 or more).",
        advice: "Try again later; https://status.twilio.com shows Twilio's state.");

    public static readonly ErrorId Redirected = new(
        "TwilioRedirected", ErrorCategory.InvalidOperation,
        when: "The answer is a redirect (a status of 300 to 399), which is never followed, because the other address would get the "
            + "credentials.",
        advice: "Check -BaseUri. It must be the address of the API itself, not one that redirects.");

    public static readonly ErrorId Rejected = new(
        "TwilioRejected", ErrorCategory.InvalidOperation,
        when: "Twilio refuses the request with any other status.",
        advice: "Change what the message names, and try again.");

    public static readonly ErrorId ResponseUnreadable = new(
        "TwilioResponseUnreadable", ErrorCategory.InvalidData,
        when: "The answer says success, but it is empty, cut off or not JSON.",
        advice: "If the command changes something, check whether the change was applied. A proxy may have changed the answer.");

    public static readonly ErrorId TimedOut = new(
        "TwilioTimedOut", ErrorCategory.OperationTimeout,
        when: "No complete answer came within -TimeoutSec.",
        advice: "If the command changes something, check whether the change was applied. Connect with a longer -TimeoutSec if Twilio "
            + "is slow.");

    public static readonly ErrorId ConnectionFailed = new(
        "TwilioConnectionFailed", ErrorCategory.ConnectionError,
        when: "The connection could not be established, or it broke. The command ends after three items in a row for which "
            + "it could not be established.",
        advice: "Check -BaseUri, the firewall and the proxy (-Proxy, HTTPS_PROXY, the system's), or go past the proxy with -NoProxy.");

    public static readonly ErrorId ConnectionEnded = new(
        "TwilioConnectionEnded", ErrorCategory.ConnectionError,
        when: "Disconnect-TwilioEvents ended the connection while the command used it. It ends the command.",
        advice: "Connect again with Connect-TwilioEvents, and repeat what was not applied.");

    public static readonly ErrorId HostUnknown = new(
        "TwilioHostUnknown", ErrorCategory.ConnectionError,
        when: "The name of the host cannot be resolved. The command ends after three such items in a row.",
        advice: "Check -BaseUri, -Region, -Edge, DNS and the proxy.");

    public static readonly ErrorId TlsFailed = new(
        "TwilioTlsFailed", ErrorCategory.ConnectionError,
        when: "A trusted TLS connection could not be established. The command ends after three such items in a row.",
        advice: "Check the server's certificate, a proxy that opens TLS, and this machine's clock.");

    public static readonly ErrorId ProxyAuthenticationFailed = new(
        "TwilioProxyAuthenticationFailed", ErrorCategory.AuthenticationError,
        when: "A proxy on the way to Twilio requires credentials, or refuses those that it got (status 407). Nothing was sent. It "
            + "ends the command.",
        advice: "Check -ProxyCredential. The request is not repeated, because the proxy may lock the account after several failures.");

    public static readonly ErrorId PageRefused = new(
        "TwilioPageRefused", ErrorCategory.SecurityError,
        when: "The answer names a next page that is on another host, does not belong to the list, or was already read. Nothing is "
            + "sent there.",
        advice: "The items before it are complete. Check what is between this machine and Twilio: a proxy or a mock may have "
            + "changed the answer.");

    public static readonly ErrorId InputInvalid = new(
        "TwilioInputInvalid", ErrorCategory.InvalidData,
        when: "A row, an object or a configuration that was given holds something that cannot be sent. Nothing is sent for it.",
        advice: "Change what the message names, and try again.");

    public static readonly ErrorId EventsConfigurationInvalid = new(
        "TwilioEventsConfigurationInvalid", ErrorCategory.InvalidData,
        when: "The document of an account cannot be used. All that is wrong with it is told. Nothing is changed for this account.",
        advice: "Change what the message names; about_TwilioEvents_Configuration describes the document.");

    public static readonly ErrorId ChangeFailed = new(
        "TwilioChangeFailed", ErrorCategory.InvalidOperation,
        when: "Sync-TwilioEventsConfiguration or Move-TwilioSubscription cannot make a change, though Twilio refused nothing: two have the "
            + "same name, a type would be lost for ever, or what it made is not what it should be. The other changes are made.",
        advice: "Do what the message says, and run it again: it goes on from where it is.");

    public static readonly ErrorId FileFailed = new(
        "TwilioFileFailed", ErrorCategory.ResourceUnavailable,
        when: "The file of a configuration cannot be read or written, or it exists already.",
        advice: "Check the path and its permissions. -Force overwrites a file.");

    public static readonly ErrorId NotConnected = new(
        "TwilioNotConnected", ErrorCategory.ConnectionError,
        when: "The command needs a connection, and there is none in this runspace. It ends the command.",
        advice: "Use Connect-TwilioEvents, or Select-TwilioEventsConnection for an existing connection.");

    public static readonly ErrorId AuthTokenNeeded = new(
        "TwilioAuthTokenNeeded", ErrorCategory.AuthenticationError,
        when: "The connection has an API key, and a signature can only be checked with the Auth Token of the account.",
        advice: "Give the Auth Token with -AuthToken, or a connection that has it with -Connection.");

    public static readonly ErrorId EventInvalid = new(
        "TwilioEventInvalid", ErrorCategory.InvalidData,
        when: "Something that was given to ConvertFrom-TwilioEvent is not an event. An event is a JSON object whose type is a "
            + "text. The other events of the input are written.",
        advice: "Look at the TargetObject of the error: it is the whole input.");

    public static readonly ErrorId EnvironmentIncomplete = new(
        "TwilioEnvironmentIncomplete", ErrorCategory.AuthenticationError,
        when: "Only half of a pair of environment variables is set, or their values cannot be credentials. It ends the command.",
        advice: "Set both variables of the pair, or use Connect-TwilioEvents.");

    public static readonly ErrorId CredentialInvalid = new(
        "TwilioCredentialInvalid", ErrorCategory.InvalidArgument,
        when: "The user name or the secret given to Connect-TwilioEvents is not valid. It ends the command.",
        advice: "The user name is an Account SID (AC...) or an API key SID (SK...), the password its Auth Token or secret. "
            + "-AccountSid takes the Account SID, -ApiKey the SID of a key.");

    public static readonly ErrorId BaseUriInvalid = new(
        "TwilioBaseUriInvalid", ErrorCategory.InvalidArgument,
        when: "The address given to Connect-TwilioEvents is one to which credentials are never sent. It ends the command.",
        advice: "Use https, or http on loopback, without user name, query and fragment.");

    public static readonly ErrorId WrongAccount = new(
        "TwilioWrongAccount", ErrorCategory.InvalidArgument,
        when: "The object from the pipeline comes from another account than the one the connection goes to. Nothing was sent.",
        advice: "Give -Connection a connection to the account that the object came from.");

    public static readonly ErrorId ProfileInvalid = new(
        "TwilioProfileInvalid", ErrorCategory.AuthenticationError,
        when: "A profile of Twilio's CLI does not exist, or is incomplete. It ends the command.",
        advice: "Choose one of the profiles that 'twilio profiles:list' shows, create it again with 'twilio profiles:create', or "
            + "connect with -Credential.");

    public static readonly ErrorId ConfigurationUnreadable = new(
        "TwilioConfigurationUnreadable", ErrorCategory.ReadError,
        when: "The file config.json of Twilio's CLI is broken, locked or may not be read. It ends the command.",
        advice: "Repair the file, or use Connect-TwilioEvents with -Credential.");

    public static readonly ErrorId HostInvalid = new(
        "TwilioHostInvalid", ErrorCategory.InvalidArgument,
        when: "A region or an edge cannot be part of a host's name. It ends the command.",
        advice: "Use a region such as ie1 and an edge such as dublin, or -BaseUri for an address that is not Twilio's.");

    public static readonly ErrorId ConnectionOptionInvalid = new(
        "TwilioConnectionOptionInvalid", ErrorCategory.InvalidArgument,
        when: "A proxy, user agent or name given to Connect-TwilioEvents cannot be used, or two of its parameters cannot be combined. "
            + "It ends the command.",
        advice: "Change or leave out the parameter that the message names.");

    public static readonly ErrorId ConnectionNotFound = new(
        "TwilioConnectionNotFound", ErrorCategory.ObjectNotFound,
        when: "-Name or -Connection does not name a connection: the name is unknown, the connection was ended or comes from another "
            + "process, or -Connection was given null or an object of another type.",
        advice: "Choose one of those that Get-TwilioEventsConnection -Name * lists.");

    public static readonly ErrorId ListenFailed = new(
        "TwilioListenFailed", ErrorCategory.ResourceUnavailable,
        when: "Receive-TwilioEvent or Start-TwilioSandbox cannot listen: the port is in use, the user may not use it, or the address "
            + "is not of this machine. It ends the command.",
        advice: "Choose another -Port (0 takes a free one), or another -ListenAddress.");

    public static readonly ErrorId SandboxNotFound = new(
        "TwilioSandboxNotFound", ErrorCategory.ObjectNotFound,
        when: "Stop-TwilioSandbox names a port on which no sandbox of this runspace is served.",
        advice: "Choose one of those that Get-TwilioSandbox lists. A sandbox is stopped in the runspace that started it.");

    public static readonly ErrorId NotASandbox = new(
        "TwilioNotASandbox", ErrorCategory.InvalidOperation,
        when: "A command of the sandbox, such as Send-TwilioEvent, is used on a connection to Twilio, or to another address that is "
            + "not a sandbox. Nothing is sent. It ends the command, unless rows name their connections.",
        advice: "Connect to a sandbox: Connect-TwilioEvents -Sandbox, or Start-TwilioSandbox and its address and credential.");

    public static readonly ErrorId ReceiveTimeout = new(
        "TwilioReceiveTimeout", ErrorCategory.OperationTimeout,
        when: "No event came within -IdleTimeoutSec, and fewer than -MaximumCount were written.",
        advice: "Check that the sink is active, and that its destination leads here: Test-TwilioSink sends a test event.");

    public static readonly ErrorId NewSessionNeeded = new(
        "TwilioNewSessionNeeded", ErrorCategory.InvalidOperation,
        when: "This process has already loaded another version of the module. It ends the command.",
        advice: "Start a new PowerShell: .NET cannot unload a version.");
}
