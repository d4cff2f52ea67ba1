using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class ConnectionTests
{
    private const string Secret = "unmistakable-secret";
    private static readonly string[] SecretWords = ["Token", "Secret", "Password", "Credential"];
    private static readonly Type[] SecretTypes = [typeof(SecureString), typeof(PSCredential)];
    private static readonly string Other = "AC" + new string('9', 32);
    private static readonly string Key = "SK" + new string('2', 32);

    [Fact]
    public void An_API_key_and_its_secret_arrive()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents -AccountSid $args[0] -ApiKey $args[1] -ApiSecret $args[2] -BaseUri $args[3]",
            ModuleEngine.Account, Key, Secure(Secret), server.BaseUri);
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " d");
        Assert.Equal(Basic(Key, Secret), Assert.Single(server.Requests).Header("Authorization"));
        Assert.Equal((Key, ModuleEngine.Account, "ApiKey"), Shown(engine));
    }

    [Fact]
    public void The_Auth_Token_arrives_without_the_newline_of_its_file()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents -AccountSid $args[0] -AuthToken $args[1] -BaseUri $args[2]", ModuleEngine.Account + " ",
            Secure(Secret + "\n"), server.BaseUri);
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " d");
        Assert.Equal(Basic(ModuleEngine.Account, Secret), Assert.Single(server.Requests).Header("Authorization"));
        Assert.Equal((ModuleEngine.Account, ModuleEngine.Account, "AuthToken"), Shown(engine));
    }

    [Fact]
    public void The_account_of_an_API_key_in_a_credential_is_known_where_it_is_given()
    {
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents $args[0]", ModuleEngine.Credential(Key, Secret));
        Assert.Equal((Key, null, "Credential"), Shown(engine));
        engine.Must("Connect-TwilioEvents $args[0] -AccountSid $args[1]", ModuleEngine.Credential(Key, Secret), Other);
        Assert.Equal((Key, Other, "Credential"), Shown(engine));
    }

    [Fact]
    public void No_parameter_of_any_command_takes_a_secret_as_plain_text()
    {
        using var engine = new ModuleEngine();
        foreach (PSObject command in engine.Must("(Get-Module TwilioEvents).ExportedCmdlets.Values").Output)
        {
            var secrets =
                ((CmdletInfo)command.BaseObject).Parameters.Values.Where(
                    p => SecretWords.Any(word => p.Name.EndsWith(word, StringComparison.Ordinal)));
            Assert.All(secrets, p => Assert.True(
                SecretTypes.Contains(p.ParameterType) || p.ParameterType.Name == "SecretArgument", p.Name + " is a " + p.ParameterType));
        }
    }

    [Theory]
    [InlineData("-BaseUri https://localhost -Region ie1", "TwilioConnectionOptionInvalid",
        "-BaseUri cannot be combined with -Region or -Edge")]
    [InlineData("-BaseUri http://events.example.com", "TwilioBaseUriInvalid", "http://events.example.com")]
    [InlineData("-BaseUri https://user:hush@localhost", "TwilioBaseUriInvalid", "cannot contain a user name")]
    [InlineData("-Region ie1.example.com", "TwilioHostInvalid", "ie1.example.com")]
    [InlineData("-Edge dub_lin", "TwilioHostInvalid", "edge 'dub_lin'")]
    [InlineData("-Proxy http://user:hush@localhost:8080", "TwilioConnectionOptionInvalid", "-ProxyCredential")]
    [InlineData("-Proxy localhost:8080", "ParameterArgumentTransformationError",
        "does not begin with http:// or https://. Write it as http://proxy.example.com:8080.")]
    [InlineData("-BaseUri events.example.com", "ParameterArgumentTransformationError",
        "does not begin with http:// or https://. Write it as https://events.example.com.")]
    [InlineData("-BaseUri https://user:hush@localhost:99999/", "ParameterArgumentTransformationError", "cannot be read")]
    [InlineData("-Proxy http://user:hush@localhost:99999", "ParameterArgumentTransformationError", "cannot be read")]
    [InlineData("-BaseUri https://localhost/?token=hush", "TwilioBaseUriInvalid", "cannot contain a user name, a query or a fragment")]
    [InlineData("-Proxy http://localhost:8080 -NoProxy", "TwilioConnectionOptionInvalid", "-NoProxy cannot be combined")]
    [InlineData("-Proxy http://localhost:8080 -BaseUri http://localhost:1", "TwilioConnectionOptionInvalid", "never leaves this machine")]
    [InlineData("-UserAgent \"a`r`nCookie: b\"", "TwilioConnectionOptionInvalid", "-UserAgent 'a  Cookie: b'")]
    [InlineData("-UserAgent ' '", "TwilioConnectionOptionInvalid", "printable ASCII")]
    [InlineData("-Name 'a*'", "TwilioConnectionOptionInvalid", "-Name 'a*'")]
    [InlineData("-Name ' '", "TwilioConnectionOptionInvalid", "is not blank")]
    [InlineData("-AccountSid AC99999999999999999999999999999999", "TwilioCredentialInvalid", "another account")]
    public void What_cannot_be_used_is_one_error_that_says_what_to_do_and_nothing_is_connected(string parameters, string id, string said)
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Run("Connect-TwilioEvents $args[0] " + parameters, ModuleEngine.Credential(ModuleEngine.Account, Secret));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(id + ",TwilioEvents.Commands.ConnectTwilioEventsCommand", error.FullyQualifiedErrorId);
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString() + error.Exception + string.Join(" ", error.InvocationInfo.BoundParameters.Values),
            StringComparison.Ordinal);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Theory]
    [InlineData("", "https://events.twilio.com/", null, null)]
    [InlineData("-Region ie1", "https://events.ie1.twilio.com/", "ie1", null)]
    [InlineData("-Edge dublin", "https://events.dublin.us1.twilio.com/", "us1", "dublin")]
    [InlineData("-Region ie1 -Edge dublin", "https://events.dublin.ie1.twilio.com/", "ie1", "dublin")]
    [InlineData("-Region '' -Edge ' '", "https://events.twilio.com/", null, null)]
    public void Region_and_edge_choose_the_host(string parameters, string address, string? region, string? edge)
    {
        using var engine = new ModuleEngine();
        Result result =
            engine.Must("Connect-TwilioEvents $args[0] -PassThru " + parameters, ModuleEngine.Credential(ModuleEngine.Account, Secret));
        PSObject connection = Assert.Single(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Equal((address, region, edge),
            (connection.Properties["BaseUri"].Value.ToString(), (string?)connection.Properties["Region"].Value,
                (string?)connection.Properties["Edge"].Value));
    }

    [Fact]
    public void A_base_outside_twilio_works_and_warns_once_where_the_credentials_go()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        string warning =
            Assert.Single(
                engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -UserAgent 'nightly-job/1.2'",
                    ModuleEngine.Credential(ModuleEngine.Account, Secret), server.BaseUri).Warnings);
        Assert.Contains(ModuleEngine.Account + " go to " + server.BaseUri.Authority, warning, StringComparison.Ordinal);
        Assert.Empty(engine.Must("Set-TwilioSink " + ModuleEngine.A + " d").Warnings);
        Assert.Matches(@"^TwilioEvents/\S+ PowerShell/\S+ \(Core; .+\) nightly-job/1\.2$",
            Assert.Single(server.Requests).Header("User-Agent"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("v1", true)]
    [InlineData("api/v1/", true)]
    [InlineData("notv1", false)]
    public void A_base_that_ends_in_the_version_is_warned_of(string path, bool warns)
    {
        using var engine = new ModuleEngine();
        IReadOnlyCollection<string> warnings =
            engine.Must("Connect-TwilioEvents $args[0] -BaseUri https://events.twilio.com/" + path,
                ModuleEngine.Credential(ModuleEngine.Account, Secret)).Warnings;
        if (warns) Assert.StartsWith("Requests go to https://events.twilio.com/" + path.TrimEnd('/') + "/v1, because",
            Assert.Single(warnings), StringComparison.Ordinal);
        else Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("https://twilio.com.example.com", "twilio.com.example.com")]
    [InlineData("https://eviltwilio.com:8443", "eviltwilio.com:8443")]
    [InlineData("https://\u0442wilio.com:8443", "xn--wilio-6ye.com:8443")]
    [InlineData("http://[::1]:4010", "[::1]:4010")]
    public void A_host_that_looks_like_Twilios_is_warned_of_by_its_name_in_DNS(string baseUri, string host)
    {
        using var engine = new ModuleEngine();
        string warning =
            Assert.Single(
                engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1]", ModuleEngine.Credential(ModuleEngine.Account, Secret),
                    new Uri(baseUri)).Warnings);
        Assert.Equal("The credentials of " + ModuleEngine.Account + " go to " + host + ", which is not Twilio's.", warning);
    }

    [Fact]
    public void The_warning_comes_before_anything_is_sent()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Run("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Verify -WarningAction Stop",
            ModuleEngine.Credential(ModuleEngine.Account, Secret), server.BaseUri);
        Assert.Empty(server.Requests);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Theory]
    [InlineData("-AccountSid AC99999999999999999999999999999999 -AuthToken $null")]
    [InlineData("-Credential 5")]
    [InlineData("-ProfileName x -TimeoutSec 0")]
    public void A_choice_that_cannot_be_bound_leaves_no_connection_of_before(string parameters)
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.NotEmpty(engine.Run("Connect-TwilioEvents " + parameters).Errors);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Theory]
    [InlineData("-AccountSid AC1 -AuthToken", "Give a SecureString, such as from Read-Host -AsSecureString or Get-Secret")]
    [InlineData("-AccountSid AC1 -ApiKey SK1 -ApiSecret", "Give a SecureString, such as from Read-Host -AsSecureString or Get-Secret")]
    public void A_secret_as_plain_text_is_refused_and_shown_nowhere(string parameters, string said)
    {
        using var engine = new ModuleEngine();
        ErrorRecord error = Assert.Single(engine.Run("Connect-TwilioEvents " + parameters + " $args[0]", Secret).Errors);
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString() + error.Exception + PSSerializer.Serialize(error, 2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AuthToken = $args[0]")]
    [InlineData("ApiKey = 'SK22222222222222222222222222222222'; ApiSecret = $args[0]")]
    [InlineData("AuthToken = @{ more = $args[0] }")]
    public void A_row_with_a_secret_as_plain_text_is_refused_and_no_part_of_the_error_shows_it(string cells)
    {
        using var engine = new ModuleEngine();
        string row = "[pscustomobject]@{ Name = 'shop'; AccountSid = '" + ModuleEngine.Account + "'; " + cells + " }";
        ErrorRecord error = Assert.Single(engine.Run(row + " | Connect-TwilioEvents", Secret).Errors);
        Assert.StartsWith("TwilioCredentialInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Give a SecureString, such as from Read-Host -AsSecureString", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("shop", PSObject.AsPSObject(error.TargetObject).Properties["Name"].Value);
        string all = error.ToString() + error.Exception + PSSerializer.Serialize(error, 2) + PSSerializer.Serialize(error.TargetObject, 5);
        Assert.DoesNotContain(Secret, all, StringComparison.Ordinal);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection *").Output);
    }

    [Fact]
    public void Tab_and_help_leave_the_connection_alone()
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Must(
            "foreach ($line in 'Connect-TwilioEvents -Sandbox -', 'Connect-TwilioEvents -ProfileName p') { $null = TabExpansion2 $line "
                + "$line.Length }; $null = Get-Command Connect-TwilioEvents -Syntax; $null = Connect-TwilioEvents -?");
        Assert.Single(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Fact]
    public void An_account_as_the_API_key_and_a_sandbox_that_is_off_are_no_connection()
    {
        using var engine = new ModuleEngine();
        ErrorRecord error =
            Assert.Single(
                engine.Run("Connect-TwilioEvents -AccountSid $args[0] -ApiKey $args[0] -ApiSecret $args[1]", ModuleEngine.Account,
                    Secure(Secret)).Errors);
        Assert.StartsWith("TwilioCredentialInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("begins with SK", error.ToString(), StringComparison.Ordinal);
        error = Assert.Single(engine.Run("Connect-TwilioEvents -Sandbox:$false").Errors);
        Assert.StartsWith("TwilioConnectionOptionInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_asks_once_and_fails_with_Twilios_words()
    {
        int status = 200;
        using var server =
            new ScriptedServer(
                _ => Reply.Http(status,
                    status == 200 ? "{\"sinks\":[]}"
                        : "{\"code\":20003,\"message\":\"Authenticate\",\"more_info\":\"https://www.twilio.com/docs/errors/20003\","
                            + "\"status\":401}"));
        using var engine = new ModuleEngine();
        PSCredential credential = ModuleEngine.Credential(ModuleEngine.Account, Secret);
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1]", credential, server.BaseUri);
        Assert.Empty(server.Requests);
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Verify", credential, server.BaseUri);
        Assert.Equal("GET /v1/Sinks?PageSize=1", Assert.Single(server.Requests).Line);
        status = 401;
        Result refused =
            engine.Run("$DebugPreference = 'Continue'; Connect-TwilioEvents $args[0] -BaseUri $args[1] -Verify -Verbose 5>&1", credential,
                server.BaseUri);
        Assert.Matches(@"^GET /v1/Sinks\?PageSize=1 401 in \d+ ms \(try 1\)$", Assert.Single(refused.Verbose));
        string detail = string.Join('\n', refused.Output);
        Assert.Contains("> Authorization: ********", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Basic(ModuleEngine.Account, Secret)["Basic ".Length..], detail, StringComparison.Ordinal);
        ErrorRecord error = Assert.Single(refused.Errors);
        Assert.StartsWith("TwilioAuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Authenticate", error.ToString(), StringComparison.Ordinal);

        // The connection before does not come back: the script meant to leave it.
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Fact]
    public void Rows_of_a_CSV_go_to_the_connections_they_name()
    {
        using var one = ScriptedServer.OfSinks();
        using var two = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must(
            "Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name production; Connect-TwilioEvents $args[0] -BaseUri $args[2] -Name "
                + "staging", ModuleEngine.Credential(ModuleEngine.Account, Secret), one.BaseUri, two.BaseUri);
        Result result = engine.Run(
            "$args[0] | ForEach-Object { [pscustomobject]@{ Sid = $_[0]; Description = $_[1]; Connection = $_[2] } } | Set-TwilioSink",
            [new object[] { Row(ModuleEngine.A, "1", "production"), Row(ModuleEngine.B, "2", "STAGING "),
                Row(ModuleEngine.C, "3", "nowhere"), Row(ModuleEngine.A, "4", "production"), Row(ModuleEngine.B, "5", " ") }]);
        Assert.Equal(["1", "2", "4", "5"], result.Output.Select(sink => sink.Properties["Description"].Value));
        Assert.Equal(["1", "4"], one.Requests.Select(request => request.Field("Description")));
        Assert.Equal(["2", "5"], two.Requests.Select(request => request.Field("Description")));
        Assert.Equal((1, 1), (one.Connections, two.Connections));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains("is named 'nowhere'. Names here: production, staging;", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ModuleEngine.C, PSObject.AsPSObject(error.TargetObject).Properties["Sid"].Value);

        static object[] Row(string sid, string description, string connection) => [sid, description, connection];
    }

    [Fact]
    public void A_blank_cell_without_a_connection_behind_it_fails_alone()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name one; Connect-TwilioEvents -Sandbox; Disconnect-TwilioEvents",
            ModuleEngine.Credential(ModuleEngine.Account, Secret), server.BaseUri);
        Result result =
            engine.Run("'one', '', 'one' | ForEach-Object { [pscustomobject]@{ Sid = '" + ModuleEngine.A
                + "'; Description = 'd'; Connection = $_ } } | Set-TwilioSink");
        Assert.Equal(2, result.Output.Count);
        Assert.Contains("-Connection is blank, and no connection is current", Assert.Single(result.Errors).ToString(),
            StringComparison.Ordinal);
        Assert.Contains("No connection is current. Connected: one. Choose one with", Assert.Single(result.Errors).ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$neverSet")]
    [InlineData("' '")]
    public void An_empty_variable_on_the_command_line_leads_to_no_other_account(string given)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Run("'" + ModuleEngine.A + "', '" + ModuleEngine.B + "' | Set-TwilioSink -Description d -Connection " + given);
        Assert.StartsWith("TwilioConnectionNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void An_object_on_the_command_goes_before_the_current_connection()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        PSObject connection =
            Assert.Single(
                engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -PassThru",
                    ModuleEngine.Credential(ModuleEngine.Account, Secret), server.BaseUri).Output);
        Result result =
            engine.Must(
                "Connect-TwilioEvents -Sandbox; Set-TwilioSink " + ModuleEngine.A + " d -Connection $args[0] -Verbose; Set-TwilioSink "
                    + ModuleEngine.A + " e -Verbose", connection);
        Assert.Equal("Description=d", Assert.Single(server.Requests).Text);
        Assert.Contains(result.Verbose, line => line.Contains("(from -Connection)", StringComparison.Ordinal));
        Assert.Contains(result.Verbose,
            line => line.Contains("sandbox (the current connection of this runspace)", StringComparison.Ordinal));
        Assert.Contains("not an object of the type Int32",
            Assert.Single(engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -Connection 5").Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_listed_and_ended()
    {
        using var engine = new ModuleEngine();
        PSCredential credential = ModuleEngine.Credential(ModuleEngine.Account, Secret);
        engine.Must("Connect-TwilioEvents $args[0] -Name beta; Connect-TwilioEvents $args[0] -Name alpha; Connect-TwilioEvents -Sandbox",
            credential);
        Assert.Equal(["alpha", "beta"], Names("Get-TwilioEventsConnection *"));
        Assert.Equal(["beta"], Names("Get-TwilioEventsConnection -Name BETA, b*"));
        ErrorRecord unknown = Assert.Single(engine.Run("Get-TwilioEventsConnection gamma").Errors);
        Assert.StartsWith("TwilioConnectionNotFound,", unknown.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'gamma'. Names here: alpha, beta.", unknown.ToString(), StringComparison.Ordinal);
        engine.Must("Disconnect-TwilioEvents -Name alpha");
        Assert.Equal(["beta"], Names("Get-TwilioEventsConnection *"));
        Assert.Equal(true, Assert.Single(engine.Must("(Get-TwilioEventsConnection).IsSandbox").Output).BaseObject);
        engine.Must("Get-TwilioEventsConnection * | Disconnect-TwilioEvents");
        Assert.Empty(Names("Get-TwilioEventsConnection *"));

        IEnumerable<object> Names(string script) => engine.Must(script).Output.Select(c => c.Properties["Name"].Value);
    }

    [Fact]
    public void A_name_serves_the_runspace_that_gave_it_alone()
    {
        using var one = new ModuleEngine();
        using var two = new ModuleEngine();
        one.Must("Connect-TwilioEvents -Sandbox -Name test");
        one.Must("Set-TwilioSink " + ModuleEngine.A + " d -Connection test");
        Assert.Single(two.Run("Set-TwilioSink " + ModuleEngine.A + " d -Connection test").Errors);
    }

    [Fact]
    public void An_ended_connection_serves_nobody_who_still_holds_it()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Run("$c = Get-TwilioEventsConnection; Disconnect-TwilioEvents; '" + ModuleEngine.A
                + "' | Set-TwilioSink -Description d -Connection $c");
        Assert.Contains("was ended with Disconnect-TwilioEvents", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Memory_holds_no_reference_after_Disconnect()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("$global:c = Get-TwilioEventsConnection; $null = Set-TwilioSink " + ModuleEngine.A + " d");
        (WeakReference client, WeakReference options) = Held(engine);
        Assert.True(client.IsAlive && options.IsAlive);
        engine.Must("Disconnect-TwilioEvents");
        for (int i = 0; i < 10 && (client.IsAlive || options.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(client.IsAlive);
        Assert.False(options.IsAlive);

        // By reflection: the tests have no reference to the module, which they import as users do.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference Client, WeakReference Options) Held(ModuleEngine engine)
        {
            object connection = engine.Must("$c").Output[0].BaseObject;
            object client =
                connection.GetType().GetProperty("Client", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(connection)!;
            object options = client.GetType().GetField("options", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(client)!;
            return (new WeakReference(client), new WeakReference(options));
        }
    }

    [Fact]
    public async Task Disconnect_overwrites_the_secret_though_somebody_holds_the_client()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        object connection = engine.Must("Get-TwilioEventsConnection").Output[0].BaseObject;
        object client = connection.GetType().GetProperty("Client", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(connection)!;
        engine.Must("Disconnect-TwilioEvents");
        Exception error =
            await Assert.ThrowsAnyAsync<Exception>(
                () => (Task)client.GetType().GetMethod("VerifyAsync")!.Invoke(client, [CancellationToken.None])!);
        Assert.Equal("TwilioEvents.TwilioConnectionException", error.GetType().FullName);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("Connect-TwilioEvents $c -BaseUri $args[0]; Disconnect-TwilioEvents")]
    [InlineData("Connect-TwilioEvents $c -BaseUri $args[0]; Set-TwilioSink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa d; Disconnect-TwilioEvents")]
    [InlineData("Connect-TwilioEvents $c -BaseUri $args[0] -Verify -WarningAction Stop")]
    [InlineData("Connect-TwilioEvents $c -BaseUri $args[0] -Region ie1")]
    public void The_secret_is_overwritten_at_Disconnect_and_where_a_choice_fails(string script)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        var memory = new ProcessMemory();
        using SecureString secret = memory.Secret();
        engine.Must("$global:c = $args[0]", new PSCredential(ModuleEngine.Account, secret));
        Assert.Equal(1, memory.Count());
        engine.Run(script, server.BaseUri);
        Assert.Equal(1, memory.Count());
    }

    [Fact]
    public void A_connection_from_another_process_says_that_its_secret_stayed_there()
    {
        using var engine = ModuleEngine.WithSandbox();
        string serialised = PSSerializer.Serialize(Assert.Single(engine.Must("Get-TwilioEventsConnection").Output));
        ErrorRecord error =
            Assert.Single(
                engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -Connection $args[0]", PSSerializer.Deserialize(serialised)).Errors);
        Assert.Contains("comes from another process", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Credential $using:credential", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_works_in_parallel_and_a_runspace_without_one_says_how_to_get_it()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        const string Parallel =
            "$m = $args[0]; $connection = Get-TwilioEventsConnection; 1..4 | ForEach-Object -ThrottleLimit 2 -Parallel { Import-Module "
                + "$using:m; Set-TwilioSink " + ModuleEngine.A + " $_ ";
        Assert.Equal(4, engine.Must(Parallel + "-Connection $using:connection }", Engine.StagedManifest).Output.Count);
        Assert.Equal(["1", "2", "3", "4"], server.Requests.Select(request => request.Field("Description")).Order());
        Result without = engine.Run(Parallel + "}", Engine.StagedManifest);
        Assert.Equal(4, without.Errors.Count);
        Assert.All(without.Errors, error => Assert.Contains("-Connection $using:connection", error.ToString(), StringComparison.Ordinal));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public void An_item_of_another_account_is_an_error_and_not_sent()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run(
            "'" + Other + "', '" + ModuleEngine.Account + "', ' ' | ForEach-Object { [pscustomobject]@{ Sid = '" + ModuleEngine.A
                + "'; AccountSid = $_ } } | Set-TwilioSink -Description d");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioWrongAccount,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Other, PSObject.AsPSObject(error.TargetObject).Properties["AccountSid"].Value.ToString());
        Assert.Contains(ModuleEngine.A + " comes from the account " + Other, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(ModuleEngine.Account, error.ToString(), StringComparison.Ordinal);
        Assert.Equal((2, 2), (result.Output.Count, server.Requests.Count));

        // An API key alone does not say whose it is: then Twilio decides.
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1]", ModuleEngine.Credential(Key, Secret), server.BaseUri);
        engine.Must("[pscustomobject]@{ Sid = '" + ModuleEngine.A + "'; AccountSid = '" + Other + "' } | Set-TwilioSink -Description d");
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public void What_is_piped_beside_a_Sid_of_the_command_line_may_come_from_another_account()
    {
        using var server =
            new ScriptedServer(request => Reply.Http(201, "{\"type\":\"" + request.Field("Type") + "\",\"schema_version\":1}"));
        using var engine = new ModuleEngine(server.BaseUri);
        const string Type = "com.twilio.messaging.message.delivered";
        string copy =
            "[pscustomobject]@{ Type = '" + Type + "'; AccountSid = '" + Other
                + "' } | Add-TwilioSubscribedEvent -SubscriptionSid DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        engine.Must(copy);
        Assert.Equal(Type, Assert.Single(server.Requests).Field("Type"));
        Assert.StartsWith("TwilioWrongAccount,", Assert.Single(engine.Run(copy + " -AccountSid " + Other).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Every_command_that_calls_Twilio_takes_a_connection()
    {
        using var engine = new ModuleEngine();
        CmdletInfo[] commands =
            [.. engine.Must("(Get-Module TwilioEvents).ExportedCmdlets.Values").Output.Select(c => (CmdletInfo)c.BaseObject)
                .Where(c => c.ImplementingType.BaseType!.Name is not ("TwilioVerifyingCommand" or "CancellableCommand")
                    && !ConventionTests.Local.Contains(c.Name))];
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.True(
            command.Parameters.TryGetValue("Connection", out ParameterMetadata? parameter)
                && parameter.Attributes.OfType<ParameterAttribute>().All(a => a.ValueFromPipelineByPropertyName), command.Name));
    }

    [Fact]
    public void A_connection_holds_no_secret_in_any_form_it_can_be_given()
    {
        using var engine = new ModuleEngine();
        PSObject connection = Assert.Single(engine.Must(
            "$global:streams = @(Connect-TwilioEvents $args[0] -Name x -Proxy http://localhost:8080 -ProxyCredential $args[1] -PassThru "
                + "-Verbose *>&1); $streams | Where-Object { $_ -is [TwilioEvents.TwilioEventsConnection] }",
            ModuleEngine.Credential(Key, Secret),
            ModuleEngine.Credential("proxyuser", "proxy-secret")).Output);
        engine.Must("$streams | Out-Default; $args[0] | Out-Default; $args[0].psobject.properties | Out-Default", connection);
        string all = PSSerializer.Serialize(connection, 10) + engine.Engine.Host.Text + connection;
        Assert.Contains(Key, all, StringComparison.Ordinal);
        foreach (string secret in new[] { Secret, "proxy-secret", "proxyuser", Basic(Key, Secret)["Basic ".Length..] })
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_was_set_for_time_and_retries_is_shown()
    {
        using var engine = new ModuleEngine();
        PSObject connection =
            Assert.Single(
                engine.Must("Connect-TwilioEvents -Sandbox -TimeoutSec 7 -MaximumRetryCount 0 -RetryIntervalSec 9 -PassThru").Output);
        Assert.Equal((7, 0, 9),
            (connection.Properties["TimeoutSec"].Value, connection.Properties["MaximumRetryCount"].Value,
                connection.Properties["RetryIntervalSec"].Value));
    }

    [Theory]
    [InlineData("Connect-TwilioEvents -Region i", "ie1")]
    [InlineData("Connect-TwilioEvents -Edge san", "san-jose-ix")]
    [InlineData("Set-TwilioSink -Connection prod", "production")]
    [InlineData("Get-TwilioEventsConnection tw", "'two words'")]
    [InlineData("Get-TwilioEventsConnection 'tw", "'two words'")]
    [InlineData("Disconnect-TwilioEvents -Name two", "'two words'")]
    public void Tab_completes(string line, string completed)
    {
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents -Sandbox -Name production; Connect-TwilioEvents -Sandbox -Name 'two words'");
        IEnumerable<object?> matches =
            engine.Must("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).Output.Select(m => m.BaseObject);
        Assert.Contains(completed, matches);
    }

    private static (object? UserName, object? AccountSid, object? Source) Shown(ModuleEngine engine)
    {
        PSObject connection = Assert.Single(engine.Must("Get-TwilioEventsConnection").Output);
        return (connection.Properties["UserName"].Value, connection.Properties["AccountSid"].Value, connection.Properties["Source"].Value);
    }

    private static SecureString Secure(string text) => new NetworkCredential(null, text).SecurePassword;

    private static string Basic(string user, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(user + ":" + secret));
}
