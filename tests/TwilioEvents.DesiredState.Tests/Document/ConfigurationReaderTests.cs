using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Document;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_its_place()
    {
        var document = new Dictionary<string, object?>
        {
            ["Sinkz"] = 1,
            ["Version"] = 2,
            ["Sinks"] = new object?[]
            {
                TestAccount.Sink("A"), TestAccount.Sink("A"), new Dictionary<string, object?> { ["SinkType"] = "webhook" }, "no table",
                new Dictionary<string, object?>
                {
                    ["Description"] = "B", ["SinkType"] = "kinesis", ["Colour"] = "red",
                    ["SinkConfiguration"] = new Dictionary<string, object?> { ["arn"] = "x", ["Role_Arn"] = "y" },
                },
                TestAccount.Sink("C {Missing} {"),
            },
            ["Subscriptions"] = new object?[] { TestAccount.Subscription("S", "A", TestAccount.Sent, "a b", TestAccount.Sent + "@2",
                "x@0") },
        };
        EventsConfigurationException error = Assert.Throws<EventsConfigurationException>(() => TestAccount.Read(document));
        string[] places = [.. error.Problems.Select(problem => problem.Split(": ")[0])];
        Assert.Equal(
            ["The document", "Version", "Sinks[2].Description", "Sinks[2].SinkConfiguration", "Sinks[3]", "Sinks[4]",
                "Sinks[4].SinkConfiguration.arn", "Sinks[4].SinkConfiguration", "Sinks[4].SinkConfiguration",
                "Sinks[4].SinkConfiguration.Role_Arn", "Sinks[5].Description", "Subscriptions[0].Types[1]", "Subscriptions[0].Types[2]",
                "Subscriptions[0].Types[3]", "Sinks[1].Description"],
            places.Where(place => place.Length > 0).OrderBy(place => Array.IndexOf(places, place)));
        Assert.All(error.Problems, problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_is_filled_anywhere_and_double_braces_are_braces()
    {
        EventsConfiguration read = TestAccount.Read(
            TestAccount.Document([TestAccount.Sink("Orders {Shop} {{x}}", "https://{host}/")],
                TestAccount.Subscription("S{SHOP}", "Orders {Shop} {{x}}", "com.twilio.{t}@{v}")),
            ("Shop", "7"), ("Host", "h.example.com"), ("t", "a"), ("v", "3"));
        Assert.Equal("Orders 7 {x}", read.Sinks[0].Description);
        Assert.Contains("https://h.example.com/", ConfigurationWriterTests.Text(read.Sinks[0].GetSinkConfiguration()),
            StringComparison.Ordinal);
        Assert.Equal(("S7", "Orders 7 {x}", "com.twilio.a@3"),
            (read.Subscriptions[0].Description, read.Subscriptions[0].Sink, read.Subscriptions[0].Types[0].ToString()));
    }

    [Theory]
    [InlineData("env:KEY", "value of KEY")]
    [InlineData("secret:KEY", "value of KEY")]
    [InlineData("env:{Name}_KEY", "value of x_KEY")]
    [InlineData("env::KEY", "env:KEY")]
    [InlineData("env:::KEY", "env::KEY")]
    [InlineData("secret::", "secret:")]
    [InlineData("a env:KEY", "a env:KEY")]
    [InlineData("{Evil}", "env:HOME")]
    public void A_reference_stands_for_a_whole_value_of_a_configuration_and_a_parameter_brings_none(string written, string meant)
    {
        EventsConfiguration read = TestAccount.Read(TestAccount.Document([new Dictionary<string, object?>
        {
            ["Description"] = "env:KEY", ["SinkType"] = "segment",
            ["SinkConfiguration"] = new Dictionary<string, object?> { ["write_key"] = written },
        }]), ("Name", "x"), ("Evil", "env:HOME"));
        Assert.Equal("env:KEY", read.Sinks[0].Description);
        Assert.Equal("write_key=" + meant, ConfigurationWriterTests.Text(read.Sinks[0].GetSinkConfiguration()));
        Assert.Equal("write_key=********", ConfigurationWriterTests.Text(read.Sinks[0].SinkConfiguration));
    }

    [Fact]
    public void A_secret_parameter_is_masked_and_stands_in_a_configuration_alone()
    {
        var parameters = new Dictionary<string, ConfigurationParameter> { ["P"] = new("hush", isSecret: true) };
        EventsConfiguration read = ConfigurationReader.Read(
            TestAccount.Document([TestAccount.Sink("A", "https://h.example.com/{P}")]), parameters, (_, _) => null, properties =>
                properties);
        Assert.DoesNotContain("hush", ConfigurationWriterTests.Text(read.Sinks[0].SinkConfiguration), StringComparison.Ordinal);
        Assert.Contains("/hush", ConfigurationWriterTests.Text(read.Sinks[0].GetSinkConfiguration()), StringComparison.Ordinal);
        EventsConfigurationException error = Assert.Throws<EventsConfigurationException>(() => ConfigurationReader.Read(
            TestAccount.Document([TestAccount.Sink("A{P}")]), parameters, (_, _) => null, properties => properties));
        Assert.StartsWith("Sinks[0].Description: a secret cannot stand here", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_defaults_are_those_of_Twilio_and_one_item_needs_no_list()
    {
        EventsConfiguration read = TestAccount.Read(new Dictionary<string, object?>
        {
            ["sinks"] = TestAccount.Sink("A"), ["SUBSCRIPTIONS"] = new Dictionary<string, object?>
            {
                ["description"] = "S", ["sink"] = "A", ["types"] = TestAccount.Sent,
            },
        });
        Assert.Equal("destination=https://a.example.com, method=POST, batch_events=False",
            ConfigurationWriterTests.Text(read.Sinks[0].GetSinkConfiguration()));
        Assert.Equal(TestAccount.Sent, read.Subscriptions[0].Types.Single().ToString());
        Assert.Equal("1 sink, 1 subscription", read.ToString());
    }

    [Fact]
    public void A_text_that_is_not_JSON_is_an_error_with_its_line() => Assert.Contains("line 2",
        Assert.Throws<EventsConfigurationException>(() => ConfigurationReader.ReadJson("{\n x y")).Message, StringComparison.Ordinal);
}
