using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Transport;
using Xunit;
using Xunit.Abstractions;

namespace TwilioEvents.Tests;

public sealed class RateLimiterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    /// <summary>How a server counts the calls that it allows in a second.</summary>
    public enum Limit
    {
        /// <summary>Anew in each second.</summary>
        EachSecond,

        /// <summary>A bucket that holds those of one second, and is filled steadily.</summary>
        Bucket,

        /// <summary>A bucket that holds those of a tenth of a second.</summary>
        SmallBucket,
    }

    [Theory]
    [InlineData(Limit.EachSecond, 50, true)]
    [InlineData(Limit.EachSecond, 50, false)]
    [InlineData(Limit.EachSecond, 100, true)]
    [InlineData(Limit.EachSecond, 100, false)]
    [InlineData(Limit.EachSecond, 300, true)]
    [InlineData(Limit.EachSecond, 300, false)]
    [InlineData(Limit.Bucket, 50, true)]
    [InlineData(Limit.Bucket, 100, false)]
    [InlineData(Limit.Bucket, 300, true)]
    [InlineData(Limit.SmallBucket, 50, true)]
    [InlineData(Limit.SmallBucket, 100, false)]
    [InlineData(Limit.SmallBucket, 300, true)]
    public void Of_a_thousand_calls_few_are_refused_and_none_fails(Limit kind, int perSecond, bool saysWhen)
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, kind, perSecond, saysWhen);
        Carry(clock, server, calls: 1000, atATime: 32);
        double ideal = 1000.0 / perSecond;
        output.WriteLine(
            FormattableString.Invariant($"{kind}, {perSecond} a second, Retry-After {saysWhen}: ")
                + FormattableString.Invariant($"{server.Refused} refused, {clock.Elapsed.TotalSeconds:0.0} s, ideal {ideal:0.0} s"));
        Assert.Equal(1000, server.Allowed);

        // Those 32 that were under way when the first was refused, and a few each time it tries to go faster.
        Assert.InRange(server.Refused, 1, 50);
        Assert.True(clock.Elapsed.TotalSeconds < ideal * (kind == Limit.SmallBucket ? 4 : 1.6), "It took " + clock.Elapsed);
    }

    [Fact]
    public void All_calls_wait_as_long_as_Twilio_asks()
    {
        var clock = new VirtualClock();
        var starts = new List<TimeSpan>();
        var server = new LimitedServer(clock, Limit.EachSecond, int.MaxValue, saysWhen: true);
        using TwilioEventsClient client = server.Client();
        clock.Run(async () =>
        {
            server.RefuseNext(1, retryAfter: 7);
            Task first = client.VerifyAsync(CancellationToken.None);
            await clock.DelayAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            {
                await client.VerifyAsync(CancellationToken.None);
                starts.Add(clock.Elapsed - Latency);
            }).Append(first));
        });
        Assert.All(starts, start => Assert.True(start >= TimeSpan.FromSeconds(7), start.ToString()));
        Assert.Equal(22, server.Received);
    }

    [Fact]
    public void It_comes_back_to_speed()
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, Limit.EachSecond, int.MaxValue, saysWhen: true);
        using TwilioEventsClient client = server.Client();
        clock.Run(async () =>
        {
            server.RefuseNext(1, retryAfter: 1);
            await client.VerifyAsync(CancellationToken.None);
            while (clock.Elapsed < TimeSpan.FromSeconds(30)) await client.VerifyAsync(CancellationToken.None);
            TimeSpan before = clock.Elapsed;
            for (int i = 0; i < 100; i++) await client.VerifyAsync(CancellationToken.None);
            Assert.Equal(TimeSpan.FromSeconds(2), clock.Elapsed - before);
        });
    }

    [Fact]
    public void A_refusal_after_a_long_rest_does_not_make_it_crawl()
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, Limit.EachSecond, int.MaxValue, saysWhen: true);
        using TwilioEventsClient client = server.Client();
        clock.Pass(TimeSpan.FromHours(1));
        server.RefuseNext(32, retryAfter: 1);
        Carry(clock, client, calls: 1000, atATime: 32);
        Assert.True(clock.Elapsed - TimeSpan.FromHours(1) < TimeSpan.FromSeconds(20), "It took " + clock.Elapsed);
    }

    [Fact]
    public void No_call_starves_where_every_other_is_refused()
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, Limit.EachSecond, 1, saysWhen: true);
        var ends = new List<TimeSpan>();
        using TwilioEventsClient client = server.Client(retries: 100);
        clock.Run(() => Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            await client.VerifyAsync(CancellationToken.None);
            ends.Add(clock.Elapsed);
        })));
        Assert.Equal(32, ends.Count);

        // At one a second, the last of them ends after 32 s at the best.
        Assert.True(ends.Max() < TimeSpan.FromSeconds(150), "The last ended after " + ends.Max());
    }

    [Fact]
    public void What_waits_for_its_turn_ends_at_once_when_it_is_cancelled()
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, Limit.EachSecond, int.MaxValue, saysWhen: true);
        using TwilioEventsClient client = server.Client();
        using var stop = new CancellationTokenSource();
        Task? waiting = null;
        clock.Run(() =>
        {
            server.RefuseNext(1, retryAfter: 60);
            waiting = client.VerifyAsync(stop.Token);
            return clock.DelayAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        });
        clock.Run(() =>
        {
            stop.Cancel();
            return Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting!);
        });
        Assert.Equal((1, TimeSpan.FromSeconds(1)), (server.Received, clock.Elapsed));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.2)]
    [InlineData(5)]
    public void A_stopped_run_leaves_the_next_call_to_go_at_once_or_when_Twilio_said(double stopAfter)
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, Limit.EachSecond, int.MaxValue, saysWhen: true);
        using TwilioEventsClient client = server.Client();
        for (int run = 0; run < 3; run++)
        {
            using var stop = new CancellationTokenSource();
            TimeSpan began = clock.Elapsed;
            TimeSpan? ended = null;
            clock.Run(async () =>
            {
                server.RefuseNext(128, retryAfter: 1);
                Task[] calls = [.. Enumerable.Range(0, 128).Select(_ => client.VerifyAsync(stop.Token))];
                await clock.DelayAsync(TimeSpan.FromSeconds(stopAfter), CancellationToken.None);
                Stop();
                server.RefuseNext(0, retryAfter: 1);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(calls));
                await client.VerifyAsync(CancellationToken.None);
                ended = clock.Elapsed - began;
            });

            // CancelAsync would go on on another thread than the clock's.
            void Stop() => stop.Cancel();

            // What Twilio asked for, or one turn behind the last call that did go.
            Assert.InRange(ended!.Value.TotalSeconds, stopAfter, Math.Max(1, stopAfter) + 1.2);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-60 * 24)]
    [InlineData(60 * 24)]
    public void A_clock_that_is_set_changes_no_wait(double hours)
    {
        var clock = new VirtualClock();
        var server = new LimitedServer(clock, Limit.EachSecond, int.MaxValue, saysWhen: true);
        using TwilioEventsClient client = server.Client();
        clock.Run(async () =>
        {
            server.RefuseNext(1, retryAfter: 7);
            Task first = client.VerifyAsync(CancellationToken.None);
            await clock.DelayAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
            clock.SetBy = TimeSpan.FromHours(hours);
            await client.VerifyAsync(CancellationToken.None);
            Assert.InRange(clock.Elapsed.TotalSeconds, 7, 8);
            await first;
        });
    }

    [Fact]
    [Trait("Category", "Load")]
    public async Task Many_threads_at_once_neither_lose_a_call_nor_hang()
    {
        var clock = new HurriedClock();
        var gate = new RateLimiter(clock);
        int entered = 0;
        Task work = Task.WhenAll(Enumerable.Range(0, 32).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 500; i++)
            {
                TimeSpan started = await gate.EnterAsync(CancellationToken.None);
                Interlocked.Increment(ref entered);
                if (random.Next(20) == 0) gate.Refused(started, TimeSpan.FromMilliseconds(random.Next(50)));
                else gate.Passed();
            }
        })));
        Assert.Same(work, await Task.WhenAny(work, Task.Delay(Hang.Limit)));
        await work;
        Assert.Equal(16_000, entered);
    }

    private static void Carry(VirtualClock clock, LimitedServer server, int calls, int atATime)
    {
        using TwilioEventsClient client = server.Client();
        Carry(clock, client, calls, atATime);
    }

    private static void Carry(VirtualClock clock, TwilioEventsClient client, int calls, int atATime)
    {
        int left = calls;
        clock.Run(() => Task.WhenAll(Enumerable.Range(0, atATime).Select(async _ =>
        {
            while (left-- > 0) await client.VerifyAsync(CancellationToken.None);
        })));
    }

    /// <summary>A server behind no network that allows so many calls a second, on the clock of the test.</summary>
    private sealed class LimitedServer(VirtualClock clock, Limit kind, int perSecond, bool saysWhen) : HttpMessageHandler
    {
        private double bucket = Capacity(kind, perSecond);
        private TimeSpan filledAt = clock.Elapsed;
        private int refuse;
        private int retryAfter = 1;

        public int Received { get; private set; }

        public int Refused { get; private set; }

        public int Allowed => this.Received - this.Refused;

        public TwilioEventsClient Client(int retries = 4) =>
            new(new TwilioEventsClientOptions("AC" + new string('1', 32), "secret") { Clock = clock, MaximumRetryCount = retries }, this);

        public void RefuseNext(int calls, int retryAfter)
        {
            this.refuse = calls;
            this.retryAfter = retryAfter;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await clock.DelayAsync(TimeSpan.FromTicks(Latency.Ticks / 2), CancellationToken.None);
            this.Received++;
            bool allowed = this.IsAllowed();
            if (!allowed) this.Refused++;
            await clock.DelayAsync(TimeSpan.FromTicks(Latency.Ticks / 2), CancellationToken.None);
            var response =
                new HttpResponseMessage(allowed ? HttpStatusCode.OK : (HttpStatusCode)429) { Content = new StringContent("{\"a\":1}"),
                    RequestMessage = request };
            if (!allowed && saysWhen)
                response.Headers.TryAddWithoutValidation("Retry-After", this.retryAfter.ToString(CultureInfo.InvariantCulture));
            return response;
        }

        private static double Capacity(Limit kind, int perSecond) => kind == Limit.SmallBucket ? perSecond / 10.0 : perSecond;

        private bool IsAllowed()
        {
            if (this.refuse > 0) return this.refuse-- < 0;
            double passed = (clock.Elapsed - this.filledAt).TotalSeconds;
            if (kind != Limit.EachSecond)
            {
                this.bucket = Math.Min(Capacity(kind, perSecond), this.bucket + (passed * perSecond));
                this.filledAt = clock.Elapsed;
            }
            else if (passed >= 1)
            {
                this.bucket = perSecond;
                this.filledAt += TimeSpan.FromSeconds(Math.Floor(passed));
            }

            if (this.bucket < 1) return false;
            this.bucket--;
            return true;
        }
    }

    /// <summary>A clock on which every wait is over at once, and moved the time on.</summary>
    private sealed class HurriedClock : Clock
    {
        private long ticks;

        public override TimeSpan Elapsed => new(Interlocked.Add(ref this.ticks, 10));

        public override async Task DelayAsync(TimeSpan time, CancellationToken cancellation)
        {
            await Task.Yield();
            Interlocked.Add(ref this.ticks, time.Ticks / 32);
        }
    }
}
