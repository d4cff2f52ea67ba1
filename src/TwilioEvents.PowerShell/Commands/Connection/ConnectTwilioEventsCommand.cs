using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Completion;

namespace TwilioEvents.Commands;

/// <summary>Connects this runspace to the Events API, or to a sandbox in memory.</summary>
/// <remarks>
/// <para>Sends nothing, unless -Verify is given: otherwise whether the credentials work shows at the first call. Credentials go to https, or to http on loopback, and no redirect is followed with them. No parameter of this command takes a secret as plain text; what Get-Secret gives binds directly.</para>
/// <para>A command takes the first of: -Connection on the command; the connection of Connect-TwilioEvents in this runspace; the environment (TWILIO_API_KEY with TWILIO_API_SECRET, or else TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, at TWILIO_REGION and TWILIO_EDGE); the active profile of Twilio's CLI. The last two serve only in a process in which neither Connect-TwilioEvents nor Disconnect-TwilioEvents was used. -Verbose on a command says which one served.</para>
/// <para>When it fails, there is no current connection: a script that goes on does not reach the account it was connected to before.</para>
/// </remarks>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.TwilioEventsConnection">With -PassThru, the connection, for -Connection on any command.</outputs>
/// <notes>The connection belongs to the runspace. The secret is never shown. It is held as a SecureString and overwritten by Disconnect-TwilioEvents.</notes>
/// <seealso cref="GetTwilioEventsConnectionCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
/// <seealso href="https://www.twilio.com/docs/iam/api-keys">Twilio: API keys</seealso>
/// <seealso href="https://www.twilio.com/docs/global-infrastructure">Twilio: regions and edges</seealso>
[Cmdlet(VerbsCommunications.Connect, "TwilioEvents", DefaultParameterSetName = CredentialSet, HelpUri = HelpPages.Root + "Connect-TwilioEvents.md")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed class ConnectTwilioEventsCommand : PSCmdlet, IDisposable
{
    private const string CredentialSet = "Credential";
    private const string AuthTokenSet = "AuthToken";
    private const string ApiKeySet = "ApiKey";
    private const string ProfileSet = "Profile";
    private const string SandboxSet = "Sandbox";

    /// <summary>How long it sleeps at most, while it asks Twilio, before it passes on what other threads said.</summary>
    private const int PumpMilliseconds = 100;

    private readonly CancellationTokenSource stopping = new();
    private readonly List<string> warnings = new();
    private bool isUnderWay;

    /// <summary>An Account SID and its Auth Token, or the SID of an API key and its secret.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet,
        HelpMessage = "User name: Account SID (AC...) or API key SID (SK...); password: its Auth Token or secret")]
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
    public SecureString AuthToken { get; set; } = new();

    /// <summary>The SID of an API key of the account: SK and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet, HelpMessage = "The SID of the API key: SK and 32 hexadecimal digits")]
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>The secret of the API key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet, HelpMessage = "The secret of the API key")]
    public SecureString ApiSecret { get; set; } = new();

    /// <summary>
    /// A profile of Twilio's CLI, from config.json in .twilio-cli of the home folder. Its region and edge serve
    /// where -Region and -Edge are not given; TWILIO_EDGE goes before its edge, and the file's own edge behind it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet, HelpMessage = "A profile of Twilio's CLI, as 'twilio profiles:list' shows it")]
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

    /// <summary>Twilio's region, such as ie1, au1 or us1; any other is allowed. us1 by default. Each region has credentials of its own.</summary>
    /// <value>us1</value>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The edge through which calls enter Twilio's network, such as dublin; any other is allowed. Without -Region it means us1.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(EdgeCompleter))]
    public string? Edge { get; set; }

    /// <summary>
    /// What is put in front of /v1, for a mock or a gateway: https, or http to loopback. Excludes -Region and
    /// -Edge. Outside twilio.com a warning says where the credentials go; another comes where it ends in /v1 itself.
    /// </summary>
    /// <value>https://events.twilio.com</value>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public Uri? BaseUri { get; set; }

    /// <summary>The address of a proxy, such as http://proxy.example.com:8080, without user name and password. Without it, the system's proxy serves.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy, the one of -Proxy or the system's.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>No proxy, not even the system's. Excludes -Proxy and -ProxyCredential.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>A text that is appended to the User-Agent of every request, to tell callers apart in logs, such as nightly-job/1.2: printable ASCII, at most 200 characters.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public string? UserAgent { get; set; }

    /// <summary>Asks Twilio once, for a list of one sink, whether the credentials work, and fails with Twilio's words if they do not.</summary>
    [Parameter(ParameterSetName = CredentialSet), Parameter(ParameterSetName = AuthTokenSet), Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter Verify { get; set; }

    /// <summary>
    /// Seconds that the tries of one call may take together, whole answers included: 1 to 3600, 30 by default. Not in
    /// it are the waits: at most a minute before each retry, and its turn, while a 429 slows all calls.
    /// </summary>
    /// <value>30</value>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a call that may be repeated is repeated at most: 0 to 100, 4 by default.</summary>
    /// <value>4</value>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>Seconds before the first repetition, where Twilio does not say how long to wait: 1 to 60, 1 by default.</summary>
    /// <value>1</value>
    [Parameter]
    [ValidateRange(1, 60)]
    public int RetryIntervalSec { get; set; } = 1;

    /// <summary>Writes the connection, for -Connection on any command.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A parameter could not be bound, in a real pipeline: Tab, Get-Help and Get-Command have none.
        if (!this.isUnderWay && this.MyInvocation.PipelineLength > 0) ConnectionStore.ClearCurrent();
        this.stopping.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => this.stopping.Cancel();

    /// <inheritdoc/>
    protected override void BeginProcessing() => LoadedVersion.Check(this);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        this.isUnderWay = true;
        ConnectionStore.ClearCurrent();
        TwilioEventsConnection connection;
        try
        {
            connection = this.CreateConnection();
        }
        catch (TwilioConfigurationException e)
        {
            this.ThrowTerminatingError(ErrorRecords.Create(e));
            return;
        }

        // Before anything is sent: with -WarningAction Stop nothing is.
        foreach (string warning in this.warnings) this.WriteWarning(warning);
        if (!connection.IsSandbox && !TwilioHosts.IsTwilio(connection.BaseUri))
        {
            // As DNS knows it: a letter that looks like one of Twilio's shows.
            string host = connection.BaseUri.HostNameType == UriHostNameType.Dns ? connection.BaseUri.Authority.Replace(connection.BaseUri.Host, connection.BaseUri.IdnHost) : connection.BaseUri.Authority;
            this.WriteWarning("The credentials of " + connection.UserName + " go to " + host + ", which is not Twilio's.");
        }

        if (connection.BaseUri.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal))
        {
            this.WriteWarning("Calls go to " + PlainText.Show(connection.BaseUri.AbsoluteUri.TrimEnd('/'), 200) + "/v1, since -BaseUri is what stands in front of /v1. Leave out the /v1 at its end, unless that is meant.");
        }

        if (this.Verify) this.AskTwilio(connection);
        ConnectionStore.MakeCurrent(connection);
        this.WriteVerbose("Connected: " + connection + (this.Verify ? ". Twilio knows the credentials." : ". Nothing was sent."));
        if (this.PassThru) this.WriteObject(connection);
    }

    private TwilioEventsConnection CreateConnection()
    {
        string? name = this.CheckName();
        TwilioCliConfiguration? configuration = null;
        TwilioCredentials credentials;
        switch (this.ParameterSetName)
        {
            case AuthTokenSet:
                credentials = TwilioCredentials.Create(this.AccountSid, this.AuthToken, this.AccountSid);
                break;
            case ApiKeySet:
                credentials = TwilioCredentials.CreateOfKey(this.ApiKey, this.ApiSecret, this.AccountSid);
                break;
            case ProfileSet:
                configuration = ConnectionFactory.ReadProfiles() ?? throw TwilioCliConfiguration.NotThere(ConnectionFactory.ProfilesPath);
                string profile = configuration.Find(this.ProfileName.Trim()) ?? this.ProfileName.Trim();
                credentials = ConnectionFactory.CredentialsOf(configuration, profile);
                name ??= profile;
                break;
            case SandboxSet:
                if (!this.Sandbox) this.Refuse("-Sandbox:$false says what not to connect to. Give -Credential or -ProfileName, or -Sandbox.");
                credentials = ConnectionFactory.SandboxCredentials();
                break;
            default:
                credentials = TwilioCredentials.Create(this.Credential.UserName, this.Credential.Password ?? new SecureString(), this.AccountSid);
                break;
        }

        this.ChooseHost(credentials);
        TwilioEventsClientOptions options = ConnectionFactory.Options(credentials, this.SessionState);
        options.BaseUri = this.BaseUri ?? options.BaseUri;
        options.Timeout = TimeSpan.FromSeconds(this.TimeoutSec);
        options.MaximumRetryCount = this.MaximumRetryCount;
        options.RetryInterval = TimeSpan.FromSeconds(this.RetryIntervalSec);
        this.SetProxy(options);
        if (this.UserAgent is not null) options.UserAgent += " " + this.CheckUserAgent(this.UserAgent.Trim());
        TwilioEventsConnection connection = ConnectionFactory.Create(credentials, options, this.ParameterSetName, name);
        if (configuration is not null) this.warnings.AddRange(ConnectionStore.WarningsOf(configuration));
        return connection;
    }

    private void ChooseHost(TwilioCredentials credentials)
    {
        string? region = NullIfBlank(this.Region), edge = NullIfBlank(this.Edge);
        if (this.BaseUri is null)
        {
            credentials.Region = region ?? credentials.Region;
            credentials.Edge = edge ?? credentials.Edge;
            return;
        }

        if (region is not null || edge is not null) this.Refuse("-BaseUri excludes -Region and -Edge: they choose Twilio's own hosts. Give one or the other.");
        credentials.Region = null;
        credentials.Edge = null;
        if (TwilioEventsClient.IsAllowed(this.BaseUri)) return;

        // Only what cannot hold a secret is repeated.
        string shown = this.BaseUri.IsAbsoluteUri ? this.BaseUri.Scheme + "://" + this.BaseUri.Authority : "of -BaseUri";
        this.ThrowTerminatingError(ErrorIds.BaseUriInvalid.Record(new ArgumentException(
            "The address " + PlainText.Show(shown) + " cannot be used. Credentials go to https, or to http on loopback such as http://localhost:8080, and the address holds no user name, query or fragment.")));
    }

    private void SetProxy(TwilioEventsClientOptions options)
    {
        bool hasCredential = this.ProxyCredential is not null && this.ProxyCredential != PSCredential.Empty;
        if (this.NoProxy && (this.Proxy is not null || hasCredential)) this.Refuse("-NoProxy excludes -Proxy and -ProxyCredential. Leave one of them out.");
        if (this.Proxy is not null)
        {
            bool isProxy = this.Proxy.IsAbsoluteUri && (this.Proxy.Scheme == Uri.UriSchemeHttp || this.Proxy.Scheme == Uri.UriSchemeHttps) && this.Proxy.Host.Length > 0;
            if (!isProxy) this.Refuse("-Proxy is no address of a proxy. Write it as http://proxy.example.com:8080.");
            if (this.Proxy.UserInfo.Length > 0) this.Refuse("-Proxy holds a user name or a password. Give them with -ProxyCredential, which shows them nowhere.");
            if (options.BaseUri.Scheme == Uri.UriSchemeHttp) this.Refuse("-Proxy cannot be used with http on loopback, which never leaves this machine.");
        }

        options.Proxy = this.Proxy;
        options.ProxyCredential = hasCredential ? this.ProxyCredential!.GetNetworkCredential() : null;
        options.NoProxy = this.NoProxy;
    }

    private string CheckUserAgent(string text)
    {
        if (text.Length is 0 or > 200 || text.Any(c => c is < ' ' or > '~')) this.Refuse("-UserAgent '" + PlainText.Show(text, 60) + "' cannot be sent: it is 1 to 200 printable ASCII characters, such as nightly-job/1.2.");
        return text;
    }

    private string? CheckName()
    {
        string? name = this.Name?.Trim();
        if (name is not null && (name.Length == 0 || name.Any(char.IsControl) || WildcardPattern.ContainsWildcardCharacters(name)))
        {
            this.Refuse("-Name '" + PlainText.Show(name, 60) + "' cannot be a name: it is not blank, and without *, ?, [ and ], which stand for many names.");
        }

        return name;
    }

    private void AskTwilio(TwilioEventsConnection connection)
    {
        var observer = new CommandObserver(this);
        try
        {
            Task asked = connection.Client!.With(new CallOptions { Observer = observer }).VerifyAsync(this.stopping.Token);
            while (!asked.Wait(PumpMilliseconds, this.stopping.Token)) observer.PassOn();
            observer.PassOn();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException e) when (e.InnerException is TwilioEventsException error)
        {
            observer.PassOn();
            connection.End();
            this.ThrowTerminatingError(ErrorRecords.Create(error, connection.UserName));
        }
    }

    private void Refuse(string message) => this.ThrowTerminatingError(ErrorIds.ConnectionOptionInvalid.Record(new ArgumentException(message)));

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
