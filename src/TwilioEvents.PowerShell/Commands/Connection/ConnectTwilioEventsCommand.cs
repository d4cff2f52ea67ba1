using System;
using System.Management.Automation;
using System.Security;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Connects this runspace to the Events API, or to a sandbox in memory.</summary>
/// <remarks>
/// <para>Sends nothing, unless -Verify is given: otherwise whether the credentials work shows at the first call.
/// Credentials go to https, or to http on loopback, and no redirect is followed with them. No parameter of this command
/// takes a secret as plain text; what Get-Secret gives binds directly.</para>
/// <para>A command takes the first of: -Connection on the command; the connection of Connect-TwilioEvents in this
/// runspace; the environment (TWILIO_API_KEY with TWILIO_API_SECRET, or else TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN,
/// at TWILIO_REGION and TWILIO_EDGE); the active profile of Twilio's CLI. The last two are used only in a process in
/// which Connect-TwilioEvents, Select-TwilioEventsConnection and Disconnect-TwilioEvents were not. -Verbose on a
/// command says which connection it uses.</para>
/// <para>When it fails, in whatever way, a mistyped parameter included, no connection is current: a script that goes on
/// does not reach the account it was connected to before.</para>
/// </remarks>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.TwilioEventsConnection">With -PassThru, the connection, for -Connection on any command.</outputs>
/// <notes>The connection belongs to the runspace. The secret is never shown. It is held as a SecureString and
/// overwritten by Disconnect-TwilioEvents.</notes>
/// <seealso cref="GetTwilioEventsConnectionCommand"/>
/// <seealso cref="SelectTwilioEventsConnectionCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
/// <seealso href="https://www.twilio.com/docs/iam/api-keys">Twilio: API keys</seealso>
/// <seealso href="https://www.twilio.com/docs/global-infrastructure">Twilio: regions and edges</seealso>
[Cmdlet(VerbsCommunications.Connect, "TwilioEvents", DefaultParameterSetName = CredentialSet, HelpUri = HelpPages.Root
    + "Connect-TwilioEvents.md")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed class ConnectTwilioEventsCommand : ConnectionChoiceCommand
{
    private const string CredentialSet = "Credential";
    private const string AuthTokenSet = "AuthToken";
    private const string ApiKeySet = "ApiKey";
    private const string ProfileSet = "Profile";
    private const string SandboxSet = "Sandbox";

    /// <summary>An Account SID and its Auth Token, or the SID of an API key and its secret.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet,
        HelpMessage = "User name: Account SID (AC...) or API key SID (SK...); password: its Auth Token or secret")]
    [CredentialOnly]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>
    /// The SID of the account: AC and 32 hexadecimal digits. With an API key in -Credential it may be given as
    /// well: then objects of other accounts are told from its own.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(Mandatory = true, ParameterSetName = AuthTokenSet, HelpMessage = "The Account SID: AC and 32 hexadecimal digits")]
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet, HelpMessage = "The Account SID: AC and 32 hexadecimal digits")]
    public string? AccountSid { get; set; }

    /// <summary>The Auth Token of the account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AuthTokenSet, HelpMessage = "The Auth Token of the account")]
    [SecureStringTransformation]
    public SecureString AuthToken { get; set; } = new();

    /// <summary>The SID of an API key of the account: SK and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet, HelpMessage = "The SID of the API key: SK and 32 hexadecimal digits")]
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>The secret of the API key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet, HelpMessage = "The secret of the API key")]
    [SecureStringTransformation]
    public SecureString ApiSecret { get; set; } = new();

    /// <summary>
    /// A profile of Twilio's CLI, from config.json in .twilio-cli of the home folder. Its region and edge are
    /// used where -Region and -Edge are not given; TWILIO_EDGE goes before its edge, and the file's own edge behind it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet,
        HelpMessage = "A profile of Twilio's CLI, as 'twilio profiles:list' shows it")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string ProfileName { get; set; } = string.Empty;

    /// <summary>A few sinks in memory instead of Twilio, with no account and no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, HelpMessage = "Use a sandbox in memory, with no account and no network")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>
    /// A name for the connection, which -Connection of any command then takes. Without it, one from -ProfileName
    /// has the profile's name. An earlier connection of that name gives way.
    /// </summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Twilio's region, such as ie1, au1 or us1; any other is allowed. us1 by default. Each region has
    /// credentials of its own.</summary>
    /// <value>us1</value>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The edge through which calls enter Twilio's network, such as dublin; any other is allowed. Without
    /// -Region it means us1.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(EdgeCompleter))]
    public string? Edge { get; set; }

    /// <summary>
    /// What is put in front of /v1, for a mock or a gateway: https, or http to loopback. Excludes -Region and
    /// -Edge. Outside twilio.com a warning says where the credentials go; another comes where it ends in /v1 itself.
    /// </summary>
    /// <value>https://events.twilio.com</value>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [AddressTransformation("https://events.example.com")]
    public Uri? BaseUri { get; set; }

    /// <summary>The address of a proxy, such as http://proxy.example.com:8080, without user name and password. Default:
    /// the system's proxy.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [AddressTransformation("http://proxy.example.com:8080")]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy, the one of -Proxy or the system's.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [CredentialOnly]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>No proxy, not even the system's. Excludes -Proxy and -ProxyCredential.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>A text that is appended to the User-Agent of every request, to tell callers apart in logs, such as
    /// nightly-job/1.2: printable ASCII, at most 200 characters.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public string? UserAgent { get; set; }

    /// <summary>Asks Twilio once, for a list of one sink, whether the credentials work, and fails with Twilio's words
    /// if they do not.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter Verify { get; set; }

    /// <summary>
    /// Seconds that the tries of one call may take together, whole answers included: 1 to 3600, 30 by default. Not in
    /// it are the waits: at most a minute before each retry, and its turn, while a 429 slows all calls.
    /// </summary>
    /// <value>30</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a call that may be repeated is repeated at most: 0 to 100, 4 by default.</summary>
    /// <value>4</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Seconds before the first repetition, where Twilio does not say how long to wait: 1 to 60, 1 by default.</summary>
    /// <value>1</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 60)]
    public int RetryIntervalSec { get; set; } = 1;

    private protected override void Choose()
    {
        TwilioEventsConnection? connection = null;
        bool isCurrent = false;
        try
        {
            connection = this.Create();

            // Before anything is sent: with -WarningAction Stop nothing is.
            foreach (string warning in ConnectionSettings.Warnings(connection)) this.WriteWarning(warning);
            if (this.Verify) this.Await(connection.Client!.With(new CallOptions { Observer = this.Observer }).VerifyAsync(this.StopToken));
            ConnectionStore.MakeCurrent(connection);
            isCurrent = true;
            this.WriteVerbose("Connected: " + connection + (this.Verify ? ". Twilio knows the credentials." : ". Nothing was sent."));
            if (this.PassThru) this.WriteObject(connection);
        }
        catch (TwilioConfigurationException e)
        {
            this.ThrowTerminatingError(ErrorRecords.Create(e));
        }
        catch (ConnectionSettingException e)
        {
            this.ThrowTerminatingError(e.ToError());
        }
        catch (TwilioEventsException e)
        {
            this.ThrowTerminatingError(ErrorRecords.Create(e, connection!.UserName, " Connection: " + connection.Description + "."));
        }
        finally
        {
            if (!isCurrent) connection?.End();
        }
    }

    private TwilioEventsConnection Create()
    {
        CliProfile? profile = this.ParameterSetName == ProfileSet ? CliProfile.Get(this.ProfileName.Trim()) : null;
        foreach (string warning in profile?.Warnings() ?? Array.Empty<string>()) this.WriteWarning(warning);
        var settings = new ConnectionSettings
        {
            Name = this.Name ?? profile?.Name,
            Region = this.Region,
            Edge = this.Edge,
            BaseUri = this.BaseUri,
            Proxy = this.Proxy,
            ProxyCredential = this.ProxyCredential,
            NoProxy = this.NoProxy,
            UserAgent = this.UserAgent,
            TimeoutSec = this.TimeoutSec,
            MaximumRetryCount = this.MaximumRetryCount,
            RetryIntervalSec = this.RetryIntervalSec,
        };
        return settings.Connect(profile?.Credentials ?? this.Credentials(), this.ParameterSetName, this.SessionState);
    }

    private TwilioCredentials Credentials() => this.ParameterSetName switch
    {
        AuthTokenSet => TwilioCredentials.Create(this.AccountSid, this.AuthToken, this.AccountSid),
        ApiKeySet => TwilioCredentials.CreateOfKey(this.ApiKey, this.ApiSecret, this.AccountSid),
        SandboxSet => this.Sandbox ? ConnectionFactory.SandboxCredentials()
            : throw new ConnectionSettingException("-Sandbox:$false says what not to connect to. Give -Credential or -ProfileName, or "
                + "-Sandbox."),
        _ => TwilioCredentials.Create(this.Credential.UserName, this.Credential.Password ?? new SecureString(), this.AccountSid),
    };
}
