using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using TwilioEvents.DesiredState.Tests.Account;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Execution;

public sealed class AccountSyncTests
{
    private const string Failed = "com.twilio.messaging.message.failed";

    private const string Deprecated = "deprecated";

    private static readonly string[] Types =
        [TestAccount.Sent, TestAccount.Delivered + "@2", Failed, "com.twilio.messaging.message.undelivered@3"];

    private static readonly SyncOptions Prune = new() { Prune = true };

    private static readonly Gen<object> AnyDocument = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 15].Array[3],
        Gen.Int[0, 3].Array[3]).Select((a, b, c, types, sinks) =>
        {
            string[] names = ["A {x}", "env:B", "C"];
            int[] kinds = [a, b, c];
            Dictionary<string, object?>[] made = [.. names.Zip(kinds).Where(pair => pair.Second > 0).Select(pair => TestAccount.Sink(
                pair.First.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
                "https://" + pair.Second + ".example.com"))];
            Dictionary<string, object?>[] subscriptions = made.Length == 0 ? [] : [.. Enumerable.Range(0, 3).Where(i => types[i] > 0)
                .Select(i => TestAccount.Subscription("S" + i, (string)made[sinks[i] % made.Length]["Description"]!,
                    [.. Types.Where((_, bit) => (types[i] & (1 << bit)) > 0)]))];
            return (object)TestAccount.Document(made, subscriptions);
        });

    [Fact]
    public async Task An_account_is_brought_into_line_without_a_gap_and_another_run_changes_nothing()
    {
        var requests = new AccountTests.Recorder();
        using var account = new TestAccount(requests);
        await account.SyncAsync(TestAccount.Document([TestAccount.Sink("Orders")], TestAccount.Subscription("S", "Orders", Types[..2])));
        object document = TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")],
            TestAccount.Subscription("S", "Orders", Types[..3]));
        requests.Paths.Clear();
        ConfigurationChange[] changes = await account.SyncAsync(document);
        Assert.Equal(["Replace Sink Orders: destination Done", "Replace Subscription S: Sink Done", "Add Type S: " + Failed + " Done"],
            changes.Select(change => change + " " + change.Result));
        string[] made = [.. requests.Paths.Where(line => !line.StartsWith("GET /v1/Types", StringComparison.Ordinal)).Skip(3)
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "D[GF][0-9a-f]{32}", "x"))];
        Assert.Equal(
        [
            "POST /v1/Sinks", "GET /v1/Sinks/x", "POST /v1/Subscriptions", "GET /v1/Subscriptions/x/SubscribedEvents",
            "DELETE /v1/Subscriptions/x", "POST /v1/Subscriptions/x", "DELETE /v1/Sinks/x", "POST /v1/Sinks/x",
        ], made);
        Assert.Empty(await account.CompareAsync(document));
        requests.Paths.Clear();
        Assert.Empty(await account.SyncAsync(document));
        Assert.DoesNotContain(requests.Paths, line => !line.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_pruning_nothing_is_lost_types_included_also_where_a_subscription_is_replaced()
    {
        using var account = new TestAccount();
        string orders = await account.CreateSinkAsync("Orders");
        await account.CreateSinkAsync("Other");
        await account.CreateSubscriptionAsync("S", orders, TestAccount.Sent, Failed);
        object document = TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent));
        ConfigurationChange[] changes = await account.SyncAsync(document);
        Assert.Equal(["Replace Sink Orders: destination Done", "Replace Subscription S: Sink Done", "Remove Type S: " + Failed + " Skipped",
            "Remove Sink Other Skipped"], changes.Select(change => change + " " + change.Result));
        Assert.Equal(["Remove Type S: " + Failed + " (8 > )", "Remove Sink Other (https://a.example.com > )"],
            await account.CompareAsync(document));
        await account.SyncAsync(document, Prune);
        Assert.Empty(await account.CompareAsync(document));
    }

    [Fact]
    public async Task An_old_sink_that_serves_a_subscription_outside_the_document_stays_with_a_warning_until_that_is_gone()
    {
        using var account = new TestAccount();
        string orders = await account.CreateSinkAsync("Orders");
        await account.CreateSubscriptionAsync("S", orders, TestAccount.Sent);
        string outside = await account.CreateSubscriptionAsync("Outside", orders, TestAccount.Sent);
        object document = TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent));
        AccountSync sync = await account.RunAsync(document, new SyncOptions());
        Assert.Contains("'Outside' (" + outside + ")", Assert.Single(sync.Warnings), StringComparison.Ordinal);
        Assert.Equal(ConfigurationResult.NotReached, sync.Changes[0].Result);
        Assert.Equal(2, (await account.ReadAsync()).Sinks!.Count);
        await account.Client.DeleteSubscriptionAsync(outside, CancellationToken.None);
        await account.SyncAsync(document);
        Assert.Empty(await account.CompareAsync(document));
        Assert.Single((await account.ReadAsync()).Sinks!);
    }

    [Fact]
    public async Task A_reference_that_cannot_be_resolved_is_refused_before_the_first_change()
    {
        var requests = new AccountTests.Recorder();
        using var account = new TestAccount(requests);
        requests.Paths.Clear();
        object document = TestAccount.Document([TestAccount.Sink("New"), TestAccount.Sink("Orders", "env:MISSING")]);
        EventsConfigurationException error = await Assert.ThrowsAsync<EventsConfigurationException>(() => account.SyncAsync(document));
        Assert.Equal("Sinks[1].SinkConfiguration: env:MISSING cannot be resolved here.", error.Message);
        Assert.All(requests.Paths, line => Assert.StartsWith("GET ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(99, 1, true)]
    [InlineData(98, 2, true)]
    [InlineData(99, 2, true)]
    [InlineData(100, 1, false)]
    public async Task Where_room_is_short_replacements_go_one_after_the_other_and_without_room_nothing_is_changed(
        int sinks, int replaced, bool isEnough)
    {
        var requests = new AccountTests.Recorder();
        using var account = new TestAccount(requests);
        for (int i = 0; i < sinks; i++) await account.CreateSinkAsync("Sink " + i);
        await account.CreateSubscriptionAsync("S", (await account.ReadAsync()).Sinks![0].Sid!, TestAccount.Sent);
        object document = TestAccount.Document([.. Enumerable.Range(0, replaced)
            .Select(i => TestAccount.Sink("Sink " + i, "https://b.example.com"))],
                TestAccount.Subscription("S", "Sink 0", TestAccount.Sent));
        requests.Paths.Clear();
        if (isEnough)
        {
            ConfigurationChange[] changes = await account.SyncAsync(document);
            Assert.All(changes.Where(change => change.Action == ConfigurationAction.Replace),
                change => Assert.Equal(ConfigurationResult.Done, change.Result));
            Assert.Equal(sinks, (await account.ReadAsync()).Sinks!.Count);
            return;
        }

        EventsConfigurationException error = await Assert.ThrowsAsync<EventsConfigurationException>(() => account.SyncAsync(document));
        Assert.Contains("1 too few", error.Message, StringComparison.Ordinal);
        Assert.All(requests.Paths, line => Assert.StartsWith("GET ", line, StringComparison.Ordinal));

        // What is removed makes the room.
        await account.SyncAsync(document, Prune);
        Assert.Empty(await account.CompareAsync(document));
    }

    [Fact]
    public async Task A_type_that_cannot_be_subscribed_to_again_stops_its_sink_and_subscription_alone()
    {
        using var account = new TestAccount();
        string deprecated = (await account.ReadAsync()).EventTypes!.Values.First(type => type.Status == Deprecated).Type!;
        string orders = await account.CreateSinkAsync("Orders");
        await account.CreateSubscriptionAsync("S", orders, TestAccount.Sent, deprecated);
        object document = TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com"), TestAccount.Sink("New")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent, deprecated));
        AccountSync sync = await account.RunAsync(document, Prune);
        Assert.Equal(["Replace Sink Orders: destination NotReached", "Create Sink New Done", "Replace Subscription S: Sink Failed"],
            sync.Changes.Where(change => change.Action != ConfigurationAction.None).Select(change => change + " " + change.Result));
        Assert.Contains(deprecated + " (deprecated)", sync.Steps.Single(step => step.Error is not null).Error!.Message,
            StringComparison.Ordinal);
        await account.SyncAsync(document, new SyncOptions { AllowTypeLoss = true });
        Assert.Empty(await account.CompareAsync(document));
        sync = await account.RunAsync(TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")],
            TestAccount.Subscription("S", "Orders", TestAccount.Sent)), Prune);
        Assert.Contains(sync.Changes, change => change.Property == deprecated && change.Result == ConfigurationResult.Failed);
    }

    [Fact]
    public async Task A_test_event_goes_to_a_new_sink_only_where_it_is_asked_for()
    {
        var requests = new AccountTests.Recorder();
        using var account = new TestAccount(requests);
        await account.CreateSinkAsync("Orders");
        await account.SyncAsync(TestAccount.Document([TestAccount.Sink("Orders", "https://b.example.com")]));
        Assert.DoesNotContain(requests.Paths, line => line.EndsWith("/Test", StringComparison.Ordinal));
        await account.SyncAsync(TestAccount.Document([TestAccount.Sink("Orders")]), new SyncOptions { SendTestEvent = true });
        Assert.Single(requests.Paths, line => line.EndsWith("/Test", StringComparison.Ordinal));
    }

    [Fact]
    public void Stopped_at_any_request_another_run_finishes_the_work_without_a_second_sink_or_subscription() =>
        Gen.Select(AnyDocument, AnyDocument).Sample(
            (before, after) => Task.Run(() => CutEverywhereAsync(before, after)).GetAwaiter().GetResult(), iter: 8);

    [Fact]
    public void Export_compare_sync_and_compare_again_find_no_difference_with_faults_at_a_tenth_of_the_requests() =>
        Gen.Select(AnyDocument, AnyDocument, Gen.Int).Sample((before, after, seed) => Task.Run(async () =>
        {
            var faults = new Cut();
            using var account = new TestAccount(faults);
            await account.SyncAsync(before, Prune);
            string exported = new ConfigurationWriter(await account.ExportAsync()).ToJson();
            Assert.Empty(await account.CompareAsync(ConfigurationReader.ReadJson(exported)));
            faults.Chance = new Random(seed);
            await SyncUntilDoneAsync(account, after);
            faults.Chance = null;
            Assert.Empty(await account.CompareAsync(after));
        }).GetAwaiter().GetResult(), iter: 100);

    private static async Task CutEverywhereAsync(object before, object after)
    {
        bool isCut = true;
        for (int at = 1; isCut; at++)
        {
            foreach (bool arrives in new[] { false, true })
            {
                var cut = new Cut();
                using var account = new TestAccount(cut);
                await account.SyncAsync(before, Prune);
                cut.At(at, arrives);
                try
                {
                    await account.RunAsync(after, Prune);
                }
                catch (TwilioEventsException)
                {
                    // The account could not be read.
                }

                isCut = cut.WasCut;
                cut.At(-1, thatArrives: false);
                await account.SyncAsync(after, Prune);
                Assert.Empty(await account.CompareAsync(after));
                AccountState state = await account.ReadAsync();
                EventsConfiguration desired = TestAccount.Read(after);
                Assert.Equal(desired.Sinks.Select(sink => sink.Description).Order(),
                    state.Sinks!.Select(sink => sink.Description).Order());
                Assert.Equal(desired.Subscriptions.Select(one => one.Description).Order(),
                    state.Subscriptions!.Select(one => one.Description).Order());
            }
        }
    }

    private static async Task SyncUntilDoneAsync(TestAccount account, object document)
    {
        for (int run = 0; run < 200; run++)
        {
            try
            {
                AccountSync sync = await account.RunAsync(document, Prune);
                if (sync.Changes.All(change => change.Result is null or ConfigurationResult.Done)) return;
            }
            catch (TwilioEventsException)
            {
                // The account could not be read.
            }
        }

        Assert.Fail("Two hundred runs did not finish the work.");
    }

    /// <summary>Breaks one connection, or one in ten: before the request arrives, or before its answer does.</summary>
    private sealed class Cut : DelegatingHandler
    {
        private readonly object gate = new();
        private int left = -1;
        private bool arrives;

        public bool WasCut { get; private set; }

        public Random? Chance { get; set; }

        public void At(int request, bool thatArrives)
        {
            this.left = request;
            this.arrives = thatArrives;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool cuts, reaches;
            lock (this.gate)
            {
                bool isLast = this.left > 0 && --this.left == 0;
                this.WasCut |= isLast;
                cuts = isLast || this.Chance?.Next(10) == 0;
                reaches = isLast ? this.arrives : this.Chance?.Next(2) == 0;
            }

            if (cuts && !reaches) throw new HttpRequestException("It broke.");
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return cuts ? throw new HttpRequestException("It broke.") : response;
        }
    }
}
