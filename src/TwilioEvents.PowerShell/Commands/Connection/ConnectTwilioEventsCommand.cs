using System;
using System.Management.Automation;
using System.Security;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Connects this runspace to the Events API, or to a sandbox in memory.</summary>
/// <remarks>
/// <para>Connect-TwilioEvents sends nothing unless -Verify is given: without it, the first command shows whether the
/// credentials work. There is one exception: an address of this machine in -BaseUri is asked once, without credentials and
/// for at most a second, whether it is a sandbox of Start-TwilioSandbox (GET /sandbox). Credentials go only to https, or to
/// http on loopback, and redirects are not followed. No parameter takes a secret as plain text. What Get-Secret returns can
/// be given as it is.</para>
/// <para>A command uses the first of these that exists: the connection of its parameter -Connection; the current
/// connection of the runspace; the environment variables (TWILIO_API_KEY with TWILIO_API_SECRET, or else
/// TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, at TWILIO_REGION and TWILIO_EDGE); the active profile of Twilio's CLI. The
/// last two are used only in a process in which none of Connect-TwilioEvents, Select-TwilioEventsConnection and
/// Disconnect-TwilioEvents was used. With -Verbose, a command says which connection it uses.</para>
/// <para>Rows of a file connect many accounts, each under its name. The secret can be a script block that reads the row. None
/// of these connections is current. A row that cannot be connected is an error of that row.</para>
/// <para>If the command fails for any reason, even a mistyped parameter, no connection is current. So the rest of a
/// script does not reach the account of an earlier connection.</para>
/// </remarks>
/// <inputs type="System.Management.Automation.PSObject">Rows with columns that have names of parameters.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.TwilioEventsConnection">With -PassThru, the connection, which other commands take for
/// -Connection.</outputs>
/// <notes>The connection belongs to the runspace. Its secret is never shown. It is held as a SecureString, and
/// Disconnect-TwilioEvents overwrites it.</notes>
/// <seealso cref="GetTwilioEventsConnectionCommand"/>
/// <seealso cref="SelectTwilioEventsConnectionCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
/// <seealso cref="StartTwilioSandboxCommand"/>
/// <seealso href="https://www.twilio.com/docs/iam/api-keys">Twilio: API keys</seealso>
/// <seealso href="https://www.twilio.com/docs/global-infrastructure">Twilio: regions and edges</seealso>
[Cmdlet(VerbsCommunications.Connect, "TwilioEvents", DefaultParameterSetName = CredentialSet, HelpUri = HelpPages.Root
    + "Connect-TwilioEvents.md")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed partial class ConnectTwilioEventsCommand : ConnectionChoiceCommand
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

    /// <summary>The SID of the account: AC and 32 hexadecimal digits. With an API key in -Credential it is optional: if
    /// it is given, objects from other accounts are detected.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = CredentialSet)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AuthTokenSet,
        HelpMessage = "The Account SID: AC and 32 hexadecimal digits")]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ApiKeySet,
        HelpMessage = "The Account SID: AC and 32 hexadecimal digits")]
    [TextTransformation(RefusesAddress = true)]
    public string? AccountSid { get; set; }

    /// <summary>The Auth Token of the account.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AuthTokenSet,
        HelpMessage = "The Auth Token of the account")]
    [SecureStringTransformation(CommandAsks = true)]
    public SecureString AuthToken { get; set; } = new();

    /// <summary>The SID of an API key of the account: SK and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ApiKeySet,
        HelpMessage = "The SID of the API key: SK and 32 hexadecimal digits")]
    [TextTransformation(RefusesAddress = true)]
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>The secret of the API key.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ApiKeySet,
        HelpMessage = "The secret of the API key")]
    [SecureStringTransformation(CommandAsks = true)]
    public SecureString ApiSecret { get; set; } = new();

    /// <summary>The name of a profile of Twilio's CLI, from config.json in the folder .twilio-cli of the home folder. The
    /// region of the profile is used unless -Region is given. The edge is the first of: -Edge, TWILIO_EDGE, the edge of
    /// the profile, the edge of the file.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet,
        HelpMessage = "A profile of Twilio's CLI, as 'twilio profiles:list' shows it")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [TextTransformation(RefusesAddress = true)]
    public string ProfileName { get; set; } = string.Empty;

    /// <summary>Connects to a sandbox: a few sinks in memory instead of Twilio, without an account or a network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, HelpMessage = "Use a sandbox in memory, with no account and no network")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>A name for the connection, which other commands take for -Connection. It replaces an earlier connection
    /// of that name. Default: the name of the profile with -ProfileName, otherwise none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextTransformation(RefusesAddress = true)]
    public string? Name { get; set; }

    /// <summary>Twilio's region, such as ie1, au1 or us1. Other values are accepted. Each region has its own credentials.
    /// Default: us1.</summary>
    /// <value>us1</value>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = CredentialSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = AuthTokenSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ApiKeySet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [TextTransformation(RefusesAddress = true)]
    public string? Region { get; set; }

    /// <summary>The edge through which requests enter Twilio's network, such as dublin. Other values are accepted.
    /// Without -Region, the region is us1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = CredentialSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = AuthTokenSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ApiKeySet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(EdgeCompleter))]
    [TextTransformation(RefusesAddress = true)]
    public string? Edge { get; set; }

    /// <summary>The address before /v1, for a mock or a gateway: https, or http on loopback. It cannot be combined with
    /// -Region or -Edge. If it is outside twilio.com, a warning says where the credentials go, unless it is a sandbox. If it
    /// ends in /v1, a warning says so.</summary>
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

    /// <summary>The user name and password for the proxy of -Proxy, or for the system's proxy.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [CredentialOnly]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses no proxy, not even the system's. It cannot be combined with -Proxy or -ProxyCredential.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Text that is appended to the User-Agent of every request, such as nightly-job/1.2, so that logs show
    /// which script called: 1 to 200 printable ASCII characters.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [TextTransformation]
    public string? UserAgent { get; set; }

    /// <summary>Sends one request, for a list of one sink, to check the credentials. If Twilio refuses them, the command
    /// fails with Twilio's message.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet)]
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter Verify { get; set; }

    /// <summary>The seconds that all attempts of one call can take together, with their whole answers: 1 to 3600. The
    /// waits are not included: at most a minute before each retry, and the wait for its turn while a 429 slows down all
    /// calls. Default: 30.</summary>
    /// <value>30</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a call is tried again after a temporary fault: 0 to 100. about_TwilioEvents lists what is tried
    /// again. Default: 4.</summary>
    /// <value>4</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>The longest wait in seconds before the first retry: 1 to 60. It doubles with each further retry, up to a
    /// minute. Default: 1.</summary>
    /// <value>1</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 60)]
    public int RetryIntervalSec { get; set; } = 1;
}
