using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>A sandbox that one runspace serves, and connections to it from others.</summary>
public sealed class ServedSandboxTests
{
    private const string Connect = "Connect-TwilioEvents -BaseUri $args[0].BaseUri -Credential $args[0].Credential; ";

    [Fact]
    public void Another_runspace_connects_to_it_without_a_warning_and_sees_what_the_first_changed()
    {
        using var server = new ModuleEngine();
        using var client = new ModuleEngine();
        PSObject sandbox = Start(server);
        Result result =
            server.Must(Connect + "Set-TwilioSink " + ModuleEngine.A + " 'from the first'; Get-TwilioEventsConnection", sandbox);
        Assert.Empty(result.Warnings);
        Assert.Equal((true, "Credential"), (Get(result.Output[1], "IsSandbox"), Get(result.Output[1], "Source")));
        result = client.Must(Connect + "(Get-TwilioSink " + ModuleEngine.A + ").Description", sandbox);
        Assert.Empty(result.Warnings);
        Assert.Equal("from the first", Assert.Single(result.Output).BaseObject);
        client.Must("Remove-TwilioSink " + ModuleEngine.B + " -WhatIf");
        Assert.Contains("on the sandbox at 127.0.0.1:" + Get(sandbox, "Port"), client.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_credentials_are_refused_as_Twilio_does()
    {
        using var engine = new ModuleEngine();
        PSObject sandbox = Start(engine);
        Result result = engine.Run("Connect-TwilioEvents -BaseUri $args[0].BaseUri -Credential $args[1]; Get-TwilioSink", sandbox,
            ModuleEngine.Credential("AC" + new string('0', 32), "0123456789abcdef0123456789abcdef"));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioAuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("20003", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_with_its_runspace_and_its_port_is_free_at_once()
    {
        var engine = new ModuleEngine();
        int port = (int)Get(Start(engine), "Port")!;
        engine.Dispose();
        AssertFree(port);
    }

    [Fact]
    public void Stop_ends_those_that_are_named_or_piped_and_else_all()
    {
        using var engine = new ModuleEngine();
        engine.Must("$global:all = 1..5 | ForEach-Object { Start-TwilioSandbox }");
        int[] ports = [.. engine.Must("$all.Port").Output.Select(port => (int)port.BaseObject)];
        engine.Must("Stop-TwilioSandbox $all[0].Port -WhatIf");
        Assert.Equal(ports, Left(engine));
        Assert.Empty(engine.Must("Stop-TwilioSandbox $all[0].Port, \"$($all[3].Port)\"; $all[1] | Stop-TwilioSandbox").Output);
        Assert.Equal([ports[2], ports[4]], Left(engine));
        ErrorRecord error = Assert.Single(engine.Run("Stop-TwilioSandbox 1, $all[2].Port").Errors);
        Assert.StartsWith("TwilioSandboxNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([ports[4]], Left(engine));
        engine.Must("Stop-TwilioSandbox; Stop-TwilioSandbox");
        Assert.Empty(Left(engine));
        Assert.All(ports, AssertFree);
    }

    [Fact]
    public void A_runspace_sees_and_stops_its_own_alone()
    {
        using ModuleEngine one = new(), two = new();
        PSObject sandbox = Start(one);
        Assert.Empty(Left(two));
        two.Must("Stop-TwilioSandbox");
        Assert.Single(two.Run("Stop-TwilioSandbox $args[0].Port", sandbox).Errors);
        Assert.Single(Left(one));
    }

    [Fact]
    public void A_port_in_use_is_an_error_and_a_chosen_one_is_taken()
    {
        using var engine = new ModuleEngine();
        int port = (int)Get(Start(engine), "Port")!;
        ErrorRecord error = Assert.Single(engine.Run("Start-TwilioSandbox $args[0]", port).Errors);
        Assert.StartsWith("TwilioListenFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Cannot listen on port " + port, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(port, Get(Assert.Single(engine.Must("Stop-TwilioSandbox; Start-TwilioSandbox $args[0]", port).Output), "Port"));
    }

    [Fact]
    public void The_question_whether_it_is_a_sandbox_goes_to_loopback_alone_once_and_without_credentials()
    {
        var probes = new System.Collections.Concurrent.ConcurrentQueue<ReceivedRequest>();
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[]}"))
        {
            OnProbe = request =>
            {
                probes.Enqueue(request);
                return Reply.Http(200, "{\"sandbox\":1}");
            },
        };
        using var engine = new ModuleEngine();
        PSCredential credential = ModuleEngine.Credential(ModuleEngine.Account, "top-secret");
        Result result = engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Verbose; Get-TwilioSink", credential, server.BaseUri);
        Assert.StartsWith("The credentials of " + ModuleEngine.Account + " go to 127.0.0.1", Assert.Single(result.Warnings),
            StringComparison.Ordinal);
        Assert.Contains(result.Verbose, line => line.EndsWith("The credentials were not sent.", StringComparison.Ordinal));
        Assert.Null(Assert.Single(probes).Header("Authorization"));
        Assert.Equal("GET /v1/Sinks", Assert.Single(server.Requests).Line);
        Assert.Equal(false, Assert.Single(engine.Must("(Get-TwilioEventsConnection).IsSandbox").Output).BaseObject);

        // Nobody is there, and nobody elsewhere is asked.
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri http://127.0.0.1:1; Connect-TwilioEvents $args[0] -BaseUri "
            + "https://events.example.test; Connect-TwilioEvents $args[0]", credential);
        Assert.Single(probes);
    }

    [Fact]
    public void A_server_that_says_nothing_costs_Connect_a_second()
    {
        using var server = new ScriptedServer(_ => Reply.Silence) { OnProbe = _ => Reply.Silence };
        using var engine = new ModuleEngine();
        var took = System.Diagnostics.Stopwatch.StartNew();
        engine.Connect(server.BaseUri);
        Assert.InRange(took.Elapsed, TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void The_connection_in_memory_has_an_Auth_Token_of_its_own_to_check_signatures_with()
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Must("Receive-TwilioEvent 0 -IdleTimeoutSec 1");
        Assert.Contains("Listening on", engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account.psd1", """
        @{
            Sinks         = @(
                @{ Description = 'Orders'; SinkType = 'webhook'; SinkConfiguration = @{ destination = 'https://{Shop}/{AccountSid}' } }
                @{ Description = 'Analytics'; SinkType = 'segment'; SinkConfiguration = @{ write_key = '{Key}' } }
                @{ Description = 'Search'; SinkType = 'segment'; SinkConfiguration = @{ write_key = 'env:$NAME' } }
            )
            Subscriptions = @{ Description = 'Sent'; Sink = 'Orders'; Types = 'com.twilio.messaging.message.sent@2' }
        }
        """)]
    [InlineData("account.json", """
        {
          "Sinks": [
            { "Description": "Orders", "SinkType": "webhook", "SinkConfiguration": { "destination": "https://{Shop}/{AccountSid}" } },
            { "Description": "Analytics", "SinkType": "segment", "SinkConfiguration": { "write_key": "{Key}" } },
            { "Description": "Search", "SinkType": "segment", "SinkConfiguration": { "write_key": "env:$NAME" } }
          ],
          "Subscriptions": [ { "Description": "Sent", "Sink": "Orders", "Types": [ "com.twilio.messaging.message.sent@2" ] } ]
        }
        """)]
    public void With_a_file_it_has_its_sinks_and_subscriptions_and_no_others(string name, string text)
    {
        string variable = "SANDBOX_" + Guid.NewGuid().ToString("N");
        string file = Path.Combine(Directory.CreateTempSubdirectory("sandbox").FullName, name);
        File.WriteAllText(file, text.Replace("$NAME", variable, StringComparison.Ordinal));
        Environment.SetEnvironmentVariable(variable, "the key of Search");
        using var engine = new ModuleEngine();
        Result result = engine.Must("""
            $fill = @{ Shop = 'shop.example.com'; Key = $args[1] }
            $sandbox = Start-TwilioSandbox -Path $args[0] -Parameter $fill -AccountSid ('AC' + '2' * 32)
            Connect-TwilioEvents -BaseUri $sandbox.BaseUri -Credential $sandbox.Credential
            Get-TwilioSink | ForEach-Object {
                $configuration = $_.GetSinkConfiguration()
                "$($_.Description) $($_.SinkType) $($_.Status) $($configuration.destination)$($configuration.write_key)"
            }
            Get-TwilioSubscription -IncludeSink -IncludeType | ForEach-Object {
                "$($_.Description) $($_.SinkDescription) $($_.Types[0].Type)@$($_.Types[0].SchemaVersion)"
            }
            Compare-TwilioEventsConfiguration $args[0] -Parameter $fill -Quiet
            """, file, new NetworkCredential(string.Empty, "the key of Analytics").SecurePassword);
        Assert.Equal(
        [
            "Analytics segment active the key of Analytics",
            "Orders webhook active https://shop.example.com/AC" + new string('2', 32),
            "Search segment active the key of Search",
            "Sent Orders com.twilio.messaging.message.sent@2",
            "True",
        ], result.Output.Select(line => line.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{ \"Sinks\": [], \"Other\": 1 }", "TwilioEventsConfigurationInvalid", "no field 'Other'")]
    [InlineData("{ \"Subscriptions\": [ { \"Description\": \"S\", \"Sink\": \"Nobody\", \"Types\": [ \"com.twilio.x\" ] } ] }",
        "TwilioEventsConfigurationInvalid", "'Nobody' is a sink that neither")]
    [InlineData("{ \"Sinks\": [ { \"Description\": \"S\", \"SinkType\": \"segment\", \"SinkConfiguration\": { \"write_key\": "
        + "\"env:NOBODY_SETS_THIS\" } } ] }", "TwilioEventsConfigurationInvalid", "env:NOBODY_SETS_THIS cannot be resolved here")]
    [InlineData("{ \"Sinks\": [ { \"Description\": \"{Name}\", \"SinkType\": \"email\" } ] }",
        "TwilioEventsConfigurationInvalid", "Name")]
    [InlineData("{ \"Sinks\": [ { \"Description\": \"S\", \"SinkType\": \"email\" } ], \"Subscriptions\": [ { \"Description\": \"S\", "
        + "\"Sink\": \"S\", \"Types\": [ \"com.twilio.accountsecurity.verify.attempt-dlr.sent\" ] } ] }",
        "TwilioInvalidRequest", "takes no new subscriptions")]
    [InlineData(null, "TwilioFileFailed", "account.json")]
    public void A_file_that_cannot_be_used_is_one_error_and_no_sandbox_is_started(string? text, string id, string said)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("sandbox").FullName, "account.json");
        if (text is not null) File.WriteAllText(file, text);
        using var engine = new ModuleEngine();
        Result result = engine.Run("Start-TwilioSandbox -Path $args[0]", file);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(Left(engine));
    }

    private static PSObject Start(ModuleEngine engine) => Assert.Single(engine.Must("Start-TwilioSandbox").Output);

    private static object? Get(PSObject from, string property) => from.Properties[property].Value;

    private static int[] Left(ModuleEngine engine) =>
        [.. engine.Must("Get-TwilioSandbox").Output.Select(sandbox => (int)Get(sandbox, "Port")!)];

    private static void AssertFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }
}
