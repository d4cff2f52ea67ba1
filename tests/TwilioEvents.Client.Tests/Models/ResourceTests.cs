using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What a script reads of a resource, whatever Twilio sent.</summary>
public sealed class ResourceTests
{
    [Theory]
    [InlineData("{\"destination\":\"https://u:hush@h/\",\"arn\":\"a\"}", "https://u:********@h/")]
    [InlineData("{\"arn\":\"arn:aws:kinesis:x\"}", "arn:aws:kinesis:x")]
    [InlineData("{\"write_key\":\"hush\"}", null)]
    [InlineData("[1]", null)]
    [InlineData("null", null)]
    public void A_sink_says_where_its_events_go_and_no_password(string configuration, string? destination) =>
        Assert.Equal(destination, Sink("{\"sink_configuration\":" + configuration + "}").Destination);

    [Fact]
    public void The_configuration_is_shown_masked_and_given_whole_on_request()
    {
        Sink sink = Sink("{\"sink_configuration\":{\"write_key\":\"hush\",\"list\":[{\"token\":\"hush\"},1,\"x\"]}}");
        Assert.Equal("(write_key=********,list=[(token=********)|1|x])", sink.SinkConfiguration);
        Assert.Equal("(write_key=hush,list=[(token=hush)|1|x])", sink.GetSinkConfiguration());
        Assert.Same(sink.SinkConfiguration, sink.SinkConfiguration);
    }

    [Fact]
    public void Links_are_made_once()
    {
        var fields = (JsonMap)JsonText.Parse("{\"links\":{\"a\":\"b\"}}")!;
        var sink = new Sink(fields, Objects, null);
        var subscription = new Subscription(fields, Objects, null);
        var type = new EventType(fields, Objects);
        var schema = new EventSchema(fields, Objects);
        Func<object?>[] all = [() => sink.Links, () => subscription.Links, () => type.Links, () => schema.Links];
        Assert.All(all, links =>
        {
            Assert.Equal("(a=b)", links());
            Assert.Same(links(), links());
        });
    }

    [Theory]
    [InlineData("2015-07-30T20:00:00Z", "2015-07-30T20:00:00.0000000+00:00")]
    [InlineData("2015-07-30T20:00:00.25Z", "2015-07-30T20:00:00.2500000+00:00")]
    [InlineData("2015-07-30T20:00:00+02:00", "2015-07-30T20:00:00.0000000+02:00")]
    [InlineData("2015-07-30T20:00:00", "2015-07-30T20:00:00.0000000+00:00")]
    [InlineData("2015-07-30 20:00:00Z", null)]
    [InlineData("30 July 2015", null)]
    [InlineData("", null)]
    public void A_date_is_read_as_the_API_writes_it(string text, string? date)
    {
        Sink sink = Sink("{\"date_created\":\"" + text + "\"}");
        Assert.Equal(date, sink.DateCreated?.ToString("O"));
        Assert.Null(sink.DateUpdated);
    }

    [Theory]
    [InlineData("8", 8)]
    [InlineData("\"8\"", 8)]
    [InlineData("-1", -1)]
    [InlineData("8.5", null)]
    [InlineData("\" 8\"", null)]
    [InlineData("\"eight\"", null)]
    public void A_number_is_read_from_a_text_too(string json, int? number) =>
        Assert.Equal(number, new EventSchema((JsonMap)JsonText.Parse("{\"latest_version\":" + json + "}")!, Objects).LatestVersion);

    [Theory]
    [InlineData("{\"account_sid\":\"AC1\"}", "AC1")]
    [InlineData("{}", "AC2")]
    public void The_account_is_that_of_the_resource_or_else_of_the_connection(string json, string account) =>
        Assert.Equal(account, new Sink((JsonMap)JsonText.Parse(json)!, Objects, "AC2").AccountSid);

    [Fact]
    public void Each_is_shown_by_what_names_it_and_as_nothing_where_nothing_does()
    {
        JsonMap named = (JsonMap)JsonText.Parse(
            "{\"sid\":\"S\",\"type\":\"T\",\"id\":\"I\",\"schema_version\":2,\"result\":\"R\"}")!, empty = new();
        Assert.Equal(["S", "S", "T", "T", "I", "I/2", "R", "R"], Shown(named));
        Assert.Equal(["", "", "", "", "", "/", "", ""], Shown(empty));
        Assert.Equal("T@2", new TypeVersion("T", 2).ToString());
        Assert.Equal("T", new TypeVersion("T").ToString());
        Assert.Throws<ArgumentNullException>(() => new TypeVersion(null!));
    }

    [Fact]
    public void A_subscription_knows_what_its_sink_is_for_where_somebody_asked()
    {
        var subscription = new Subscription((JsonMap)JsonText.Parse("{\"sid\":\"DF\"}")!, Objects, null);
        Assert.Null(subscription.SinkDescription);
        subscription.Sink = Sink("{\"description\":\"d\"}");
        Assert.Equal("d", subscription.SinkDescription);
    }

    [Theory]
    [InlineData("arn:aws:kinesis:us-east-1:111122223333:stream/events", "kinesis", "stream/events", true, false)]
    [InlineData("arn:aws-cn:iam:::role/r", "iam", "role/r", false, true)]
    [InlineData("arn:aws:iam::*:role/r", "iam", "role/r", false, true)]
    [InlineData("arn:aws:iam::111122223333:stream/x", "iam", "stream/x", false, false)]
    [InlineData("arn:aws:kinesis:us-east-1:111122223333:role/x", "kinesis", "role/x", false, false)]
    public void An_ARN_says_what_it_names(string text, string service, string resource, bool isStream, bool isRole)
    {
        Arn arn = Arn.Parse(text)!;
        Assert.Equal((service, resource, isStream, isRole), (arn.Service, arn.Resource, arn.IsStream, arn.IsRole));
        Assert.Null(Arn.Parse("x" + text));
        Assert.Null(Arn.Parse(text + " "));
        Assert.Null(Arn.Parse(text + "\n"));
    }

    [Fact]
    public void A_kind_of_Sid_that_is_none_is_a_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SidRule.Of((SidKind)99));

    [Fact]
    public void Each_kind_of_Sid_has_a_rule_of_its_own()
    {
        SidRule[] rules = [.. new[] { SidKind.Sink, SidKind.Subscription, SidKind.Account, SidKind.ApiKey }.Select(SidRule.Of)];
        Assert.Equal(["DG", "DF", "AC", "SK"], rules.Select(rule => rule.Prefix));
        Assert.All(rules, rule => Assert.Same(rule, SidRule.Find(rule.Example)));
    }

    [Theory]
    [InlineData("SM", "a message")]
    [InlineData("CA", "a call")]
    [InlineData("PN", "a telephone number")]
    [InlineData("MG", "a messaging service")]
    public void Sids_that_users_mix_up_with_others_are_known_too(string prefix, string noun) =>
        Assert.Equal(noun, SidRule.Find(prefix + new string('0', 32))!.Noun);

    private static string[] Shown(JsonMap fields) =>
    [
        new Sink(fields, Objects, null).ToString(), new Subscription(fields, Objects, null).ToString(),
        new SubscribedEvent(fields, Objects, null).ToString(), new EventType(fields, Objects).ToString(),
        new EventSchema(fields, Objects).ToString(), new EventSchemaVersion(fields, Objects).ToString(),
        new SinkTest(fields, "x").ToString(), new SinkValidation(fields, "x").ToString(),
    ];

    private static Sink Sink(string json) => new((JsonMap)JsonText.Parse(json)!, Objects, null);

    private static string Objects(IReadOnlyList<KeyValuePair<string, object?>> properties) =>
        "(" + string.Join(",", properties.Select(property => property.Key + "=" + Text(property.Value))) + ")";

    private static string? Text(object? value) =>
        value is object?[] list ? "[" + string.Join("|", list.Select(Text)) + "]" : JsonText.Scalar(value);
}
