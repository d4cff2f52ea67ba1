using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Commands behind commands: what each takes from what was piped, and what it refuses.</summary>
public sealed class ChainTests
{
    private const string Set = "Set-TwilioSink -Description new";
    private static readonly string Subscription = "DF" + new string('a', 32);

    // What each kind of object makes a command send. Whatever is not here is an error, and nothing is sent. The
    // mark * means: the object itself, live or deserialised, and not a row with its fields.
    private static readonly Dictionary<string, string[]> Sends = new()
    {
        ["Get-TwilioSink"] = ["Sink|SinkTest|SinkValidation GET /v1/Sinks/{DG}", "Subscription* GET /v1/Sinks/{DG}"],
        ["Get-TwilioSink -Status failed"] = [],
        ["New-TwilioSink"] = [],
        ["New-TwilioSink -Description new"] = [],
        ["Set-TwilioSink"] = ["Sink POST /v1/Sinks/{DG} Description=A+sink"],
        [Set] = ["Sink|SinkTest|SinkValidation POST /v1/Sinks/{DG} Description=new"],
        ["Set-TwilioSink -Sid {DG}"] = [],
        ["Set-TwilioSink -Sid {DG} -Description new"] = [],
        ["Remove-TwilioSink -Confirm:$false"] = ["Sink|SinkTest|SinkValidation DELETE /v1/Sinks/{DG}"],
        ["Remove-TwilioSink -Sid {DG} -Confirm:$false"] = [],
        ["Test-TwilioSink"] = ["Sink|SinkTest|SinkValidation POST /v1/Sinks/{DG}/Test"],
        ["Confirm-TwilioSink"] = [],
        ["Confirm-TwilioSink -TestId t"] = ["Sink|SinkTest|SinkValidation POST /v1/Sinks/{DG}/Validate TestId=t"],
        ["Get-TwilioSubscription"] =
            ["Sink* GET /v1/Subscriptions?SinkSid={DG}", "Subscription GET /v1/Subscriptions/{DF}",
                "SubscribedEvent* GET /v1/Subscriptions/{DF}"],
        ["Get-TwilioSubscription -SinkSid {DG}"] = [],
        ["New-TwilioSubscription"] = [],
        ["New-TwilioSubscription -Description new -Type com.a"] =
            ["Sink* POST /v1/Subscriptions Description=new&SinkSid={DG}&Types={com.a}",
                "row:Subscription POST /v1/Subscriptions Description=new&SinkSid={DG}&Types={com.a}"],
        ["New-TwilioSubscription -Description new -SinkSid {DG}"] =
            ["EventType POST /v1/Subscriptions Description=new&SinkSid={DG}&Types={T}",
                "SubscribedEvent POST /v1/Subscriptions Description=new&SinkSid={DG}&Types={T@2}"],
        ["New-TwilioSubscription -SinkSid {DG}"] = [],
        ["New-TwilioSubscription -SinkSid {DG} -Type com.a"] =
            ["row:Subscription POST /v1/Subscriptions Description=A+subscription&SinkSid={DG}&Types={com.a}"],
        ["New-TwilioSubscription -Description new -SinkSid {DG} -Type com.a"] = [],
        ["Set-TwilioSubscription"] = ["Subscription POST /v1/Subscriptions/{DF} Description=A+subscription"],
        ["Set-TwilioSubscription -Description new"] = ["Subscription POST /v1/Subscriptions/{DF} Description=new"],
        ["Set-TwilioSubscription -Sid {DF}"] = [],
        ["Remove-TwilioSubscription -Confirm:$false"] = ["Subscription DELETE /v1/Subscriptions/{DF}"],
        ["Get-TwilioSubscribedEvent"] =
            ["Subscription* GET /v1/Subscriptions/{DF}/SubscribedEvents",
                "SubscribedEvent GET /v1/Subscriptions/{DF}/SubscribedEvents/{T}"],
        ["Get-TwilioSubscribedEvent -SubscriptionSid {DF}"] = ["EventType|SubscribedEvent GET /v1/Subscriptions/{DF}/SubscribedEvents/{T}"],
        ["Add-TwilioSubscribedEvent"] = ["SubscribedEvent POST /v1/Subscriptions/{DF}/SubscribedEvents Type={T}&SchemaVersion=2"],
        ["Add-TwilioSubscribedEvent -Type com.a"] = ["Subscription* POST /v1/Subscriptions/{DF}/SubscribedEvents Type=com.a"],
        ["Add-TwilioSubscribedEvent -SubscriptionSid {DF}"] =
            ["EventType POST /v1/Subscriptions/{DF}/SubscribedEvents Type={T}",
                "SubscribedEvent POST /v1/Subscriptions/{DF}/SubscribedEvents Type={T}&SchemaVersion=2"],
        ["Set-TwilioSubscribedEvent"] = ["SubscribedEvent POST /v1/Subscriptions/{DF}/SubscribedEvents/{T} SchemaVersion=2"],
        ["Set-TwilioSubscribedEvent -SchemaVersion 3"] =
            ["SubscribedEvent POST /v1/Subscriptions/{DF}/SubscribedEvents/{T} SchemaVersion=3"],
        ["Set-TwilioSubscribedEvent -SubscriptionSid {DF} -SchemaVersion 3"] =
            ["EventType|SubscribedEvent POST /v1/Subscriptions/{DF}/SubscribedEvents/{T} SchemaVersion=3"],
        ["Set-TwilioSubscribedEvent -SubscriptionSid {DF} -Type com.a"] = [],
        ["Remove-TwilioSubscribedEvent -Confirm:$false"] = ["SubscribedEvent DELETE /v1/Subscriptions/{DF}/SubscribedEvents/{T}"],
        ["Remove-TwilioSubscribedEvent -Type com.a -Confirm:$false"] =
            ["Subscription* DELETE /v1/Subscriptions/{DF}/SubscribedEvents/com.a",
                "SubscribedEvent DELETE /v1/Subscriptions/{DF}/SubscribedEvents/com.a"],
        ["Remove-TwilioSubscribedEvent -SubscriptionSid {DF} -Confirm:$false"] =
            ["EventType|SubscribedEvent DELETE /v1/Subscriptions/{DF}/SubscribedEvents/{T}"],
        ["Get-TwilioEventType"] = ["EventType|SubscribedEvent GET /v1/Types/{T}"],
        ["Get-TwilioEventSchema"] = ["EventType|EventSchema|EventSchemaVersion GET /v1/Schemas/{S}"],
        ["Get-TwilioEventSchemaVersion"] =
            ["EventType|EventSchema GET /v1/Schemas/{S}/Versions", "EventSchemaVersion GET /v1/Schemas/{S}/Versions/2"],
        ["Invoke-TwilioEventsRequest GET"] = [],
        ["Invoke-TwilioEventsRequest DELETE -Confirm:$false"] = [],
        ["Connect-TwilioEvents -Sandbox"] = [],
        ["Start-TwilioSandbox"] = [],
        ["Send-TwilioEvent"] = [],
        ["Send-TwilioEvent com.a"] = [],
        ["Get-TwilioDelivery"] = [],
        ["Set-TwilioSandbox"] = [],
        ["Get-TwilioSandbox"] = [],
        ["Stop-TwilioSandbox"] = [],
        ["ConvertFrom-TwilioEvent"] = [],
        ["Get-TwilioEventsConnection"] = [],
    };

    public static TheoryData<string> Commands => [.. Sends.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_kind_of_object_means_what_the_table_says_and_any_other_is_an_error(string command)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        var wrong = new List<string>();
        foreach ((string kind, string form, object piped) in Piped(engine).ToList())
        {
            int before = server.Requests.Count;
            Result result = engine.Run("$args[0] | " + Fill(command), piped);
            string sent = string.Join(" then ", server.Requests.Skip(before).Select(Answers.Shown));
            string expected = Expected(command, kind, form);
            int errors = result.Errors.Count + (result.Terminating is null ? 0 : 1);
            if (sent != expected || (expected.Length == 0) == (errors == 0) || errors > 1)
                wrong.Add($"{form} {kind}: expected '{expected}', sent '{sent}', {errors} errors {string.Join("; ", result.Errors)}");
            wrong.AddRange(
                result.Errors.Where(error => error.Exception.Message.Length < 30).Select(error => form + " " + kind + ": " + error));
        }

        Assert.True(wrong.Count == 0, command + "\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void Every_command_is_in_the_table()
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        string[] missing =
            [.. engine.Must("(Get-Command -Module TwilioEvents).Name").Output.Select(o => o.ToString())
                .Except(Sends.Keys.Select(command => command.Split(' ')[0]))
                .Where(name => name is not ("Disconnect-TwilioEvents" or "Select-TwilioEventsConnection" or "Test-TwilioSignature"
                    or "Compare-TwilioEventsConfiguration" or "Export-TwilioEventsConfiguration"
                    or "Sync-TwilioEventsConfiguration" or "Move-TwilioSubscription"
                    or "Test-TwilioEventsConfiguration"
                    or "Receive-TwilioEvent"))];
        Assert.True(missing.Length == 0, "Is this right? Then add it to the table, and a line for each parameter that changes it:\n"
            + string.Join("\n", missing.Select(command => Line(server, engine, command))));
    }

    [Fact]
    public void Only_a_live_connection_is_disconnected()
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        List<(string Kind, string Form, object Piped)> all = [.. Piped(engine)];
        int before = server.Requests.Count;
        foreach ((string kind, string form, object piped) in all.Where(p => p.Kind != "TwilioEventsConnection" || p.Form != "live"))
        {
            Assert.True(engine.Run("$args[0] | Disconnect-TwilioEvents", piped).Errors.Count == 1, form + " " + kind);
        }

        Assert.Single(engine.Must("Get-TwilioEventsConnection").Output);
        engine.Must("$args[0] | Disconnect-TwilioEvents", all.Single(p => p.Kind == "TwilioEventsConnection" && p.Form == "live").Piped);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
        Assert.Equal(before, server.Requests.Count);
    }

    [Theory]
    [InlineData("Get-TwilioSink -Status failed | Set-TwilioSink -Description retired",
        "GET /v1/Sinks?Status=failed; POST /v1/Sinks/DG0 Description=retired; POST /v1/Sinks/DG1 Description=retired; GET "
            + "/v1/Sinks?Status=failed&Page=1; POST /v1/Sinks/DG2 Description=retired; POST /v1/Sinks/DG3 Description=retired")]
    [InlineData("Get-TwilioSubscription | Get-TwilioSink",
        "GET /v1/Subscriptions; GET /v1/Sinks/DG0; GET /v1/Sinks/DG1; GET /v1/Subscriptions?Page=1; GET /v1/Sinks/DG2; GET /v1/Sinks/DG3")]
    [InlineData("Get-TwilioEventType com.twilio.voice.* | New-TwilioSubscription -SinkSid {DG} -Description voice",
        "GET /v1/Types; GET /v1/Types?Page=1; POST /v1/Subscriptions "
            + "Description=voice&SinkSid={DG}&Types={com.twilio.voice.0}&Types={com.twilio.voice.1}&Types={com.twilio.voice.2}&"
            + "Types={com.twilio.voice.3}")]
    [InlineData("Get-TwilioEventType com.twilio.*.0, *.3 | Add-TwilioSubscribedEvent -SubscriptionSid {DF}",
        "GET /v1/Types; POST /v1/Subscriptions/{DF}/SubscribedEvents Type=com.twilio.voice.0; GET /v1/Types?Page=1; POST "
            + "/v1/Subscriptions/{DF}/SubscribedEvents Type=com.twilio.voice.3")]
    [InlineData("Get-TwilioSink | Remove-TwilioSink -Confirm:$false",
        "GET /v1/Sinks; DELETE /v1/Sinks/DG0; DELETE /v1/Sinks/DG1; GET /v1/Sinks?Page=1; DELETE /v1/Sinks/DG2; DELETE /v1/Sinks/DG3")]
    [InlineData("Get-TwilioSubscription -SinkSid {DG} | Remove-TwilioSubscription -Confirm:$false",
        "GET /v1/Subscriptions?SinkSid={DG}; DELETE /v1/Subscriptions/DF0; DELETE /v1/Subscriptions/DF1; GET "
            + "/v1/Subscriptions?SinkSid={DG}&Page=1; DELETE /v1/Subscriptions/DF2; DELETE /v1/Subscriptions/DF3")]
    [InlineData("Get-TwilioSubscription {DF} | Get-TwilioSubscribedEvent | Set-TwilioSubscribedEvent -SchemaVersion 3",
        "GET /v1/Subscriptions/{DF}; GET /v1/Subscriptions/{DF}/SubscribedEvents; POST "
            + "/v1/Subscriptions/{DF}/SubscribedEvents/com.twilio.voice.0 SchemaVersion=3; POST "
                + "/v1/Subscriptions/{DF}/SubscribedEvents/com.twilio.voice.1 SchemaVersion=3; GET "
                    + "/v1/Subscriptions/{DF}/SubscribedEvents?Page=1; POST /v1/Subscriptions/{DF}/SubscribedEvents/com.twilio.voice.2 "
                        + "SchemaVersion=3; POST /v1/Subscriptions/{DF}/SubscribedEvents/com.twilio.voice.3 SchemaVersion=3")]
    [InlineData("Get-TwilioSink | Test-TwilioSink -Quiet",
        "GET /v1/Sinks; POST /v1/Sinks/DG0/Test; POST /v1/Sinks/DG1/Test; GET /v1/Sinks?Page=1; POST /v1/Sinks/DG2/Test; POST "
            + "/v1/Sinks/DG3/Test")]
    public void A_chain_begins_with_its_second_command_before_the_list_was_read(string chain, string sent)
    {
        using ScriptedServer server = PagedServer();
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must(Fill(chain));
        Assert.Equal(Fill(sent).Split("; ").Select(Number), server.Requests.Select(Answers.Shown));
    }

    [Fact]
    public void Three_commands_in_a_row_stream_each_into_the_next()
    {
        using ScriptedServer server = PagedServer();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Must("Get-TwilioSink | Get-TwilioSubscription | Get-TwilioSubscribedEvent");
        Assert.Equal(4 * 4 * 4, result.Output.Count);
        Assert.Equal(2 + (4 * 2) + (4 * 4 * 2), server.Requests.Count);
        Assert.Equal(
            ["GET /v1/Sinks", "GET /v1/Subscriptions?SinkSid=DG0", "GET /v1/Subscriptions/DF0/SubscribedEvents",
                "GET /v1/Subscriptions/DF0/SubscribedEvents?Page=1", "GET /v1/Subscriptions/DF1/SubscribedEvents"],
            server.Requests.Take(5).Select(request => System.Text.RegularExpressions.Regex.Replace(request.Line, "(D[GF])0{31}", "$1")));
    }

    [Fact]
    public void What_would_be_removed_is_named_and_nothing_is_removed()
    {
        using ScriptedServer server = PagedServer();
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("Get-TwilioSubscription | Get-TwilioSubscribedEvent | Remove-TwilioSubscribedEvent -WhatIf");
        Assert.All(server.Requests, request => Assert.StartsWith("GET ", request.Line, StringComparison.Ordinal));
        Assert.Equal(16, engine.Engine.Host.Text.Split("What if: ").Length - 1);
        Assert.Contains("Remove com.twilio.voice.3 from subscription " + Number("DF3"), engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-TwilioSink", 1)]
    [InlineData("Get-TwilioSubscription", 1)]
    [InlineData("Get-TwilioEventType", 1)]
    [InlineData("Get-TwilioSubscribedEvent {DF}", 1)]
    [InlineData("Get-TwilioEventSchemaVersion Messaging.MessageStatus", 1)]
    [InlineData("Get-TwilioSink | Get-TwilioSubscription | Get-TwilioSubscribedEvent", 3)]
    [InlineData("Get-TwilioSink | Set-TwilioSink -Description d", 2)]
    public void The_first_object_asks_for_no_further_page(string command, int requests)
    {
        using ScriptedServer server = PagedServer();
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Single(engine.Must(ModuleEngine.WithSelectObject + Fill(command) + " | Select-Object -First 1").Output);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public void The_items_before_a_hostile_page_go_down_the_chain_and_one_error_follows()
    {
        using var server = new ScriptedServer(request => request.Line.StartsWith("POST ", StringComparison.Ordinal)
            ? Reply.Http(200, ScriptedServer.SinkJson(request.Line[^34..], "d"))
            : Reply.Http(200,
                "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.A, "a")
                    + "],\"meta\":{\"next_page_url\":\"https://events.example.com/v1/Sinks?Page=1\"}}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("Get-TwilioSink | Set-TwilioSink -Description d");
        Assert.Equal([ModuleEngine.A], result.Output.Select(o => o.ToString()));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioPageRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("events.example.com", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("-PageSize 0")]
    [InlineData("-PageSize 1001")]
    [InlineData("-PageSize some")]
    public void A_page_has_one_to_a_thousand_items(string pageSize)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        foreach (string command in new[] { "Get-TwilioSink", "Get-TwilioSubscription", "Get-TwilioSubscribedEvent {DF}",
            "Get-TwilioEventType", "Get-TwilioEventSchemaVersion {S}" })
        {
            Assert.Contains("PageSize", Assert.Single(engine.Run(Fill(command) + " " + pageSize).Errors).Exception.Message,
                StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("Sid = '{DG}'", "Get-TwilioSink")]
    [InlineData("Sid = '{DG}'", "Set-TwilioSink -Description d")]
    [InlineData("Sid = '{DG}'", "Remove-TwilioSink -Confirm:$false")]
    [InlineData("Sid = '{DG}'", "Test-TwilioSink")]
    [InlineData("Sid = '{DG}'", "Confirm-TwilioSink -TestId t")]
    [InlineData("Sid = '{DF}'", "Get-TwilioSubscription")]
    [InlineData("SinkSid = '{DG}'; Type = 'com.a.b'", "New-TwilioSubscription -Description d")]
    [InlineData("Sid = '{DF}'", "Set-TwilioSubscription -Description d")]
    [InlineData("Sid = '{DF}'", "Remove-TwilioSubscription -Confirm:$false")]
    [InlineData("SubscriptionSid = '{DF}'", "Get-TwilioSubscribedEvent")]
    [InlineData("SubscriptionSid = '{DF}'", "Add-TwilioSubscribedEvent -Type com.a")]
    [InlineData("SubscriptionSid = '{DF}'", "Set-TwilioSubscribedEvent -Type com.a -SchemaVersion 2")]
    [InlineData("SubscriptionSid = '{DF}'", "Remove-TwilioSubscribedEvent -Type com.a -Confirm:$false")]
    [InlineData("Type = 'com.a.b'", "Add-TwilioSubscribedEvent -SubscriptionSid {DF} -AccountSid $account")]
    public void What_is_of_another_account_is_refused_and_nothing_is_sent(string row, string command)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        string other = "AC" + new string('9', 32);
        string script = "$account = $args[0]; [pscustomobject]@{ AccountSid = $account; " + Fill(row) + " } | " + Fill(command);
        ErrorRecord error = Assert.Single(engine.Run(script, other).Errors);
        Assert.StartsWith("TwilioWrongAccount,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(other, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(ModuleEngine.Account, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Empty(engine.Run(script, string.Empty).Errors);
        Assert.NotEmpty(server.Requests);
    }

    [Fact]
    public void An_empty_pipe_does_nothing_and_null_is_an_error()
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        foreach (string command in Sends.Keys.Where(
            command => command.Contains("-Twilio", StringComparison.Ordinal) && command != "Connect-TwilioEvents -Sandbox"
                && command != "Get-TwilioEventsConnection").Select(Fill))
        {
            Assert.Empty(engine.Must("@() | " + command).Output);
            Assert.True(engine.Run("$null | " + command).Errors.Count == 1, command);
        }

        Assert.Empty(server.Requests);
    }

    // The line of the table that says what the command does now.
    private static string Line(ScriptedServer server, ModuleEngine engine, string command)
    {
        List<(string Kind, string Form, string Sent)> all = [];
        foreach ((string kind, string form, object piped) in Piped(engine).ToList())
        {
            int before = server.Requests.Count;
            engine.Run("$args[0] | " + command, piped);
            all.Add((kind, form, string.Join(" then ", server.Requests.Skip(before).Select(Answers.Shown).Select(Answers.Placeholders))));
        }

        IEnumerable<string> lines = all.Where(one => one.Sent.Length > 0).GroupBy(one => one.Sent).Select(sent => "\""
            + string.Join("|", sent.GroupBy(one => one.Kind).Select(kind => kind.Any(one => one.Form == "row")
                ? (kind.Count() == 1 ? "row:" : string.Empty) + kind.Key : kind.Key + "*")) + " " + sent.Key + "\"");
        return "[\"" + command + "\"] = [" + string.Join(", ", lines) + "],";
    }

    private static IEnumerable<(string Kind, string Form, object Piped)> Piped(ModuleEngine engine)
    {
        string[] gets =
        [
            "Get-TwilioSink {DG}", "Test-TwilioSink {DG}", "Confirm-TwilioSink {DG} t", "Get-TwilioSubscription {DF}",
                "Get-TwilioSubscribedEvent {DF} {T}",
            "Get-TwilioEventType {T}", "Get-TwilioEventSchema {S}", "Get-TwilioEventSchemaVersion {S} 2", "Get-TwilioEventsConnection",
        ];
        foreach (string get in gets)
        {
            PSObject live = Assert.Single(engine.Must(Answers.Fill(get)).Output);
            string kind = live.BaseObject.GetType().Name;
            yield return (kind, "live", live);
            yield return (kind, "deserialised", PSSerializer.Deserialize(PSSerializer.Serialize(live, 2)));
            var row = new PSObject();
            foreach (PSPropertyInfo property in live.Properties)
                row.Properties.Add(
                    new PSNoteProperty(property.Name, Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? string.Empty));
            yield return (kind, "row", row);
        }
    }

    private static string Expected(string command, string kind, string form)
    {
        foreach (string line in Sends[command])
        {
            string[] parts = line.Split(' ', 2);
            if (parts[0].Split('|')
                .Any(name => name == kind || (name == kind + "*" && form != "row") || (name == "row:" + kind && form == "row")))
                    return Fill(parts[1]);
        }

        return string.Empty;
    }

    private static string Fill(string text) => Answers.Fill(System.Text.RegularExpressions.Regex.Replace(
        text,
        @"Types=\{([a-zT0-9.]+)(?:@(\d))?\}",
        match => "Types="
            + Uri.EscapeDataString(
                "{\"type\":\"" + (match.Groups[1].Value == "T" ? Answers.Fill("{T}") : match.Groups[1].Value) + "\""
                    + (match.Groups[2].Success ? ",\"schema_version\":" + match.Groups[2].Value : string.Empty) + "}")));

    // DG0 stands for the Sid whose last digit that is.
    private static string Number(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, @"(D[GF])(\d)(?![0-9a-f])",
            match => match.Groups[1].Value + new string('0', 31) + match.Groups[2].Value);

    /// <summary>Every list has two pages of two items.</summary>
    private static ScriptedServer PagedServer() => new(request =>
    {
        string[] line = request.Line.Split(' ', '?');
        string[] path = line[1].Split('/')[2..];
        if (line[0] == "DELETE") return Reply.Http(204, string.Empty);
        string list = path.Length % 2 == 1 ? path[^1] : path[^2],
            key = list switch { "Sinks" => "sinks", "Subscriptions" => "subscriptions", "Versions" => "schema_versions", _ => "types" };
        if (line[0] == "POST") return Reply.Http(200, path[^1] == "Test" ? "{\"result\":\"submitted\"}" : Item(list, 0, Subscription));
        if (path.Length % 2 == 0) return Reply.Http(200, Item(list, 0, path[1]));
        bool isSecond = request.Line.Contains("Page=1", StringComparison.Ordinal);
        string next = "https://events.twilio.com" + line[1] + "?" + (line.Length > 2 ? line[2] + "&" : string.Empty) + "Page=1";
        return Reply.Http(200,
            "{\"" + key + "\":[" + Item(list, isSecond ? 2 : 0, path[^1] == "SubscribedEvents" ? path[1] : string.Empty) + ","
                + Item(list, isSecond ? 3 : 1, path[^1] == "SubscribedEvents" ? path[1] : string.Empty) + "],\"meta\":{\"next_page_url\":"
                + (isSecond ? "null" : "\"" + next + "\"") + "}}");

        static string Item(string list, int number, string sid) => list switch
        {
            "Sinks" => "{\"sid\":\"" + Number("DG" + number) + "\"}",
            "Subscriptions" =>
                "{\"sid\":\"" + (sid.Length > 0 ? sid : Number("DF" + number)) + "\",\"sink_sid\":\"" + Number("DG" + number) + "\"}",
            "SubscribedEvents" =>
                "{\"type\":\"com.twilio.voice." + number + "\",\"schema_version\":1,\"subscription_sid\":\"" + sid + "\"}",
            "Versions" => "{\"id\":\"Messaging.MessageStatus\",\"schema_version\":" + (number + 1) + "}",
            _ => "{\"type\":\"com.twilio.voice." + number + "\"}",
        };
    });
}
