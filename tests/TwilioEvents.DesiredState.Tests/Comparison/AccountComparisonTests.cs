using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Tests.Account;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Comparison;

public sealed class AccountComparisonTests
{
    [Fact]
    public async Task An_account_equals_its_export()
    {
        using var account = new TestAccount(isEmpty: false);
        AccountPlan plan = AccountComparison.Compare(await account.ExportAsync(), await account.ReadAsync());
        Assert.All(plan.Changes, change => Assert.Equal(ConfigurationAction.None, change.Action));
        Assert.Equal(8, plan.Changes.Count);
    }

    [Fact]
    public async Task Each_difference_is_one_change_and_what_the_document_lacks_is_listed()
    {
        using var account = new TestAccount();
        string orders = await account.CreateSinkAsync("Orders"), old = await account.CreateSinkAsync("Old");
        await account.CreateSubscriptionAsync("S", orders, TestAccount.Sent, "com.twilio.messaging.message.failed");
        await account.CreateSubscriptionAsync("T", old, TestAccount.Sent);
        Dictionary<string, object?> sink = TestAccount.Sink("Orders", "https://b.example.com");
        ((Dictionary<string, object?>)sink["SinkConfiguration"]!)["method"] = "GET";
        string[] changes = await account.CompareAsync(TestAccount.Document([sink, TestAccount.Sink("New")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent + "@2", TestAccount.Delivered),
            TestAccount.Subscription("U", "New", TestAccount.Sent)));
        Assert.Equal(
        [
            "Replace Sink Orders: destination (https://a.example.com > https://b.example.com)",
            "Replace Sink Orders: method (POST > GET)",
            "Create Sink New ( > webhook)",
            "Replace Subscription S: Sink (Orders > Orders)",
            "Update Type S: com.twilio.messaging.message.sent (8 > 2)",
            "Add Type S: com.twilio.messaging.message.delivered ( > latest)",
            "Remove Type S: com.twilio.messaging.message.failed (8 > )",
            "Create Subscription U ( > com.twilio.messaging.message.sent)",
            "Remove Subscription T ( > )",
            "Remove Sink Old (https://a.example.com > )",
        ], changes);
    }

    [Fact]
    public async Task A_sink_that_a_subscription_of_the_document_names_is_not_removed()
    {
        using var account = new TestAccount();
        await account.CreateSinkAsync("Shared");
        Assert.Equal(["Create Subscription S ( > com.twilio.messaging.message.sent)"],
            await account.CompareAsync(TestAccount.Document([], TestAccount.Subscription("S", "Shared", TestAccount.Sent))));
    }

    [Fact]
    public async Task A_sink_that_nobody_has_and_a_type_that_does_not_exist_are_told_together()
    {
        using var account = new TestAccount();
        EventsConfigurationException error = await Assert.ThrowsAsync<EventsConfigurationException>(() =>
            account.CompareAsync(TestAccount.Document([], TestAccount.Subscription("S", "Nobody", "com.twilio.nothing"))));
        Assert.Equal(["Subscriptions[0].Types", "Subscriptions[0].Sink"], error.Problems.Select(problem => problem.Split(':')[0]));
    }

    [Fact]
    public async Task Two_of_one_name_are_unknown_and_a_Sid_tells_which_is_meant()
    {
        using var account = new TestAccount();
        string first = await account.CreateSinkAsync("Twin");
        await account.CreateSinkAsync("Twin");
        AccountPlan plan = AccountComparison.Compare(
            TestAccount.Read(TestAccount.Document([TestAccount.Sink("Twin")], TestAccount.Subscription("S", "Twin", TestAccount.Sent))),
            await account.ReadAsync());
        Assert.Equal(["Unknown Sink Twin", "Unknown Subscription S"], plan.Changes.Select(change => change.ToString()));
        Assert.Contains(first, plan.Changes[0].Reason, StringComparison.Ordinal);
        Dictionary<string, object?> named = TestAccount.Sink("Renamed");
        named["Sid"] = first;
        Assert.Equal(["Update Sink Renamed: Description (Twin > Renamed)", "Remove Sink Twin (https://a.example.com > )"],
            await account.CompareAsync(TestAccount.Document([named])));
    }

    [Fact]
    public async Task A_reference_that_cannot_be_resolved_is_unknown_and_never_equal_or_replaced()
    {
        using var account = new TestAccount();
        await account.CreateSinkAsync("Orders");
        string change = Assert.Single(await account.CompareAsync(TestAccount.Document([TestAccount.Sink("Orders", "env:MISSING")])));
        Assert.Equal("Unknown Sink Orders: destination (https://a.example.com > env:MISSING)", change);
    }

    [Fact]
    public async Task A_secret_is_compared_and_not_shown()
    {
        using var account = new TestAccount();
        await account.CreateSinkAsync("Orders", "https://u:hush@a.example.com");
        string change = Assert.Single(await account.CompareAsync(
            TestAccount.Document([TestAccount.Sink("Orders", "https://u:other@a.example.com")])));
        Assert.Equal("Replace Sink Orders: destination (https://u:********@a.example.com > https://u:********@a.example.com)", change);
        Assert.Empty(await account.CompareAsync(TestAccount.Document([TestAccount.Sink("Orders", "https://u:hush@a.example.com")])));
    }

    [Theory]
    [InlineData("/v1/Sinks", "Unknown Sink Orders", "Unknown Subscription S")]
    [InlineData("/v1/Subscriptions", "None Sink Orders", "Unknown Subscription S")]
    [InlineData("/SubscribedEvents", "None Sink Orders", "Unknown Subscription S: Types")]
    public async Task What_may_not_be_read_is_unknown(string path, params string[] expected)
    {
        var requests = new AccountTests.Recorder();
        using var account = new TestAccount(requests);
        string sink = await account.CreateSinkAsync("Orders");
        await account.CreateSubscriptionAsync("S", sink, TestAccount.Sent);
        requests.Forbid(path);
        AccountPlan plan = AccountComparison.Compare(
            TestAccount.Read(TestAccount.Document([TestAccount.Sink("Orders")], TestAccount.Subscription("S", "Orders", TestAccount.Sent))),
            await account.ReadAsync());
        Assert.Equal(expected, plan.Changes.Select(change => change.ToString()));
    }

    [Fact]
    public async Task A_replacement_that_was_stopped_is_seen_for_what_it_is()
    {
        using var account = new TestAccount();
        string old = await account.CreateSinkAsync("Orders");
        string fresh = await account.CreateSinkAsync("Orders [replaces " + old + "]", "https://b.example.com");
        string subscription = await account.CreateSubscriptionAsync("S", old, TestAccount.Sent);
        Assert.Equal(
        [
            "Update Sink Orders: Description (Orders [replaces " + old + "] > Orders)",
            "Remove Sink Orders (https://a.example.com > )",
            "Replace Subscription S: Sink (Orders > Orders)",
        ], await account.CompareAsync(TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent))));
        await account.CreateSubscriptionAsync("S [replaces " + subscription + "]", fresh, TestAccount.Sent);
        await account.Client.DeleteSubscriptionAsync(subscription, CancellationToken.None);
        await account.Client.DeleteSinkAsync(old, CancellationToken.None);
        Assert.Equal(
        [
            "Update Sink Orders: Description (Orders [replaces " + old + "] > Orders)",
            "Update Subscription S: Description (S [replaces " + subscription + "] > S)",
        ], await account.CompareAsync(TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent))));
        await Assert.ThrowsAsync<EventsConfigurationException>(account.ExportAsync);
    }
}
