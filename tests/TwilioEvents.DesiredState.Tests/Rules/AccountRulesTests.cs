using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Rules;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Rules;

/// <summary>Each rule on an account that raises it, and on one that does not.</summary>
public sealed class AccountRulesTests
{
    private const string Logs = "com.twilio.error-logs.error.logged";

    /// <summary>For each rule: sinks (Sid, destination, status, description), and subscriptions (sink, types).</summary>
    public static TheoryData<string, bool, string[], string[]> Cases => new()
    {
        { "SinkUnused", true, ["1 https://a"], [] },
        { "SinkUnused", false, ["1 https://a"], ["1 a"] },
        { "SubscriptionToFailedSink", true, ["1 https://a failed"], ["1 a"] },
        { "SubscriptionToFailedSink", false, ["1 https://a failed", "2 https://b"], ["2 a"] },
        { "DestinationTwice", true, ["1 https://a", "2 https://a"], [] },
        { "DestinationTwice", false, ["1 https://a", "2 https://b"], [] },
        { "TypeDeliveredTwice", true, ["1 https://a", "2 https://a"], ["1 a", "2 a"] },
        { "TypeDeliveredTwice", true, ["1 https://a"], ["1 a", "1 a,b"] },
        { "TypeDeliveredTwice", false, ["1 https://a", "2 https://b"], ["1 a", "2 a", "1 b"] },
        { "VersionBehind", true, ["1 https://a"], ["1 a@2"] },
        { "VersionBehind", false, ["1 https://a"], ["1 a@3"] },
        { "TypeNotAvailable", true, ["1 https://a"], ["1 old"] },
        { "TypeNotAvailable", true, ["1 https://a"], ["1 gone"] },
        { "TypeNotAvailable", false, ["1 https://a"], ["1 a"] },
        { "DestinationIsHttp", true, ["1 http://a"], [] },
        { "DestinationIsHttp", false, ["1 https://a", "2 arn:aws:kinesis:us-east-1:1:stream/http"], [] },
        { "SecretInPlainSight", true, ["1 https://u:hush@a"], [] },
        { "SecretInPlainSight", true, ["1 https://a active password=hush1234"], [] },
        { "SecretInPlainSight", false, ["1 https://a"], [] },
        { "ErrorLogLoop", true, ["1 https://x.twil.io/log"], ["1 " + Logs] },
        { "ErrorLogLoop", true, ["1 https://serverless.twilio.com/log"], ["1 a," + Logs] },
        { "ErrorLogLoop", false, ["1 https://nottwilio.com/twil.io"], ["1 " + Logs] },
        { "ErrorLogLoop", false, ["1 https://x.twil.io/log"], ["1 a"] },
        { "QuotaNearlyUsed", true, Many(81), [] },
        { "QuotaNearlyUsed", false, Many(80), [] },
        { "QuotaNearlyUsed", true, ["1 https://a"], [.. Enumerable.Repeat("1 a", 81)] },
        { "QuotaNearlyUsed", false, ["1 https://a"], [.. Enumerable.Repeat("1 a", 80)] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_is_raised_by_what_it_is_about_and_by_nothing_else(string rule, bool raises, string[] sinks, string[] subscriptions)
    {
        ConfigurationFinding[] found = [.. AccountRules.All.Single(one => one.Name == rule).Find(Account(sinks, subscriptions))];
        Assert.Equal(raises, found.Length > 0);
        Assert.All(found, finding => Assert.True(finding.Rule == rule && finding.Advice.Length > 0 && finding.Message.EndsWith('.')));
        Assert.DoesNotContain("hush", string.Concat(found.Select(finding => finding.Name + finding.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_rule_has_a_case_that_raises_it_and_one_that_does_not() => Assert.All(AccountInspection.RuleNames, rule =>
        Assert.Equal([false, true], Cases.Select(row => ((string)((object[])row)[0], (bool)((object[])row)[1]))
            .Where(one => one.Item1 == rule).Select(one => one.Item2).Distinct().Order()));

    [Fact]
    public async Task An_account_is_inspected_with_one_more_request_for_each_schema_in_use()
    {
        var requests = new Account.AccountTests.Recorder();
        using var account = new TestAccount(requests, isEmpty: false);
        using var gate = new CallGate(8);
        AccountState state = await account.ReadAsync();
        requests.Paths.Clear();
        IReadOnlyList<ConfigurationFinding> found =
            await AccountInspection.InspectAsync(state, _ => true, account.Client, gate, CancellationToken.None);
        Assert.Equal(["SecretInPlainSight", "SinkUnused", "SinkUnused", "SinkUnused", "SinkUnused"], found.Select(one => one.Rule));
        Assert.Equal(2, requests.Paths.Count);
        Assert.Empty(await AccountInspection.InspectAsync(state, rule => rule == "ErrorLogLoop", account.Client, gate,
            CancellationToken.None));
        Assert.Equal(2, requests.Paths.Count);
    }

    [Fact]
    public async Task An_account_that_may_not_be_read_as_a_whole_is_an_error_and_not_right()
    {
        using var account = new TestAccount(new Account.AccountTests.Recorder { Forbidden = "/v1/Sinks" }, isEmpty: false);
        using var gate = new CallGate(8);
        AccountState state = await account.ReadAsync();
        await Assert.ThrowsAsync<EventsConfigurationException>(() =>
            AccountInspection.InspectAsync(state, _ => true, account.Client, gate, CancellationToken.None));
    }

    private static string[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => i + " https://a" + i)];

    private static InspectedAccount Account(string[] sinks, string[] subscriptions)
    {
        var types = new[] { ("a", "available"), ("b", "available"), ("old", "deprecated"), ("gone", "discontinued"), (Logs, "available") }
            .ToDictionary(type => type.Item1, type => new EventType(
                Map(("type", type.Item1), ("status", type.Item2), ("schema_id", "S")), properties => properties));
        Sink[] made = [.. sinks.Select(text => text.Split(' ', 4)).Select(sink => new Sink(
            Map(("sid", sink[0]), ("status", sink.ElementAtOrDefault(2) ?? "active"), ("description", sink.ElementAtOrDefault(3) ?? "Sink"),
                ("sink_configuration", Map((sink[1].StartsWith("arn", StringComparison.Ordinal) ? "arn" : "destination", sink[1])))),
            properties => properties, null))];
        Subscription[] all = [.. subscriptions.Select((text, index) => (Parts: text.Split(' '), index)).Select(one => new Subscription(
            Map(("sid", "F" + one.index), ("sink_sid", one.Parts[0]), ("description", "S")), properties => properties, null)
        {
            Types = [.. one.Parts[1].Split(',').Select(type => type.Split('@')).Select(type => new SubscribedEvent(
                Map(("type", type[0]), ("schema_version", type.ElementAtOrDefault(1) ?? "3")), properties => properties, null))],
        })];
        return new InspectedAccount(new AccountState(made, all, types), new Dictionary<string, int> { ["S"] = 3 });
    }

    private static JsonMap Map(params (string Name, object? Value)[] fields) => Document.ConfigurationWriterTests.Map(fields);
}
