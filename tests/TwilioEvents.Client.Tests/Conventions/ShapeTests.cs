using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What Sids and the configurations of sinks look like: cmdlets and sandbox go by the same rules.</summary>
public sealed class ShapeTests
{
    private const string Digits = "0123456789abcdefABCDEF0123456789";

    [Theory]
    [InlineData("DG" + Digits, "a sink")]
    [InlineData("DF" + Digits, "a subscription")]
    [InlineData("AC" + Digits, "an account")]
    [InlineData("SK" + Digits, "an API key")]
    [InlineData("SM" + Digits, "a message")]
    [InlineData("XX" + Digits, null)]
    [InlineData("dg" + Digits, null)]
    [InlineData("DG" + Digits + "0", null)]
    [InlineData("DG" + Digits + "\n", null)]
    [InlineData("DG012345678_abcdefABCDEF0123456789", null)]
    [InlineData("DGSK23456789abcdefABCDEF0123456789", null)]
    [InlineData("DG", null)]
    [InlineData("", null)]
    public void A_Sid_is_known_by_its_prefix_and_32_hexadecimal_digits(string text, string? noun)
    {
        SidRule? rule = SidRule.Find(text);
        Assert.Equal(noun, rule?.Noun);
        foreach ((SidKind kind,
            string pattern) in new[] { (SidKind.Sink, SidRule.SinkPattern), (SidKind.Subscription, SidRule.SubscriptionPattern),
                (SidKind.Account, SidRule.AccountPattern) })
        {
            bool matches = SidRule.Of(kind) == rule && rule is not null;
            Assert.Equal(matches, SidRule.Of(kind).IsMatch(text));
            Assert.Equal(matches, SidRule.Of(kind).IsMatch(text.ToCharArray()));
            Assert.Equal(matches, Regex.IsMatch(text, pattern));
            Assert.True(SidRule.Of(kind).IsMatch(SidRule.Of(kind).Example));
        }
    }

    [Theory]
    [InlineData("webhook", "destination", "https://example.com/events", true)]
    [InlineData("webhook", "destination", "http://user:password@example.com", true)]
    [InlineData("webhook", "destination", "ftp://example.com", false)]
    [InlineData("webhook", "destination", "example.com/events", false)]
    [InlineData("webhook", "destination", "/events", false)]
    [InlineData("webhook", "method", "get", true)]
    [InlineData("webhook", "method", "PUT", false)]
    [InlineData("webhook", "batch_events", "True", true)]
    [InlineData("webhook", "batch_events", "1", false)]
    [InlineData("kinesis", "arn", "arn:aws-us-gov:kinesis:us-gov-west-1:111122223333:stream/events", true)]
    [InlineData("kinesis", "arn", "arn:aws:iam::111122223333:role/twilio", false)]
    [InlineData("kinesis", "arn", "arn:aws:kinesis:us-east-1:1:stream/events", false)]
    [InlineData("kinesis", "role_arn", "arn:aws:iam::111122223333:role/twilio", true)]
    [InlineData("kinesis", "role_arn", "arn:aws:iam::111122223333:user/twilio", false)]
    [InlineData("kinesis", "external_id", "any", true)]
    [InlineData("segment", "write_key", "any", true)]
    public void A_field_of_a_sink_takes_what_Twilio_takes(string sinkType, string name, string value, bool accepted)
    {
        SinkShape shape = SinkShape.Known.Single(known => known.SinkType == sinkType);
        SinkField field = shape.Fields.Single(known => known.Name == name);
        Assert.Equal((accepted, name != "batch_events"), (field.Accepts(value), field.IsRequired));
    }

    [Fact]
    public void A_definition_with_a_mask_in_the_place_of_a_secret_is_refused()
    {
        string masked = SecretMask.Mask;
        Assert.All(new Func<SinkDefinition>[]
        {
            () => SinkDefinition.Kinesis("arn", "role", masked),
            () => SinkDefinition.Segment(masked),
            () => SinkDefinition.Webhook(new Uri("https://u:" + masked + "@example.com")),
            () => SinkDefinition.Other("new", new Dictionary<string, object> { ["a"] = new[] { masked } }),
        }, create => Assert.Contains("GetSinkConfiguration()", Assert.Throws<ArgumentException>(create).Message,
            StringComparison.Ordinal));
        Assert.Equal("k", SinkDefinition.Segment("k").GetConfiguration()["write_key"]);
    }
}
