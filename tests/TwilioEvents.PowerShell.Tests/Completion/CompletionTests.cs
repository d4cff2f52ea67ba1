using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class CompletionTests
{
    private const string Delivered = "com.twilio.messaging.message.delivered";
    private static readonly string Calls = "DF" + new string('b', 32);
    private static readonly string[] Completed =
        ["Sid", "SinkSid", "SubscriptionSid", "Type", "SchemaId", "Id", "SchemaVersion", "Status", "SinkType", "InUse", "BatchEvents",
            "Connection", "ProfileName", "Region", "Edge"];

    [Fact]
    public void Only_where_it_is_needed_is_a_value_quoted_and_what_a_command_line_cannot_hold_is_not_offered()
    {
        string[] types = ["com.twilio.a-b.c_d", "it's", "-x", "two words", "$(Stop-Process)", "a\nb", "a\u001b[2Jb", ""];
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200,
                    "{\"types\":["
                        + string.Join(',',
                            types.Select(
                                type => "{\"type\":" + System.Web.HttpUtility.JavaScriptStringEncode(type, true)
                                    + ",\"status\":\"available\"}")) + "]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Equal(["com.twilio.a-b.c_d", "'it''s'", "'-x'", "'two words'", "'$(Stop-Process)'"],
            Complete(engine, "Get-TwilioEventType -Type ").Select(type => type.CompletionText));
    }

    [Fact]
    public void What_a_terminal_obeys_is_not_in_the_list()
    {
        using var server =
            new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.A, "a\u001b[2Jb\u202ec") + "]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        CompletionResult sink = Assert.Single(Complete(engine, "Get-TwilioSink -Sid "));
        Assert.Equal(ModuleEngine.A + "  a [2Jb c", sink.ListItemText);
    }

    [Fact]
    public void The_connection_on_the_command_line_goes_before_that_of_the_runspace()
    {
        using var server =
            new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.B, "from the other") + "]}"));
        using var engine = new ModuleEngine();
        engine.Must("$global:other = Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name other -PassThru; Connect-TwilioEvents -Sandbox",
            ModuleEngine.Credential(ModuleEngine.Account, "s"), server.BaseUri);
        foreach (string connection in new[] { "$other", "other", "'other'" })
        {
            Assert.Equal(ModuleEngine.B + "  from the other",
                Assert.Single(Complete(engine, "Get-TwilioSink -Connection " + connection + " -Sid ")).ListItemText);
        }

        // What is not known before the command runs is not taken for the runspace's.
        Assert.Empty(Complete(engine, "Get-TwilioSink -Connection (Get-TwilioEventsConnection other) -Sid "));
        Assert.Empty(Complete(engine, "Get-TwilioSink -Connection nobody -Sid "));
        Assert.Equal(6, Complete(engine, "Get-TwilioSink -Sid ").Count);
        engine.Must("Disconnect-TwilioEvents -Name other");
        Assert.Empty(Complete(engine, "Get-TwilioSink -Connection $other -Sid "));
    }

    [Fact]
    public void An_answer_serves_for_ten_seconds()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.A, "d") + "]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        TimeSpan now = TimeSpan.Zero;
        Remembered(Current(engine), "Now", (Func<TimeSpan>)(() => now));
        Assert.Single(Complete(engine, "Get-TwilioSink -Sid "));
        now += TimeSpan.FromSeconds(9);
        Assert.Single(Complete(engine, "Set-TwilioSink -Sid "));
        Assert.Equal("GET /v1/Sinks?PageSize=1000", Assert.Single(server.Requests).Line);
        now += TimeSpan.FromSeconds(1);
        Assert.Single(Complete(engine, "Get-TwilioSink -Sid "));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Questions_without_end_are_not_remembered_without_end()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"types\":[],\"schema_versions\":[]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        for (int i = 0; i < 50; i++)
            Complete(engine, "Get-TwilioEventSchemaVersion -Id S" + i.ToString(CultureInfo.InvariantCulture) + " -SchemaVersion ");
        object recent = Recent(Current(engine));
        Assert.InRange(
            ((System.Collections.ICollection)recent.GetType().GetField("answers", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(
                recent)!).Count, 1, 20);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("refusing")]
    [InlineData("failing")]
    [InlineData("babbling")]
    [InlineData("resetting")]
    [InlineData("gone")]
    public void Where_Twilio_does_not_answer_Tab_offers_nothing_says_nothing_and_does_not_wait(string kind)
    {
        using var server = new ScriptedServer(_ => kind switch
        {
            "silent" => Reply.Silence,
            "refusing" => Reply.Http(401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}"),
            "failing" => Reply.Http(503, "busy", "text/plain"),
            "babbling" => Reply.Http(200, "{\"sinks\":{\"a\":[1,2"),
            _ => Reply.Reset,
        });
        using var nobody = new Nobody();
        using var engine = new ModuleEngine(kind == "gone" ? nobody.BaseUri : server.BaseUri, timeoutSec: 600);
        if (kind == "silent") Remembered(Current(engine), "RequestTimeout", TimeSpan.FromSeconds(2));
        var watch = Stopwatch.StartNew();
        Result result =
            engine.Must(
                "$global:Error.Clear(); $VerbosePreference = 'Continue'; $line = 'Get-TwilioSink -Sid '; (TabExpansion2 $line "
                    + "$line.Length).CompletionMatches | Where-Object ResultType -eq ParameterValue");
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Verbose);
        Assert.Equal(0, Assert.Single(engine.Must("$global:Error.Count").Output).BaseObject);
        Assert.Empty(engine.Engine.Host.Questions);

        // Far below the ten minutes of the connection.
        Assert.True(watch.Elapsed < Hang.Limit, watch.Elapsed.ToString());
        if (kind != "gone") Assert.Equal("GET /v1/Sinks?PageSize=1000", Assert.Single(server.Requests).Line);
    }

    [Fact]
    public void Tab_waits_a_second_at_most_for_all_that_it_asks()
    {
        using var engine = ModuleEngine.WithSandbox();
        object recent = Recent(Current(engine));
        Assert.Equal(TimeSpan.FromSeconds(1), recent.GetType().GetProperty("RequestTimeout")!.GetValue(recent));
    }

    [Fact]
    public void A_connection_goes_though_Tab_remembers_something_of_it()
    {
        using var engine = ModuleEngine.WithSandbox();
        WeakReference connection = Used(engine);
        engine.Must("Connect-TwilioEvents -Sandbox");
        for (int i = 0; i < 10 && connection.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(connection.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Used(ModuleEngine engine)
        {
            Assert.NotEmpty(Complete(engine, "Get-TwilioSink -Sid "));
            return new WeakReference(engine.Must("Get-TwilioEventsConnection").Output[0].BaseObject);
        }
    }

    [Fact]
    public async Task Runspaces_that_share_a_connection_press_Tab_at_the_same_time()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.A, "d") + "]}"));
        using var first = new ModuleEngine(server.BaseUri);
        object connection = Current(first);
        Remembered(connection, "RequestTimeout", TimeSpan.FromMinutes(1));
        List<CompletionResult>[] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var engine = new ModuleEngine();
            engine.Must("$global:c = $args[0]", connection);
            return Complete(engine, "Get-TwilioSink -Connection $c -Sid ");
        })));
        Assert.All(all, matches => Assert.Equal(ModuleEngine.A, Assert.Single(matches).CompletionText));
    }

    [Fact]
    public void Every_parameter_that_takes_a_known_thing_completes()
    {
        using var engine = new ModuleEngine();
        foreach (PSObject command in engine.Must("(Get-Module TwilioEvents).ExportedCmdlets.Values").Output)
        {
            var cmdlet = (CmdletInfo)command.BaseObject;

            // A connection that is ended is one at hand; as an object it has nothing to complete.
            var parameters =
                cmdlet.Parameters.Values.Where(
                    p => Completed.Contains(p.Name) && !(cmdlet.Name == "Disconnect-TwilioEvents" && p.Name == "Connection"));
            Assert.All(parameters,
                p => Assert.True(p.Attributes.OfType<ArgumentCompleterAttribute>().Any() || p.ParameterType.IsEnum,
                    cmdlet.Name + " -" + p.Name + " has no completer."));
        }
    }

    // A machine that is busy is given its time. What the engine itself offers where a completer has nothing, such
    // as files, is not ours.
    private static List<CompletionResult> Complete(ModuleEngine engine, string line)
    {
        foreach (PSObject connection in engine.Must("Get-TwilioEventsConnection; Get-TwilioEventsConnection *").Output)
            Remembered(connection.BaseObject, "RequestTimeout", TimeSpan.FromMinutes(1));
        return [.. engine.Must("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches", line)
            .Output.Select(match => (CompletionResult)match.BaseObject)
            .Where(match => match.ResultType == CompletionResultType.ParameterValue)];
    }

    private static void Remembered(object connection, string property, object value)
    {
        object recent = Recent(connection);
        recent.GetType().GetProperty(property)!.SetValue(recent, value);
    }

    private static object Current(ModuleEngine engine) => Assert.Single(engine.Must("Get-TwilioEventsConnection").Output).BaseObject;

    // By reflection: the tests have no reference to the module, which they import as users do.
    private static object Recent(object connection) =>
        connection.GetType().Assembly.GetType("TwilioEvents.Completion.RecentAnswers")!.GetMethod("Of")!.Invoke(null, [connection])!;
}
