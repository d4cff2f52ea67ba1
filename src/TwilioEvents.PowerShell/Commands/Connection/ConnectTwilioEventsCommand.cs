using System;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Connects this runspace to the Events API, or to a sandbox in memory. Sends nothing.</summary>
[Cmdlet(VerbsCommunications.Connect, "TwilioEvents", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(void))]
public sealed class ConnectTwilioEventsCommand : PSCmdlet
{
    private const string CredentialSet = "Credential";
    private const string SandboxSet = "Sandbox";

    /// <summary>An Account SID and its Auth Token, or the SID of an API key and its secret.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet,
        HelpMessage = "User name: Account SID (AC...) or API key SID (SK...); password: its Auth Token or secret")]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>What is put in front of /v1: https, or http to loopback. https://events.twilio.com by default.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    public Uri BaseUri { get; set; } = TwilioEventsClientOptions.DefaultBaseUri;

    /// <summary>A few sinks in memory instead of Twilio, with no account and no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, HelpMessage = "Use a sandbox in memory, with no account and no network")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Seconds that one call may take, the whole answer included: 1 to 3600, 30 by default.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = ConnectionFactory.DefaultTimeoutSec;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        TwilioEventsConnection connection = this.ParameterSetName == SandboxSet && this.Sandbox
            ? ConnectionFactory.Sandbox(this.TimeoutSec, this.SessionState)
            : this.ConnectToTwilio();
        RunspaceConnections.Connect(connection);
        this.WriteVerbose("Connected: " + connection + ". Nothing was sent.");
    }

    private TwilioEventsConnection ConnectToTwilio()
    {
        string userName = this.Credential.UserName?.Trim() ?? string.Empty;
        string secret = ReferenceEquals(this.Credential, PSCredential.Empty) ? string.Empty : Credentials.Secret(this.Credential);
        if (Credentials.Problem(userName, secret) is string problem)
        {
            this.ThrowTerminatingError(new ErrorRecord(new ArgumentException(problem), ErrorIds.CredentialInvalid, ErrorCategory.InvalidArgument, null));
        }

        if (!TwilioEventsClient.IsAllowed(this.BaseUri))
        {
            // Only what cannot hold a secret is repeated.
            string shown = this.BaseUri.IsAbsoluteUri ? this.BaseUri.Scheme + "://" + this.BaseUri.Authority : "of -BaseUri";
            this.ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("The address " + shown + " cannot be used. Credentials go to https, or to http on loopback such as http://localhost:8080, and the address holds no user name, query or fragment."),
                ErrorIds.BaseUriInvalid,
                ErrorCategory.InvalidArgument,
                null));
        }

        return ConnectionFactory.Network(userName, secret, this.BaseUri, this.TimeoutSec, "Credential", this.SessionState);
    }
}
