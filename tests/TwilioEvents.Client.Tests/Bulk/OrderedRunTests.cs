using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Bulk;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>An ordered run of calls, each of which ends when the test says so.</summary>
public sealed class OrderedRunTests : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    public void Dispose() => this.stopping.Dispose();

    [Fact]
    public async Task Calls_are_given_back_in_their_order_however_they_end()
    {
        OrderedRun<ManualCall> run = this.Run(3);
        ManualCall[] calls = Add(run, "a", "b", "c");
        calls[2].Succeed(2);
        calls[1].Fail(new FormatException());
        Assert.Same(calls[0], run.Head);
        Assert.False(run.Head.Ended.IsCompleted);
        calls[0].Succeed(0);
        await Task.WhenAll(calls.Select(call => call.Ended));
        Assert.Equal(calls, [run.Take(), run.Take(), run.Take()]);
        Assert.Equal([(CallState.Succeeded, 0), (CallState.Failed, null), (CallState.Succeeded, 2)],
            calls.Select(call => (call.State, call.Result)));
        Assert.IsType<FormatException>(calls[1].Error);
        Assert.Equal([null, RequestOutcome.MayHaveBeenApplied, null], calls.Select(call => call.Outcome));
    }

    [Fact]
    public async Task No_more_than_the_limit_are_under_way()
    {
        OrderedRun<ManualCall> run = this.Run(2);
        ManualCall[] calls = Add(run, "a", "b", "c", "d");
        Assert.Equal([CallState.Running, CallState.Running, CallState.Waiting, CallState.Waiting], calls.Select(call => call.State));
        calls[1].Succeed(1);
        await calls[2].Started;
        Assert.Equal([CallState.Running, CallState.Succeeded, CallState.Running, CallState.Waiting], calls.Select(call => call.State));
    }

    [Fact]
    public async Task Calls_with_the_same_key_run_one_after_the_other_and_those_without_one_wait_for_nobody()
    {
        OrderedRun<ManualCall> run = this.Run(8);
        ManualCall[] calls = Add(run, "a", "a", "b", null, null, "a");
        Assert.Equal([true, false, true, true, true, false], calls.Select(call => call.State == CallState.Running));
        calls[0].Fail(new FormatException());
        await calls[1].Started;
        Assert.Equal(CallState.Waiting, calls[5].State);
        calls[1].Succeed(1);
        await calls[5].Started;
    }

    [Fact]
    public void A_run_that_is_stopped_gives_what_was_started_and_starts_no_more()
    {
        OrderedRun<ManualCall> run = this.Run(2);
        ManualCall[] calls = Add(run, "a", "b", "c");
        Assert.Throws<InvalidOperationException>(() => run.Stop(TimeSpan.Zero));
        this.stopping.Cancel();
        Assert.Equal(calls[..2], run.Stop(Hang.Limit));
        Assert.Equal([CallState.Canceled, CallState.Canceled, CallState.Waiting], calls.Select(call => call.State));
        Assert.Equal(RequestOutcome.NotSent, calls[2].Outcome);
        Assert.Equal(CallState.Waiting, Add(run, "d")[0].State);
    }

    [Fact]
    public void A_call_that_does_not_notice_the_end_is_waited_for_no_longer_than_the_time_for_it()
    {
        OrderedRun<ManualCall> run = this.Run(1);
        var deaf = new ManualCall(null, isDeaf: true);
        run.Add(deaf);
        this.stopping.Cancel();
        Assert.Same(deaf, Assert.Single(run.Stop(TimeSpan.FromMilliseconds(1))));
        Assert.Equal((CallState.Running, RequestOutcome.MayHaveBeenApplied), (deaf.State, deaf.Outcome));
        deaf.Succeed(0);
    }

    [Fact]
    public void A_limit_is_1_or_more() => Assert.Throws<ArgumentOutOfRangeException>(() => this.Run(0));

    [Fact]
    public async Task Many_calls_of_many_keys_each_run_once()
    {
        int atOnce = 0, most = 0;
        var clashes = new int[5];
        var order = new List<int>[5];
        for (int key = 0; key < 5; key++) order[key] = [];
        OrderedRun<OrderedCall> run = new(7, this.stopping.Token);
        for (int i = 0; i < 2000; i++)
        {
            int number = i, key = i % 5;
            run.Add(new OrderedCall(key.ToString(System.Globalization.CultureInfo.InvariantCulture), async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref atOnce));
                if (Interlocked.Increment(ref clashes[key]) > 1) throw new InvalidOperationException("Two of one key.");
                order[key].Add(number);
                await Task.Yield();
                Interlocked.Decrement(ref clashes[key]);
                Interlocked.Decrement(ref atOnce);
                return number;
            }));
        }

        for (int i = 0; i < 2000; i++)
        {
            await run.Head.Ended;
            Assert.Equal(i, run.Take().Result);
        }

        Assert.InRange(most, 1, 7);
        Assert.All(order, numbers => Assert.Equal(numbers.OrderBy(n => n), numbers));
    }

    private OrderedRun<ManualCall> Run(int limit) => new(limit, this.stopping.Token);

    private static ManualCall[] Add(OrderedRun<ManualCall> run, params string?[] keys) => [.. keys.Select(key =>
    {
        var call = new ManualCall(key);
        run.Add(call);
        return call;
    })];

    /// <summary>Ends when the test says so, or with its token.</summary>
    private sealed class ManualCall : OrderedCall
    {
        private readonly TaskCompletionSource<bool> started;
        private readonly TaskCompletionSource<object?> end;

        public ManualCall(string? key, bool isDeaf = false)
            : this(key, isDeaf, new(TaskCreationOptions.RunContinuationsAsynchronously),
                new(TaskCreationOptions.RunContinuationsAsynchronously))
        {
        }

        private ManualCall(string? key, bool isDeaf, TaskCompletionSource<bool> started, TaskCompletionSource<object?> end)
            : base(key, async cancellation =>
            {
                started.SetResult(true);
                using CancellationTokenRegistration canceled = cancellation.Register(() => _ = isDeaf || end.TrySetCanceled());
                return await end.Task;
            })
        {
            this.started = started;
            this.end = end;
        }

        public Task Started => this.started.Task;

        public void Succeed(object result) => this.end.SetResult(result);

        public void Fail(Exception error) => this.end.SetException(error);
    }
}
