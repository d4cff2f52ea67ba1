using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Execution;

public sealed class SubscriptionMoveTests
{
    [Fact]
    public async Task Stopped_at_any_request_another_move_goes_on_and_no_second_subscription_is_left()
    {
        for (int at = 1, cuts = 1; cuts > 0; at++)
        {
            cuts = 0;
            foreach (bool arrives in new[] { false, true })
            {
                var cut = new Breaking();
                using var account = new TestAccount(cut);
                string from = await account.CreateSinkAsync("From"), to = await account.CreateSinkAsync("To");
                string sid = await account.CreateSubscriptionAsync("S", from, TestAccount.Sent, TestAccount.Delivered);
                await account.Client.UpdateSubscribedEventAsync(sid, TestAccount.Sent, 3, CancellationToken.None);
                cut.At(at, arrives);
                Subscription? moved = null;
                try
                {
                    moved = await MoveAsync(account, sid, to);
                }
                catch (TwilioEventsException)
                {
                    cuts++;
                }

                cut.At(0, arrives: false);
                if (moved is null)
                {
                    try
                    {
                        await MoveAsync(account, sid, to);
                    }
                    catch (TwilioApiException e) when (e.StatusCode == 404)
                    {
                        // All was done; only the answer to the last question was lost.
                    }
                }

                Subscription one = Assert.Single((await account.ReadAsync()).Subscriptions!);
                Assert.Equal(("S", to), (one.Description, one.SinkSid));
                Assert.Equal([3, 8], one.Types!.OrderByDescending(type => type.Type).Select(type => type.SchemaVersion));
            }
        }
    }

    [Fact]
    public async Task Nothing_moves_to_a_sink_that_is_not_active_or_where_a_type_would_be_lost()
    {
        using var account = new TestAccount(isEmpty: false);
        string sid = "DF" + new string('a', 32), failed = "DG" + new string('e', 32), good = "DG" + new string('b', 32);
        await Assert.ThrowsAsync<SyncException>(() => MoveAsync(account, sid, failed));
        string deprecated = (await account.ReadAsync()).EventTypes!.Values.First(type => type.Status == "deprecated").Type!;
        await account.Client.CreateSubscribedEventAsync(sid, new TypeVersion(deprecated), CancellationToken.None);
        SyncException error = await Assert.ThrowsAsync<SyncException>(() => MoveAsync(account, sid, good));
        Assert.Contains(deprecated, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await account.ReadAsync()).Subscriptions!.Count);
        Assert.Equal(good, (await MoveAsync(account, sid, good, new SyncOptions { AllowTypeLoss = true })).SinkSid);
    }

    [Fact]
    public async Task A_subscription_that_is_there_already_is_given_as_it_is()
    {
        using var account = new TestAccount(isEmpty: false);
        string sid = "DF" + new string('a', 32);
        Assert.Equal(sid, (await MoveAsync(account, sid, "DG" + new string('a', 32))).Sid);
    }

    private static Task<Subscription> MoveAsync(TestAccount account, string sid, string sink, SyncOptions? options = null) =>
        SubscriptionMove.MoveAsync(account.Client, sid, sink, options ?? new SyncOptions(), CancellationToken.None);

    private sealed class Breaking : DelegatingHandler
    {
        private int left;
        private bool arrives;

        public void At(int request, bool arrives)
        {
            this.left = request;
            this.arrives = arrives;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool cuts = this.left > 0 && --this.left == 0;
            if (cuts && !this.arrives) throw new HttpRequestException("It broke.");
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return cuts ? throw new HttpRequestException("It broke.") : response;
        }
    }
}
