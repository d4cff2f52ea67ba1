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
    private static readonly string[] Completed = ["Sid", "SinkSid", "SubscriptionSid", "Type", "SchemaId", "Id", "SchemaVersion", "Status", "SinkType", "InUse", "BatchEvents", "Connection", "ProfileName", "Region", "Edge"];

    [Theory]
    [InlineData("Get-TwilioSink -Sid ", ModuleEngine.A)]
    [InlineData("Set-TwilioSink DGc", ModuleEngine.C)]
    [InlineData("Set-TwilioSink dgc", ModuleEngine.C)]
    [InlineData("Test-TwilioSink lake", ModuleEngine.C)]
    [InlineData("Confirm-TwilioSink 'raw ev", ModuleEngine.C)]
    [InlineData("Test-TwilioSink \"raw EV", ModuleEngine.C)]
    [InlineData("Remove-TwilioSink " + ModuleEngine.A + ", raw", ModuleEngine.C)]
    [InlineData("Get-TwilioSubscription -SinkSid r*lake", ModuleEngine.C)]
    [InlineData("New-TwilioSubscription d shop", ModuleEngine.A)]
    [InlineData("Get-TwilioSubscription calls", "DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("Add-TwilioSubscribedEvent -SubscriptionSid lake", "DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("Get-TwilioEventType messaging.mess*", Delivered)]
    [InlineData("Get-TwilioEventType MESSAGING.message.DELIV", Delivered)]
    [InlineData("Get-TwilioEventType com.twilio.messaging.message.d", Delivered)]
    [InlineData("New-TwilioSubscription d DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa " + Delivered + "@", Delivered + "@8")]
    [InlineData("Add-TwilioSubscribedEvent -Type com.twilio.messaging.message.sent, " + Delivered + "@7", Delivered + "@7")]
    [InlineData("Get-TwilioEventType -SchemaId messaging.mess", "Messaging.MessageStatus")]
    [InlineData("Get-TwilioEventSchema messaging.", "Messaging.InboundMessageV1")]
    [InlineData("Get-TwilioEventSchemaVersion Messaging.MessageStatus ", "8")]
    [InlineData("Add-TwilioSubscribedEvent -Type " + Delivered + " -SchemaVersion ", "8")]
    [InlineData("Add-TwilioSubscribedEvent -Type " + Delivered + ",com.twilio.voice.status-callback.call.answered -SchemaVersion ", "2")]
    [InlineData("Get-TwilioSink -Status v", "validating")]
    [InlineData("Get-TwilioSink -SinkType seg", "segment")]
    [InlineData("Get-TwilioEventType -Status dep", "deprecated")]
    [InlineData("Get-TwilioSubscription -Type messaging.message.DELIV", Delivered)]
    [InlineData("Get-TwilioSink -InUse ", "$true")]
    [InlineData("New-TwilioSink -BatchEvents ", "$true")]
    [InlineData("New-TwilioSink -SinkType k", "kinesis")]
    [InlineData("New-TwilioSink -Method g", "GET")]
    public void Tab_completes(string line, string first)
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Equal(first, Complete(engine, line).FirstOrDefault()?.CompletionText);
    }

    [Fact]
    public void A_sink_shows_its_description_and_says_more_of_the_one_that_is_chosen()
    {
        using var engine = ModuleEngine.WithSandbox();
        CompletionResult sink = Assert.Single(Complete(engine, "Get-TwilioSink DGe"));
        Assert.Equal(sink.CompletionText + "  Old data lake", sink.ListItemText);
        Assert.Matches("^DGe{32}: kinesis, failed, changed [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}Z$", sink.ToolTip);
    }

    [Theory]
    [InlineData("Get-TwilioSink -Description old", "'Old data lake'")]
    [InlineData("Set-TwilioSink DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee -Description ", "'Old data lake'")]
    [InlineData("Get-TwilioSubscription -Description calls", "'Calls to the data lake'")]
    [InlineData("Set-TwilioSubscription DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -Description ", "'Message delivery'")]
    [InlineData("New-TwilioSink -Description ", "''")]
    [InlineData("New-TwilioSubscription -Description some", "some")]
    [InlineData("Set-TwilioSink -Description 'not one", "'not one'")]
    [InlineData("New-TwilioSink -Destination ", "''")]
    [InlineData("Confirm-TwilioSink -TestId ", "''")]
    public void A_free_text_completes_what_is_known_or_what_was_typed_and_never_the_names_of_files(string line, string offered)
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Engine.Runspace.SessionStateProxy.Path.SetLocation(AppContext.BaseDirectory);
        Assert.Equal([offered], Complete(engine, line).Select(one => one.CompletionText));
    }

    [Fact]
    public void A_type_that_is_not_available_looks_it_and_comes_last()
    {
        using var engine = ModuleEngine.WithSandbox();
        List<CompletionResult> types = Complete(engine, "Get-TwilioEventType call.answered");
        Assert.Equal(["com.twilio.voice.status-callback.call.answered", "com.twilio.voice.webhook.status-callback.call.answered  (deprecated)"], types.Select(type => type.ListItemText));
        Assert.Equal("com.twilio.voice.webhook.status-callback.call.answered", types[1].CompletionText);
        Assert.Contains("deprecated", types[1].ToolTip, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-TwilioSubscribedEvent")]
    [InlineData("Set-TwilioSubscribedEvent")]
    [InlineData("Remove-TwilioSubscribedEvent")]
    public void The_types_of_the_subscription_on_the_command_line_come_alone(string command)
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Equal(
            ["com.twilio.voice.status-callback.call.initiated", "com.twilio.voice.status-callback.call.answered", "com.twilio.voice.status-callback.call.completed"],
            Complete(engine, command + " " + Calls + " ").Select(type => type.CompletionText));
        Assert.True(Complete(engine, command + " -Type ").Count > 100);
    }

    [Fact]
    public void Only_where_it_is_needed_is_a_value_quoted_and_what_a_command_line_cannot_hold_is_not_offered()
    {
        string[] types = ["com.twilio.a-b.c_d", "it's", "-x", "two words", "$(Stop-Process)", "a\nb", "a\u001b[2Jb", ""];
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"types\":[" + string.Join(',', types.Select(type => "{\"type\":" + System.Web.HttpUtility.JavaScriptStringEncode(type, true) + ",\"status\":\"available\"}")) + "]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Equal(["com.twilio.a-b.c_d", "'it''s'", "'-x'", "'two words'", "'$(Stop-Process)'"], Complete(engine, "Get-TwilioEventType -Type ").Select(type => type.CompletionText));
    }

    [Fact]
    public void What_a_terminal_obeys_is_not_in_the_list()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.A, "a\u001b[2Jb\u202ec") + "]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        CompletionResult sink = Assert.Single(Complete(engine, "Get-TwilioSink -Sid "));
        Assert.Equal(ModuleEngine.A + "  a [2Jb c", sink.ListItemText);
    }

    [Fact]
    public void Without_a_connection_there_is_nothing_but_what_is_always_known()
    {
        using var engine = new ModuleEngine();
        engine.Must("Disconnect-TwilioEvents");
        Assert.Empty(Complete(engine, "Get-TwilioSink -Sid "));
        Assert.Empty(Complete(engine, "Get-TwilioEventType -Type "));
        Assert.NotEmpty(Complete(engine, "Get-TwilioSink -Status "));
        Assert.Empty(engine.Must("Get-TwilioEventsConnection; Get-TwilioEventsConnection *").Output);
    }

    [Fact]
    public void The_connection_on_the_command_line_goes_before_that_of_the_runspace()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.B, "from the other") + "]}"));
        using var engine = new ModuleEngine();
        engine.Must("$global:other = Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name other -PassThru; Connect-TwilioEvents -Sandbox", ModuleEngine.Credential(ModuleEngine.Account, "s"), server.BaseUri);
        foreach (string connection in new[] { "$other", "other", "'other'" })
        {
            Assert.Equal(ModuleEngine.B + "  from the other", Assert.Single(Complete(engine, "Get-TwilioSink -Connection " + connection + " -Sid ")).ListItemText);
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
        for (int i = 0; i < 50; i++) Complete(engine, "Get-TwilioEventSchemaVersion -Id S" + i.ToString(CultureInfo.InvariantCulture) + " -SchemaVersion ");
        object recent = Recent(Current(engine));
        Assert.InRange(((System.Collections.ICollection)recent.GetType().GetField("answers", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(recent)!).Count, 1, 20);
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
        Uri address = server.BaseUri;
        if (kind == "gone")
        {
            using var other = new ScriptedServer(_ => Reply.Reset);
            address = other.BaseUri;
        }

        using var engine = new ModuleEngine(address);
        if (kind == "silent") Remembered(Current(engine), "Patience", TimeSpan.FromMilliseconds(500));
        var watch = Stopwatch.StartNew();
        Result result = engine.Must("$global:Error.Clear(); $VerbosePreference = 'Continue'; $line = 'Get-TwilioSink -Sid '; (TabExpansion2 $line $line.Length).CompletionMatches | Where-Object ResultType -eq ParameterValue");
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Verbose);
        Assert.Equal(0, Assert.Single(engine.Must("$global:Error.Count").Output).BaseObject);
        Assert.Empty(engine.Engine.Host.Questions);

        // Far below the thirty seconds of the connection; a machine that is busy is given its time.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        if (kind != "gone") Assert.Equal("GET /v1/Sinks?PageSize=1000", Assert.Single(server.Requests).Line);
    }

    [Fact]
    public void Tab_waits_a_second_at_most_for_all_that_it_asks()
    {
        using var engine = ModuleEngine.WithSandbox();
        object recent = Recent(Current(engine));
        Assert.Equal(TimeSpan.FromSeconds(1), recent.GetType().GetProperty("Patience")!.GetValue(recent));
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
        Remembered(connection, "Patience", TimeSpan.FromMinutes(1));
        List<CompletionResult>[] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var engine = new ModuleEngine();
            engine.Must("$global:c = $args[0]", connection);
            return Complete(engine, "Get-TwilioSink -Connection $c -Sid ");
        })));
        Assert.All(all, matches => Assert.Equal(ModuleEngine.A, Assert.Single(matches).CompletionText));
    }

    [Fact]
    public void In_Turkish_an_i_is_still_an_i()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            using var engine = ModuleEngine.WithSandbox();
            Assert.Equal(Delivered, Complete(engine, "Get-TwilioEventType MESSAGING.MESSAGE.DELIV")[0].CompletionText);
            Assert.Equal("initialized", Assert.Single(Complete(engine, "Get-TwilioSink -Status INI")).CompletionText);
            Assert.Equal("DGdddddddddddddddddddddddddddddddd", Assert.Single(Complete(engine, "Get-TwilioSink VOICE*INSIGHTS")).CompletionText);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_parameter_that_takes_a_known_thing_completes()
    {
        using var engine = new ModuleEngine();
        foreach (PSObject command in engine.Must("(Get-Module TwilioEvents).ExportedCmdlets.Values").Output)
        {
            var cmdlet = (CmdletInfo)command.BaseObject;

            // A connection that is ended is one at hand; as an object it has nothing to complete.
            var parameters = cmdlet.Parameters.Values.Where(p => Completed.Contains(p.Name) && !(cmdlet.Name == "Disconnect-TwilioEvents" && p.Name == "Connection"));
            Assert.All(parameters, p => Assert.True(p.Attributes.OfType<ArgumentCompleterAttribute>().Any() || p.ParameterType.IsEnum, cmdlet.Name + " -" + p.Name + " has no completer."));
        }
    }

    // A machine that is busy is given its time. What the engine itself offers where a completer has nothing, such
    // as files, is not ours.
    private static List<CompletionResult> Complete(ModuleEngine engine, string line)
    {
        foreach (PSObject connection in engine.Must("Get-TwilioEventsConnection; Get-TwilioEventsConnection *").Output) Remembered(connection.BaseObject, "Patience", TimeSpan.FromMinutes(1));
        return [.. engine.Must("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches", line).Output.Select(match => (CompletionResult)match.BaseObject).Where(match => match.ResultType == CompletionResultType.ParameterValue)];
    }

    private static void Remembered(object connection, string property, object value)
    {
        object recent = Recent(connection);
        recent.GetType().GetProperty(property)!.SetValue(recent, value);
    }

    private static object Current(ModuleEngine engine) => Assert.Single(engine.Must("Get-TwilioEventsConnection").Output).BaseObject;

    // By reflection: the tests have no reference to the module, which they import as users do.
    private static object Recent(object connection) => connection.GetType().Assembly.GetType("TwilioEvents.Completion.RecentAnswers")!.GetMethod("Of")!.Invoke(null, [connection])!;
}
