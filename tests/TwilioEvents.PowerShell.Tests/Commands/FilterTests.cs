using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What the Get- cmdlets let through, what they add to it, and what they ask for.</summary>
public sealed class FilterTests
{
    private static readonly string Messages = "DF" + new string('a', 32);
    private static readonly string Calls = "DF" + new string('b', 32);

    [Theory]
    [InlineData("-Status failed, initialized", "d,e")]
    [InlineData("-Status FAILED", "e")]
    [InlineData("-SinkType kinesis", "c,e")]
    [InlineData("-SinkType Webhook, email", "a,d,f")]
    [InlineData("-SinkType kinesis -Status active", "c")]
    [InlineData("-Description '*lake*', 'weekly*'", "c,e,f")]
    public void Sinks_are_filtered_by_status_type_and_description(string filter, string digits)
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must("Get-TwilioSink " + filter);
        Assert.Equal(digits, string.Join(",", result.Output.Select(sink => sink.ToString()[^1])));
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("Get-TwilioSink -Status active, failed", "GET /v1/Sinks")]
    [InlineData("Get-TwilioSink -Status active -SinkType webhook", "GET /v1/Sinks?Status=active")]
    [InlineData("Get-TwilioEventType -SchemaId A.B, C.D -Status available", "GET /v1/Types?SchemaId=A.B; GET /v1/Types?SchemaId=C.D")]
    public void What_Twilio_can_filter_it_filters(string command, string sent)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must(command);
        Assert.Equal(sent.Split("; "), server.Requests.Select(request => request.Line));
    }

    [Theory]
    [InlineData("Get-TwilioSink -Status faild", "-Status 'faild'", "initialized, validating, active, failed", "GET /v1/Sinks?Status=faild")]
    [InlineData("Get-TwilioSink -SinkType webhok, email", "-SinkType 'webhok'", "webhook, kinesis, segment, email", "GET /v1/Sinks")]
    [InlineData("Get-TwilioEventType -Status depricated", "-Status 'depricated'", "available, deprecated, restricted, discontinued",
        "GET /v1/Types")]
    public void A_filter_with_a_value_that_nobody_knows_gives_a_warning_and_is_used(string command, string value, string known, string sent)
    {
        using ScriptedServer server = Answers.Server();
        using var engine = new ModuleEngine(server.BaseUri);
        string warning = Assert.Single(engine.Must(command).Warnings);
        Assert.Contains(value, warning, StringComparison.Ordinal);
        Assert.Contains(known, warning, StringComparison.Ordinal);
        Assert.Equal([sent], server.Requests.Select(request => request.Line));
    }

    [Fact]
    public void A_status_that_Twilio_adds_tomorrow_can_be_looked_for_today()
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200,
                    "{\"sinks\":["
                        + ScriptedServer.SinkJson(ModuleEngine.A, "d").Replace("\"active\"", "\"paused\"", StringComparison.Ordinal) + ","
                        + ScriptedServer.SinkJson(ModuleEngine.B, "d") + "]}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Equal([ModuleEngine.A],
            engine.Must("Get-TwilioSink -Status paused, failed -WarningAction SilentlyContinue").Output.Select(sink => sink.ToString()));
    }

    [Theory]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.* -Status deprecated", true)]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.* -Status available", false)]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.status-callback.call.answered -Status Deprecated, restricted", true)]
    [InlineData("Get-TwilioEventType com.twilio.voice.webhook.status-callback.call.answered -Status available", false)]
    public void Types_are_filtered_by_their_status(string command, bool isAny)
    {
        using var engine = ModuleEngine.WithSandbox();
        IReadOnlyList<PSObject> types = engine.Must(command).Output;
        Assert.Equal(isAny, types.Count > 0);
        Assert.All(types, type => Assert.Equal("deprecated", type.Properties["Status"].Value));
    }

    [Theory]
    [InlineData("-Type com.twilio.messaging.*", "a")]
    [InlineData("-Type *.completed, *.sent", "a,b")]
    [InlineData("-Type com.twilio.voice.status-callback.call.completed -Description '*lake*'", "b")]
    [InlineData("-Type com.twilio.messaging.* -SinkSid DGcccccccccccccccccccccccccccccccc", "")]
    [InlineData("-Type *studio*", "")]
    [InlineData("DFbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb -Type *voice*", "b")]
    public void Subscriptions_are_found_by_what_they_subscribe_to(string filter, string digits)
    {
        using var engine = ModuleEngine.WithSandbox();
        IReadOnlyList<PSObject> found = engine.Must("Get-TwilioSubscription " + filter).Output;
        Assert.Equal(digits, string.Join(",", found.Select(subscription => subscription.ToString()[^1])));
        Assert.All(found, subscription => Assert.Null(subscription.Properties["Types"].Value));
    }

    [Fact]
    public void The_types_of_a_subscription_come_with_it_where_they_are_asked_for()
    {
        using var engine = ModuleEngine.WithSandbox();
        IReadOnlyList<PSObject> both = engine.Must("Get-TwilioSubscription -IncludeType").Output;
        Assert.Equal([4, 3],
            both.Select(subscription => (int)engine.Must("$args[0].Types.Count", subscription).Output.Single().BaseObject));
        Assert.Equal("com.twilio.messaging.message.sent", engine.Must("$args[0].Types[0].Type", both[0]).Output.Single().BaseObject);

        // And go on into the command that takes them.
        engine.Must(
            "New-TwilioSubscription copy DGffffffffffffffffffffffffffffffff -Type (Get-TwilioSubscription $args[0] -IncludeType).Types",
            Calls);
        Assert.Equal(3, engine.Must("Get-TwilioSubscription -Description copy | Get-TwilioSubscribedEvent").Output.Count);
    }

    [Fact]
    public void Only_the_pages_that_are_needed_are_asked_for_and_a_property_asks_for_nothing()
    {
        using var server = new ScriptedServer(request => Reply.Http(200, request.Line switch
        {
            "GET /v1/Subscriptions" => "{\"subscriptions\":[{\"sid\":\"" + Messages + "\"}]}",
            var line when line.Contains("Page=1", StringComparison.Ordinal) => "{\"types\":[{\"type\":\"com.b.c\"}]}",
            _ => "{\"types\":[{\"type\":\"com.a.b\"}],\"meta\":{\"next_page_url\":\"https://events.twilio.com/v1/Subscriptions/" + Messages
                + "/SubscribedEvents?Page=1\"}}",
        }));
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Single(engine.Must("Get-TwilioSubscription -Type com.a.*").Output);
        Assert.Equal(2, server.Requests.Count);
        engine.Must("$all = Get-TwilioSubscription -Type com.a.* -IncludeType");
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(2,
            engine.Must("$all.Types.Count; foreach ($property in $all.psobject.Properties) { $null = $property.Value }").Output.Single()
                .BaseObject);
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData(" -ThrottleLimit 3", 3)]
    public void The_subscribed_events_of_several_subscriptions_are_asked_for_at_a_time(string throttle, int atATime)
    {
        string subscriptions =
            string.Join(",",
                Enumerable.Range(0, 20)
                    .Select(i => "{\"sid\":\"DF" + i.ToString("D32", System.Globalization.CultureInfo.InvariantCulture) + "\"}"));
        using var allHere = new System.Threading.CountdownEvent(atATime);
        int under = 0, most = 0;
        using var server = new ScriptedServer(request =>
        {
            if (request.Line == "GET /v1/Subscriptions") return Reply.Http(200, "{\"subscriptions\":[" + subscriptions + "]}");
            int now = System.Threading.Interlocked.Increment(ref under);
            lock (subscriptions) most = Math.Max(most, now);
            if (!allHere.IsSet) allHere.Signal();
            Assert.True(allHere.Wait(Hang.Limit));
            System.Threading.Interlocked.Decrement(ref under);
            return Reply.Http(200, "{\"types\":[{\"type\":\"com.a.b\"}]}");
        });
        using var engine = new ModuleEngine(server.BaseUri);
        IReadOnlyList<PSObject> all = engine.Must("Get-TwilioSubscription -IncludeType" + throttle).Output;
        Assert.Equal(Enumerable.Range(0, 20).Select(i => "DF" + i.ToString("D32", System.Globalization.CultureInfo.InvariantCulture)),
            all.Select(subscription => subscription.ToString()));
        Assert.Equal(atATime, most);
    }

    [Fact]
    public void The_sinks_are_listed_once_for_each_connection_however_many_subscriptions_there_are()
    {
        using ScriptedServer first = Answers.Server(), second = Answers.Server();
        using var engine = new ModuleEngine(first.BaseUri);
        engine.Must(
            "$other = Connect-TwilioEvents -Credential $args[0] -BaseUri $args[1] -Name other -PassThru; $one = Connect-TwilioEvents "
                + "-Credential $args[0] -BaseUri $args[2] -Name one -PassThru", ModuleEngine.Credential(ModuleEngine.Account, "s"),
                    second.BaseUri, first.BaseUri);
        Result result =
            engine.Must(
                "$(foreach ($name in 'one', 'one', 'other', 'other', 'one') { [pscustomobject]@{ Sid = $args[0]; Connection = $name } }) "
                    + "| Get-TwilioSubscription -IncludeSink", Messages);
        Assert.Equal(["A sink", "A sink", "A sink", "A sink", "A sink"],
            result.Output.Select(subscription => subscription.Properties["SinkDescription"].Value));
        Assert.Single(first.Requests, request => request.Line == "GET /v1/Sinks");
        Assert.Single(second.Requests, request => request.Line == "GET /v1/Sinks");
        Assert.Equal((4, 3), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public void Sinks_that_cannot_be_listed_are_one_error()
    {
        using var server = new ScriptedServer(_ => Reply.Http(403, "{\"code\":20403,\"message\":\"Not yours\"}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("Get-TwilioSubscription -IncludeSink");
        Assert.Contains("Not yours", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(ModuleEngine.A, "https://shop.example.com/twilio/events")]
    [InlineData(ModuleEngine.C, "arn:aws:kinesis:")]
    [InlineData("DGdddddddddddddddddddddddddddddddd", "https://user:********@insights.example.com/voice")]
    [InlineData(ModuleEngine.B, null)]
    public void A_sink_says_where_its_events_go_and_no_password(string sid, string? destination)
    {
        using var engine = ModuleEngine.WithSandbox();
        object? said = engine.Must("(Get-TwilioSink " + sid + ").Destination").Output.Single()?.BaseObject;
        if (destination is null) Assert.Null(said);
        else Assert.StartsWith(destination, (string)said!, StringComparison.Ordinal);
    }
}
