using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Each cmdlet for each operation: what went over the wire, and what came down the pipeline.</summary>
public sealed class OperationTests
{
    private static readonly Case[] Cases =
    [
        new("Get-TwilioSink {DG}", "GET /v1/Sinks/{DG}", "TwilioEvents.Sink", Answers.SinkGives),
        new("Get-TwilioSink", "GET /v1/Sinks", "TwilioEvents.Sink", Answers.SinkGives),
        new("Get-TwilioSink -Status failed -InUse $true -PageSize 3", "GET /v1/Sinks?Status=failed&InUse=true&PageSize=3",
            "TwilioEvents.Sink", Answers.SinkGives),
        new("Get-TwilioSink -Status ' Validating' -InUse 'false' -PageSize 1000",
            "GET /v1/Sinks?Status=validating&InUse=false&PageSize=1000", "TwilioEvents.Sink", Answers.SinkGives),
        new("New-TwilioSink 'a & b' https://x.example.com/e",
            "POST /v1/Sinks Description=a+%26+b&SinkConfiguration="
                + Encoded("{'destination':'https://x.example.com/e','method':'POST','batch_events':true}") + "&SinkType=webhook",
                    "TwilioEvents.Sink", Answers.SinkGives),
        new("New-TwilioSink d https://x.example.com/e -Method get -BatchEvents 'false' -DestinationCredential $args[0]",
            "POST /v1/Sinks Description=d&SinkConfiguration="
                + Encoded("{'destination':'https://us%3Aer%40a:p%2F%40%3A%25%C3%A4%20%20%2Aw@x.example.com/e','method':'GET',"
                + "'batch_events':false}") + "&SinkType=webhook", "TwilioEvents.Sink", Answers.SinkGives),
        new("New-TwilioSink d -Arn arn:aws:kinesis:us-east-1:111122223333:stream/events -RoleArn arn:aws:iam::111122223333:role/twilio "
            + "-ExternalId e/1",
                "POST /v1/Sinks Description=d&SinkConfiguration="
                    + Encoded("{'arn':'arn:aws:kinesis:us-east-1:111122223333:stream/events',"
                    + "'role_arn':'arn:aws:iam::111122223333:role/twilio','external_id':'e/1'}") + "&SinkType=kinesis",
            "TwilioEvents.Sink", Answers.SinkGives),
        new("New-TwilioSink d -WriteKey $args[0].Password",
            "POST /v1/Sinks Description=d&SinkConfiguration=" + Encoded("{'write_key':'p/@:%ä  *w'}") + "&SinkType=segment",
            "TwilioEvents.Sink", Answers.SinkGives),
        new("New-TwilioSink d -SinkType carrier-pigeon -SinkConfiguration ([ordered]@{ loft = 'x'; ring = 7; big = [uint64]::MaxValue; "
            + "fast = [switch]$true; half = 0.5; none = $null; nested = [pscustomobject]@{ list = 1, 'two', @{ three = 3 } } })",
                "POST /v1/Sinks Description=d&SinkConfiguration="
                    + Encoded("{'loft':'x','ring':7,'big':18446744073709551615,'fast':true,'half':0.5,'none':null,'nested':{'list':[1,"
                    + "'two',{'three':3}]}}") + "&SinkType=carrier-pigeon", "TwilioEvents.Sink", Answers.SinkGives),
        new("Set-TwilioSink {DG} 'Zoë'", "POST /v1/Sinks/{DG} Description=Zo%C3%AB", "TwilioEvents.Sink", Answers.SinkGives),
        new("Remove-TwilioSink {DG} -Confirm:$false", "DELETE /v1/Sinks/{DG}", null, ""),
        new("Remove-TwilioSink {DG} -Confirm:$false -PassThru", "GET /v1/Sinks/{DG}\nDELETE /v1/Sinks/{DG}", "TwilioEvents.Sink",
            Answers.SinkGives),
        new("Test-TwilioSink {DG}", "POST /v1/Sinks/{DG}/Test", "TwilioEvents.SinkTest", "Sid={DG}|Result=submitted"),
        new("Confirm-TwilioSink {DG} 'a b'", "POST /v1/Sinks/{DG}/Validate TestId=a+b", "TwilioEvents.SinkValidation",
            "Sid={DG}|Result=valid"),
        new("Get-TwilioSubscription {DF}", "GET /v1/Subscriptions/{DF}", "TwilioEvents.Subscription", Answers.SubscriptionGives),
        new("Get-TwilioSubscription", "GET /v1/Subscriptions", "TwilioEvents.Subscription", Answers.SubscriptionGives),
        new("Get-TwilioSubscription -SinkSid {DG} -PageSize 2", "GET /v1/Subscriptions?SinkSid={DG}&PageSize=2",
            "TwilioEvents.Subscription", Answers.SubscriptionGives),
        new("New-TwilioSubscription d {DG} com.a.b, 'com.c.d@2', @{ Type = 'com.e.f'; SchemaVersion = '3' }, ([pscustomobject]@{ Type = "
            + "'com.g.h'; SchemaVersion = '' })",
                "POST /v1/Subscriptions Description=d&SinkSid={DG}&Types=" + Encoded("{'type':'com.a.b'}") + "&Types="
                    + Encoded("{'type':'com.c.d','schema_version':2}") + "&Types=" + Encoded("{'type':'com.e.f','schema_version':3}")
                    + "&Types=" + Encoded("{'type':'com.g.h'}"), "TwilioEvents.Subscription", Answers.SubscriptionGives),
        new("New-TwilioSubscription d {DG} com.a.b, 'com.c.d@2' -SchemaVersion 5",
            "POST /v1/Subscriptions Description=d&SinkSid={DG}&Types=" + Encoded("{'type':'com.a.b','schema_version':5}") + "&Types="
                + Encoded("{'type':'com.c.d','schema_version':2}"), "TwilioEvents.Subscription", Answers.SubscriptionGives),
        new("Set-TwilioSubscription {DF} 'x+y'", "POST /v1/Subscriptions/{DF} Description=x%2By", "TwilioEvents.Subscription",
            Answers.SubscriptionGives),
        new("Remove-TwilioSubscription {DF} -Confirm:$false", "DELETE /v1/Subscriptions/{DF}", null, ""),
        new("Remove-TwilioSubscription {DF} -Confirm:$false -PassThru", "GET /v1/Subscriptions/{DF}\nDELETE /v1/Subscriptions/{DF}",
            "TwilioEvents.Subscription", Answers.SubscriptionGives),
        new("Get-TwilioSubscribedEvent {DF}", "GET /v1/Subscriptions/{DF}/SubscribedEvents", "TwilioEvents.SubscribedEvent",
            Answers.EventGives),
        new("Get-TwilioSubscribedEvent {DF} {T}", "GET /v1/Subscriptions/{DF}/SubscribedEvents/{T}", "TwilioEvents.SubscribedEvent",
            Answers.EventGives),
        new("Get-TwilioSubscribedEvent {DF} ' {T} '", "GET /v1/Subscriptions/{DF}/SubscribedEvents/{T}", "TwilioEvents.SubscribedEvent",
            Answers.EventGives),
        new("Get-TwilioSubscribedEvent {DF} com.twilio.* -PageSize 9", "GET /v1/Subscriptions/{DF}/SubscribedEvents?PageSize=9",
            "TwilioEvents.SubscribedEvent", Answers.EventGives),
        new("Add-TwilioSubscribedEvent {DF} {T}", "POST /v1/Subscriptions/{DF}/SubscribedEvents Type={T}", "TwilioEvents.SubscribedEvent",
            Answers.EventGives),
        new("Add-TwilioSubscribedEvent {DF} {T} 2", "POST /v1/Subscriptions/{DF}/SubscribedEvents Type={T}&SchemaVersion=2",
            "TwilioEvents.SubscribedEvent", Answers.EventGives),
        new("Set-TwilioSubscribedEvent {DF} {T} 2", "POST /v1/Subscriptions/{DF}/SubscribedEvents/{T} SchemaVersion=2",
            "TwilioEvents.SubscribedEvent", Answers.EventGives),
        new("Remove-TwilioSubscribedEvent {DF} {T} -Confirm:$false", "DELETE /v1/Subscriptions/{DF}/SubscribedEvents/{T}", null, ""),
        new("Remove-TwilioSubscribedEvent {DF} {T} -Confirm:$false -PassThru",
            "GET /v1/Subscriptions/{DF}/SubscribedEvents/{T}\nDELETE /v1/Subscriptions/{DF}/SubscribedEvents/{T}",
            "TwilioEvents.SubscribedEvent", Answers.EventGives),
        new("Get-TwilioEventType {T}", "GET /v1/Types/{T}", "TwilioEvents.EventType", Answers.TypeGives),
        new("Get-TwilioEventType", "GET /v1/Types", "TwilioEvents.EventType", Answers.TypeGives),
        new("Get-TwilioEventType com.*.delivered -PageSize 4", "GET /v1/Types?PageSize=4", "TwilioEvents.EventType", Answers.TypeGives),
        new("Get-TwilioEventType -SchemaId {S}", "GET /v1/Types?SchemaId={S}", "TwilioEvents.EventType", Answers.TypeGives),
        new("Get-TwilioEventSchema {S}", "GET /v1/Schemas/{S}", "TwilioEvents.EventSchema", Answers.SchemaGives),
        new("Get-TwilioEventSchemaVersion {S}", "GET /v1/Schemas/{S}/Versions", "TwilioEvents.EventSchemaVersion", Answers.VersionGives),
        new("Get-TwilioEventSchemaVersion {S} 2", "GET /v1/Schemas/{S}/Versions/2", "TwilioEvents.EventSchemaVersion",
            Answers.VersionGives),
    ];

    [Fact]
    public void Several_types_of_a_subscription_go_in_one_command()
    {
        using var server = new ScriptedServer(_ => Reply.Http(204, string.Empty));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Empty(
            engine.Must("Remove-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.a, ' com.b ' -Confirm:$false").Output);
        Assert.Equal(["com.a", "com.b"], server.Requests.Select(request => request.Line.Split('/')[^1]));
    }

    public static TheoryData<string> Commands => [.. Cases.Select(c => c.Command)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_sends_what_is_documented_and_gives_every_field(string command)
    {
        Case expected = Cases.Single(c => c.Command == command);
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Must(Answers.Fill(command), ModuleEngine.Credential("us:er@a", "p/@:%ä  *w"));
        Assert.Equal(Answers.Fill(expected.Sent).Split('\n'), server.Requests.Select(Answers.Shown));
        Assert.Empty(result.Warnings);
        if (expected.Type is null)
        {
            Assert.Empty(result.Output);
            return;
        }

        PSObject given = Assert.Single(result.Output);
        Assert.Equal(expected.Type, given.BaseObject.GetType().FullName);
        Assert.Equal(Answers.Sorted(Answers.Fill(expected.Gives).Split('|')), Answers.Fields(given));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_that_Twilio_refuses_gives_one_error_with_Twilios_words(string command)
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(400,
                    "{\"code\":91007,\"message\":\"No, thanks\",\"more_info\":\"https://www.twilio.com/docs/errors/91007\","
                        + "\"status\":400}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run(Answers.Fill(command), ModuleEngine.Credential("user", "pass"));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Output);
        Assert.StartsWith("TwilioInvalidRequest,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("No, thanks", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("91007", error.Exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void WhatIf_on_a_command_that_changes_something_sends_nothing(string command)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        bool changes =
            Answers.Fill(Cases.Single(c => c.Command == command).Sent).Split('\n')
                .Any(sent => !sent.StartsWith("GET ", StringComparison.Ordinal));
        Result result =
            engine.Run(Answers.Fill(command.Replace(" -Confirm:$false", string.Empty)) + (changes ? " -WhatIf" : string.Empty),
                ModuleEngine.Credential("user", "pass"));
        Assert.Empty(result.Errors);
        if (!changes) return;
        Assert.Empty(server.Requests);
        Assert.Empty(result.Output);
        Assert.Contains("What if: ", engine.Engine.Host.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_is_true_or_false_with_Quiet()
    {
        using var server =
            new ScriptedServer(
                request => request.Line.Contains(ModuleEngine.B) ? Reply.Http(404, "{\"code\":20404,\"message\":\"none\",\"status\":404}")
                    : Reply.Http(200, request.Line.Contains(ModuleEngine.C) ? "{\"result\":\"tomorrow\"}" : "{\"result\":\"submitted\"}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Must("$args[0] | Test-TwilioSink -Quiet", [new object[] { ModuleEngine.A, ModuleEngine.B, ModuleEngine.C }]);
        Assert.Equal([true, false, false], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Test_with_Quiet_tells_a_wrong_secret_from_a_bad_sink()
    {
        using var server = new ScriptedServer(_ => Reply.Http(401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("Test-TwilioSink " + ModuleEngine.A + " -Quiet");
        Assert.Empty(result.Output);
        Assert.StartsWith("TwilioAuthenticationFailed,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'*data lake*'", "c,e")]
    [InlineData("'ORDER*'", "a")]
    [InlineData("'Weekly digest'", "f")]
    [InlineData("'nothing like it'", "")]
    public void Sinks_are_found_by_a_description_with_wildcards(string pattern, string digits)
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Equal(digits,
            string.Join(",", engine.Must("Get-TwilioSink -Description " + pattern).Output.Select(sink => sink.ToString()[^1])));
    }

    [Theory]
    [InlineData("New-TwilioSink d ftp://x/y", "'ftp://x/y' is not a web address", "https://example.com/events")]
    [InlineData("New-TwilioSink d example.com/events", "'example.com/events' is not a web address", "https://example.com/events")]
    [InlineData("New-TwilioSink d https://me:hush@x.example.com/", "contains a user name or a password", "-DestinationCredential")]
    [InlineData("New-TwilioSink d me:hush@x.example.com", "'...@x.example.com' is not a web address", "https://example.com/events")]
    [InlineData("New-TwilioSink d 'http://me:hush@x y/'", "'...@x y/' is not a web address", "https://example.com/events")]
    [InlineData("New-TwilioSink d https://a/, https://b/", "2 were given", "column Destination")]
    [InlineData("New-TwilioSink d $null", "The destination is blank", "https://example.com/events")]
    [InlineData("New-TwilioSink d https://x/ -BatchEvents maybe", "'maybe' is neither true nor false", "leave it blank")]
    [InlineData(
        "New-TwilioSink d -Arn 'arn:aws:kinesis:us-east-1:111122223333:stream/a b' -RoleArn arn:aws:iam::111122223333:role/x -ExternalId e",
        "stream/a b' is not an ARN", "arn:aws:kinesis:us-east-1:111122223333:stream/events")]
    [InlineData(
        "New-TwilioSink d -Arn arn:aws:kinesis:us-east-1:111122223333:stream/a -RoleArn arn:aws:sns:us-east-1:111122223333:role/x "
            + "-ExternalId e", "of the service sns", "arn:aws:iam::111122223333:role/twilio")]
    [InlineData(
        "New-TwilioSink d -Arn arn:aws:kinesis:us-east-1:111122223333:consumer/a -RoleArn arn:aws:iam::111122223333:role/x -ExternalId e",
        "does not name a stream", "stream/events")]
    [InlineData("New-TwilioSink d -WriteKey ([securestring]::new())", "The write key is empty", "Segment")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration '{}'", "not a hashtable", "@{ destination")]
    [InlineData("$loop = @{}; $loop.self = $loop; New-TwilioSink d -SinkType x -SinkConfiguration $loop", "contains itself",
        "cannot be sent")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration @{ a = [double]::NaN }", "the number NaN", "JSON")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration @{ a = @(@{ b = [pscustomobject]@{ c = '********' } }) }",
        "a masked value", "GetSinkConfiguration()")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration (Get-TwilioSink DGcccccccccccccccccccccccccccccccc).SinkConfiguration",
        "a masked value", "GetSinkConfiguration()")]
    [InlineData("New-TwilioSink d -SinkType x -SinkConfiguration (Get-TwilioSink DGdddddddddddddddddddddddddddddddd).SinkConfiguration",
        "a masked value", "GetSinkConfiguration()")]
    [InlineData("New-TwilioSubscription d {DG} ''", "The type is blank", "com.twilio.messaging.message.delivered@2")]
    [InlineData("New-TwilioSubscription d {DG} $null", "The type is blank", "com.twilio.messaging.message.delivered@2")]
    [InlineData("New-TwilioSubscription d {DG} 42", "'42' is not a type of events", "com.twilio.messaging.message.delivered@2")]
    [InlineData("New-TwilioSubscription d {DG} 'a.c b!'", "'b!' is not a type of events", "Get-TwilioEventType")]
    [InlineData("New-TwilioSubscription d {DG} com.a@", "has no version after its @", "com.twilio.messaging.message.delivered@2")]
    [InlineData("New-TwilioSubscription d {DG} com.a@two", "'two' is not a version", "whole number from 1")]
    [InlineData("New-TwilioSubscription d {DG} @{ Type = 'com.a'; Version = 2 }", "no 'Version'", "SchemaVersion = 2")]
    [InlineData("New-TwilioSubscription d {DG} com.a@1, com.a@2", "com.a is given with several versions", "each type once")]
    [InlineData("New-TwilioSubscription d {DF} com.a", "looks like that of a subscription", "such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Set-TwilioSubscribedEvent {DF} {T} 0", "'0' is not a version", "whole number from 1")]
    [InlineData("Set-TwilioSubscribedEvent {DF} {T} ''", "The version is blank", "whole number from 1")]
    [InlineData("Set-TwilioSubscribedEvent {DF} {T} 1.5", "'1.5' is not a version", "whole number from 1")]
    [InlineData("Set-TwilioSubscribedEvent {DF} com.a, com.b 2", "The parameter takes one value, not a list of 2", "pipe rows")]
    [InlineData("Set-TwilioSink {DG}, {DG} d", "The parameter takes one value, not a list of 2", "pipe rows")]
    [InlineData("New-TwilioSubscription d -SinkSid {DG}, {DG} -Type com.a", "The parameter takes one value, not a list of 2", "pipe rows")]
    [InlineData("1 | Set-TwilioSink {DG} d", "The piped object gives Set-TwilioSink nothing", "Leave out the pipe")]
    [InlineData("Remove-TwilioSubscribedEvent {DF} com.twilio.* -Confirm:$false", "'com.twilio.*' is not a type of events",
        "Get-TwilioEventType")]
    [InlineData("Get-TwilioSubscribedEvent {DF} ''", "The type is blank", "Get-TwilioEventType")]
    [InlineData("Get-TwilioSubscription $null", "The Sid is blank", "such as DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("'com.twilio.v[oi*' | Get-TwilioEventType", "'com.twilio.v[oi*' is not a pattern", "com.twilio.voice.*")]
    [InlineData("Get-TwilioEventType $null", "The type is blank", "com.twilio.messaging.message.delivered")]
    [InlineData("Get-TwilioEventSchema ''", "The schema's name is blank", "Messaging.MessageStatus")]
    [InlineData("Get-TwilioEventSchema '../Types'", "'../Types' is not the name of a schema", "Messaging.MessageStatus")]
    [InlineData("Remove-TwilioSink 'D*' -Confirm:$false", "'D*' is not the Sid of a sink", "such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_is_wrong_is_said_with_its_value_and_what_to_do_and_nothing_is_changed(string command, string said, string advice)
    {
        using var engine = ModuleEngine.WithSandbox();
        string before = Everything(engine);
        Result result = engine.Run(Answers.Fill(command));
        ErrorRecord error = result.Terminating?.ErrorRecord ?? Assert.Single(result.Errors);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Exception.ToString() + error.TargetObject, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(before, Everything(engine));
    }

    private static string Everything(ModuleEngine engine) =>
        string.Join("\n",
            engine.Must("Get-TwilioSink; Get-TwilioSubscription; Get-TwilioSubscription | Get-TwilioSubscribedEvent")
                .Output.Select(Answers.Fields));

    private static string Encoded(string json) => Uri.EscapeDataString(json.Replace('\'', '"')).Replace("%2A", "*").Replace("%20", "+");

    /// <summary>A command, the requests it sends, and the object it gives.</summary>
    private sealed record Case(string Command, string Sent, string? Type, string Gives);
}

/// <summary>A stand-in for Twilio that answers every operation with one resource that has every field.</summary>
internal static class Answers
{
    public const string SinkGives =
        "Sid={DG}|Description=A sink|SinkType=webhook|Status=active|SinkConfiguration=@{destination=https://u:********@x.example.com/; "
            + "n=1}|Destination=https://u:********@x.example.com/|DateCreated=2015-07-30T20:00:00Z|DateUpdated=2015-07-30T20:00:01Z|"
            + "AccountSid={AC}|Links=@{sink_test=https://x/t}|Url=https://x/sink";
    public const string SubscriptionGives =
        "Sid={DF}|Description=A "
            + "subscription|SinkSid={DG}|Sink=|SinkDescription=|Types=|DateCreated=2015-07-30T20:00:00Z|"
            + "DateUpdated=2015-07-30T20:00:01Z|AccountSid={AC}|Links=@{subscribed_events=https://x/e}|Url=https://x/subscription";
    public const string EventGives = "Type={T}|SchemaVersion=2|SubscriptionSid={DF}|AccountSid={AC}|Url=https://x/event";
    public const string TypeGives =
        "Type={T}|SchemaId={S}|Description=A "
            + "type|Status=available|DocumentationUrl=https://x/d|DateCreated=2015-07-30T20:00:00Z|DateUpdated=2015-07-30T20:00:01Z|"
            + "Links=@{schema=https://x/s}|Url=https://x/type";
    public const string SchemaGives =
        "Id={S}|LatestVersion=8|LatestVersionDateCreated=2015-07-30T20:00:00Z|Links=@{versions=https://x/v}|Url=https://x/schema";
    public const string VersionGives = "Id={S}|SchemaVersion=2|DateCreated=2015-07-30T20:00:00Z|Raw=https://x/raw|Url=https://x/version";
    private const string Dates = ",'date_created':'2015-07-30T20:00:00Z','date_updated':'2015-07-30T20:00:01Z'";

    private static readonly (string Path, string Key, string Json)[] Resources =
    [
        ("Types", "types",
            "{'type':'{T}','schema_id':'{S}','description':'A "
                + "type','status':'available','documentation_url':'https://x/d','url':'https://x/type','links':{'schema':'https://x/s'}"
                + Dates + "}"),
        ("Versions", "schema_versions",
            "{'id':'{S}','schema_version':2,'date_created':'2015-07-30T20:00:00Z','url':'https://x/version','raw':'https://x/raw'}"),
        ("Schemas", "schemas",
            "{'id':'{S}','url':'https://x/schema','links':{'versions':'https://x/v'},'latest_version':8,"
                + "'latest_version_date_created':'2015-07-30T20:00:00Z'}"),
        ("SubscribedEvents", "types",
            "{'account_sid':'{AC}','type':'{T}','schema_version':2,'subscription_sid':'{DF}','url':'https://x/event'}"),
        ("Subscriptions", "subscriptions",
            "{'account_sid':'{AC}','sid':'{DF}','description':'A "
                + "subscription','sink_sid':'{DG}','url':'https://x/subscription','links':{'subscribed_events':'https://x/e'}" + Dates
                + "}"),
        ("Test", string.Empty, "{'result':'submitted'}"),
        ("Validate", string.Empty, "{'result':'valid'}"),
        ("Sinks", "sinks",
            "{'sid':'{DG}','description':'A "
                + "sink','sink_type':'webhook','status':'active','sink_configuration':{'destination':'https://u:secret@x.example.com/',"
                + "'n':1},'url':'https://x/sink','links':{'sink_test':'https://x/t'}" + Dates + "}"),
    ];

    public static string Fill(string text) =>
        text.Replace("{DG}", ModuleEngine.A).Replace("{DF}", "DF" + new string('a', 32)).Replace("{AC}", ModuleEngine.Account)
            .Replace("{T}", "com.twilio.messaging.message.delivered").Replace("{S}", "Messaging.MessageStatus");

    /// <summary>The opposite of Fill.</summary>
    public static string Placeholders(string text) =>
        text.Replace(ModuleEngine.A, "{DG}").Replace("DF" + new string('a', 32), "{DF}").Replace(ModuleEngine.Account, "{AC}")
            .Replace("com.twilio.messaging.message.delivered", "{T}").Replace("Messaging.MessageStatus", "{S}");

    public static ScriptedServer Server() => new(Answer);

    public static string Shown(ReceivedRequest request) => (request.Line + " " + request.Text).TrimEnd();

    /// <summary>Every property of the class with its value, culture-invariant.</summary>
    public static string Fields(PSObject given) => Sorted(given.Properties.Where(p => p.MemberType == PSMemberTypes.Property)
        .Select(p =>
            p.Name + "="
                + (p.Value is DateTimeOffset date ? date.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                    : p.Value)));

    public static string Sorted(IEnumerable<string> fields) => string.Join("|", fields.Order(StringComparer.Ordinal));

    private static Reply Answer(ReceivedRequest request)
    {
        string[] line = request.Line.Split(' ', '?');
        if (line[0] == "DELETE") return Reply.Http(204, string.Empty);
        string[] path = line[1].Split('/')[2..];
        (_, string key, string json) = Resources.First(resource => path.Contains(resource.Path));
        bool isList = line[0] == "GET" && path.Length % 2 == 1;
        json = Fill(json).Replace('\'', '"');
        return Reply.Http(line[0] == "POST" ? 201 : 200,
            isList ? "{\"" + key + "\":[" + json + "],\"meta\":{\"next_page_url\":null}}" : json);
    }
}
