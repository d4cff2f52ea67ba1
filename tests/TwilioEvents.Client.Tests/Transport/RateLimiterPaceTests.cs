using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Transport;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>How fast calls go after a 429, to the millisecond.</summary>
public sealed class RateLimiterPaceTests
{
    private readonly VirtualClock clock = new();
    private readonly RateLimiter gate;

    public RateLimiterPaceTests() => this.gate = new RateLimiter(this.clock);

    [Fact]
    public void Until_the_first_refusal_every_call_goes_at_once()
    {
        this.Pass(100, overSeconds: 1);
        Task<TimeSpan> entered = this.gate.EnterAsync(CancellationToken.None);
        Assert.True(entered.IsCompleted);
        Assert.Equal([1000, 1000, 1000], this.Starts(3));
    }

    [Theory]
    [InlineData(100, 1, 0, 15)]
    [InlineData(100, 1, 2, 45)]
    [InlineData(1000, 1, 0, 2)]
    [InlineData(100_000, 1, 0, 2)]
    [InlineData(1, 1, 0, 100)]
    [InlineData(0, 1, 0, 100)]
    [InlineData(20, 2, 0, 100)]
    [InlineData(100, 2, 0, 30)]
    public void Then_they_queue_at_two_thirds_of_the_rate_that_had_passed_with_the_wait_in_it(
        int passed, double seconds, double wait, double milliseconds)
    {
        this.Pass(passed, seconds);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.FromSeconds(wait));
        double opens = 1000 * (seconds + wait);
        Assert.Equal([opens, opens + milliseconds, opens + (2 * milliseconds)], this.Starts(3));
    }

    [Fact]
    public void Of_a_long_run_the_last_seconds_count()
    {
        this.Pass(1000, overSeconds: 2);
        this.clock.Pass(TimeSpan.FromSeconds(1));
        this.gate.Refused(this.clock.Elapsed, TimeSpan.Zero);

        // Half of those that were counted, over one second.
        Assert.Equal([3000, 3003, 3006], this.Starts(3));
    }

    [Fact]
    public void Those_that_were_under_way_make_the_wait_longer_and_the_run_no_slower_twice()
    {
        this.Pass(100, overSeconds: 1);
        TimeSpan before = this.clock.Elapsed;
        this.gate.Refused(before, TimeSpan.FromSeconds(1));
        this.gate.Refused(before, TimeSpan.FromSeconds(2));
        this.gate.Refused(before, TimeSpan.FromSeconds(1));
        Assert.Equal([3000, 3045, 3090], this.Starts(3));
    }

    [Fact]
    public void A_call_that_is_refused_at_the_pace_slows_it_by_half_up_to_a_second()
    {
        this.Pass(100, overSeconds: 1);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.Zero);
        double interval = 15;
        for (int i = 0; i < 15; i++)
        {
            // A wait that is longer than the interval, so that it says when the next may start.
            this.clock.Pass(TimeSpan.FromSeconds(2));
            this.gate.Refused(this.clock.Elapsed, TimeSpan.Zero);
            interval = Math.Min(1000, interval * 1.5);
            double[] starts = this.Starts(2);
            Assert.Equal(interval, starts[1] - starts[0], tolerance: 0.01);
        }

        Assert.Equal(1000, interval);
    }

    [Theory]
    [InlineData(false, 0.3)]
    [InlineData(true, 0.1)]
    public void Calls_that_pass_make_it_faster_by_the_second_and_a_guess_more_than_what_is_known(bool known, double perSecond)
    {
        this.Pass(100, overSeconds: 1);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.FromSeconds(1));
        double interval = 30;
        if (known)
        {
            this.clock.Pass(TimeSpan.FromSeconds(1));
            this.gate.Refused(this.clock.Elapsed, TimeSpan.FromSeconds(1));
            interval *= 1.5;
        }

        // Not in the wait.
        this.clock.Pass(TimeSpan.FromSeconds(1));
        this.gate.Passed();
        for (int second = 1; second <= 3; second++)
        {
            this.clock.Pass(TimeSpan.FromSeconds(1));
            this.gate.Passed();
            interval *= Math.Exp(-perSecond);
        }

        double[] starts = this.Starts(2);
        Assert.Equal(interval, starts[1] - starts[0], tolerance: 0.01);
    }

    [Fact]
    public void Above_a_thousand_calls_a_second_the_gate_is_open_again_until_the_next_refusal()
    {
        this.Pass(1000, overSeconds: 1);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.Zero);
        this.clock.Pass(TimeSpan.FromSeconds(2.2));
        this.gate.Passed();
        double[] starts = this.Starts(2);
        Assert.InRange(starts[1] - starts[0], 1, 1.1);
        this.clock.Pass(TimeSpan.FromSeconds(0.3));
        this.gate.Passed();
        Assert.True(this.gate.EnterAsync(CancellationToken.None).IsCompleted);
        starts = this.Starts(2);
        Assert.Equal(starts[0], starts[1]);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.FromSeconds(5));
        Assert.Equal(this.clock.Elapsed.TotalMilliseconds + 5000, this.Starts(1)[0]);
    }

    [Fact]
    public void A_rest_is_not_made_up_for_and_a_timer_that_rings_late_is()
    {
        this.Pass(100, overSeconds: 1);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.Zero);
        Assert.Equal([1000, 1015], this.Starts(2));

        // Nobody asked for a second: the next goes at once, and the one behind it keeps the distance.
        this.clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([2015, 2030], this.Starts(2));

        // Three wait while the machine sleeps: each start counts from when it was due.
        double[] late = [];
        this.clock.Run(async () =>
        {
            Task<TimeSpan>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => this.gate.EnterAsync(CancellationToken.None))];
            this.clock.Pass(TimeSpan.FromSeconds(1));
            await Task.WhenAll(waiting);
            late = [.. waiting.Select(turn => turn.Result.TotalMilliseconds)];
        });
        Assert.Equal([2045, 2060, 2075], late);
    }

    [Fact]
    public void A_wait_of_hours_is_waited_in_steps_of_a_minute()
    {
        this.Pass(100, overSeconds: 1);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.FromHours(2));
        Assert.Equal([(2 * 3_600_000) + 1000], this.Starts(1));
        Assert.Equal(TimeSpan.FromSeconds(60), this.clock.LongestDelay);
    }

    [Fact]
    public void Who_leaves_the_queue_costs_those_behind_nothing()
    {
        this.Pass(100, overSeconds: 1);
        this.gate.Refused(this.clock.Elapsed, TimeSpan.FromSeconds(1));
        using var stop = new CancellationTokenSource();
        double[] starts = [];
        this.clock.Run(async () =>
        {
            Task<TimeSpan> first = this.gate.EnterAsync(stop.Token), second = this.gate.EnterAsync(stop.Token);
            Task<TimeSpan> third = this.gate.EnterAsync(CancellationToken.None), fourth = this.gate.EnterAsync(CancellationToken.None);
            Stop();
            Assert.True(first.IsCanceled && second.IsCanceled);
            starts = [(await third).TotalMilliseconds, (await fourth).TotalMilliseconds];
        });
        Assert.Equal([2000, 2030], starts);

        // CancelAsync would go on on another thread than the clock's.
        void Stop() => stop.Cancel();
    }

    private void Pass(int calls, double overSeconds)
    {
        for (int i = 0; i < calls; i++) this.gate.Passed();
        this.clock.Pass(TimeSpan.FromSeconds(overSeconds));
    }

    // When calls that come now start, in milliseconds on the clock.
    private double[] Starts(int calls)
    {
        double[] starts = [];
        this.clock.Run(async () => starts =
            [.. (await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => this.gate.EnterAsync(CancellationToken.None))))
                .Select(start => start.TotalMilliseconds)]);
        return starts;
    }
}
