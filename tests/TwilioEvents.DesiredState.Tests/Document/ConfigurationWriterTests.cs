using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Document;

public sealed class ConfigurationWriterTests
{
    private static readonly string[] Odd =
        ["env:A", "secret:B", "env::", "secret:::x", "{", "}}", "{Name}", "it's \u2019", "line\nline", "$(x)", "a`b", "\"q\""];

    private static readonly string[] Alike = ["My key", "My-key"];

    private static readonly Gen<string> AnyText =
        Gen.OneOf(
            Gen.Int[0, Odd.Length - 1].Select(index => Odd[index]),
            Gen.Select(Gen.String[Gen.Char[" {}:'\"envsct"], 1, 12], text => "x" + text));

    /// <summary>What the host's object of a configuration holds.</summary>
    public static string Text(object configuration) => string.Join(", ", ((IReadOnlyList<KeyValuePair<string, object?>>)configuration)
        .Select(property => property.Key + "=" + Convert.ToString(property.Value, CultureInfo.InvariantCulture)));

    [Fact]
    public void Any_configuration_reads_back_as_it_was_written() => Gen.Select(AnyText.List[0, 4], AnyText, AnyText, Gen.Bool)
        .Sample((names, first, second, batch) =>
        {
            // As an account has them: texts that mean what they say.
            string[] distinct = [.. names.Distinct()];
            ConfiguredSink[] sinks = [.. distinct.Select((name, index) => new ConfiguredSink("x", name, null, "other",
                Map(("b", first), ("a", second), ("flag", batch), ("number", index)), properties => properties))];
            ConfiguredSubscription[] subscriptions = [.. distinct.Select(name => new ConfiguredSubscription("x", name, null, name,
                [new TypeVersion("a.b", 2), new TypeVersion("c")]))];
            string written = new ConfigurationWriter(new EventsConfiguration(sinks, subscriptions)).ToJson();
            EventsConfiguration read = TestAccount.Read(ConfigurationReader.ReadJson(written));
            Assert.Equal(written, new ConfigurationWriter(read).ToJson());
            Assert.Equal(distinct, read.Sinks.Select(sink => sink.Description));
            Assert.Equal(distinct, read.Subscriptions.Select(one => one.Sink));
            Assert.All(read.Sinks, (sink, index) =>
                Assert.Equal($"a={second}, b={first}, flag={batch}, number={index}", Text(sink.GetSinkConfiguration())));
        });

    [Fact]
    public void A_secret_becomes_a_reference_that_no_other_has()
    {
        var sinks = Alike.Select(name => new ConfiguredSink("x", name, null, "webhook",
            Map(("destination", "https://u:hush@a.example.com"), ("write_key", "hush"), ("method", "POST")), properties => properties));
        var writer = new ConfigurationWriter(new EventsConfiguration([.. sinks], []));
        Assert.Equal(["env:TWILIO_MY_KEY_DESTINATION", "env:TWILIO_MY_KEY_WRITE_KEY", "env:TWILIO_MY_KEY_DESTINATION_2",
            "env:TWILIO_MY_KEY_WRITE_KEY_2"], writer.References);
        Assert.DoesNotContain("hush", writer.ToJson() + writer.ToDataFile(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_that_was_read_is_written_as_it_stood()
    {
        var document = TestAccount.Document([TestAccount.Sink("A", "env:MISSING_HOOK")]);
        var writer = new ConfigurationWriter(TestAccount.Read(document));
        Assert.Contains("\"destination\": \"env:MISSING_HOOK\"", writer.ToJson(), StringComparison.Ordinal);
        Assert.Contains("destination = 'env:MISSING_HOOK'", writer.ToDataFile(), StringComparison.Ordinal);
        Assert.Empty(writer.References);
    }

    internal static TwilioEvents.Json.JsonMap Map(params (string Name, object? Value)[] properties)
    {
        var map = new TwilioEvents.Json.JsonMap();
        foreach ((string name, object? value) in properties) map[name] = value;
        return map;
    }
}
