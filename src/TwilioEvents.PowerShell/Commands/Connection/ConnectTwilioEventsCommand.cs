using System;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Connects this runspace to the Events API, or to a sandbox in memory.</summary>
/// <remarks>
/// <para>Sends nothing: whether the credentials work shows at the first call. Credentials go to https, or to http on loopback, and no redirect is followed with them.</para>
/// <para>Without Connect-TwilioEvents the environment serves: TWILIO_API_KEY with TWILIO_API_SECRET, or else TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. It serves only in a process in which neither Connect-TwilioEvents nor Disconnect-TwilioEvents was used.</para>
/// </remarks>
/// <outputs type="None">Get-TwilioEventsConnection shows the connection.</outputs>
/// <notes>The connection belongs to the runspace. The secret is never shown.</notes>
/// <example>
/// <title>With an account or an API key</title>
/// <code>Connect-TwilioEvents -Credential (Get-Credential)</code>
/// <para>The user name is the Account SID or the API key's SID, the password its Auth Token or secret.</para>
/// </example>
/// <example>
/// <title>Without an account</title>
/// <code>Connect-TwilioEvents -Sandbox</code>
/// <para>A few sinks in memory; one is DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.</para>
/// </example>
/// <example>
/// <title>To a mock on this machine</title>
/// <code>Connect-TwilioEvents -Credential $credential -BaseUri http://localhost:4010 -TimeoutSec 5</code>
/// <para>Calls go to http://localhost:4010/v1 and may take five seconds each.</para>
/// </example>
/// <seealso href="https://www.twilio.com/docs/iam/api-keys">Twilio: API keys</seealso>
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
    /// <value>https://events.twilio.com</value>
    [Parameter(ParameterSetName = CredentialSet)]
    public Uri BaseUri { get; set; } = TwilioEventsClientOptions.DefaultBaseUri;

    /// <summary>A few sinks in memory instead of Twilio, with no account and no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, HelpMessage = "Use a sandbox in memory, with no account and no network")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Seconds that one call may take, the whole answer included: 1 to 3600, 30 by default.</summary>
    /// <value>30</value>
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
            this.ThrowTerminatingError(ErrorIds.CredentialInvalid.Record(new ArgumentException(problem)));
        }

        if (!TwilioEventsClient.IsAllowed(this.BaseUri))
        {
            // Only what cannot hold a secret is repeated.
            string shown = this.BaseUri.IsAbsoluteUri ? this.BaseUri.Scheme + "://" + this.BaseUri.Authority : "of -BaseUri";
            this.ThrowTerminatingError(ErrorIds.BaseUriInvalid.Record(new ArgumentException(
                "The address " + shown + " cannot be used. Credentials go to https, or to http on loopback such as http://localhost:8080, and the address holds no user name, query or fragment.")));
        }

        return ConnectionFactory.Network(userName, secret, this.BaseUri, this.TimeoutSec, "Credential", this.SessionState);
    }
}
