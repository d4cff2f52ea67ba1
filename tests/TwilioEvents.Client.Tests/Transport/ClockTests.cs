using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The clock of the machine.</summary>
public sealed class ClockTests
{
    // A tick of the system's timer: 1 ms, and 16 ms on Windows.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(16);

    [Fact]
    public async Task A_wait_is_as_long_as_asked_for_to_a_tick_of_the_timer()
    {
        var time = TimeSpan.FromMilliseconds(40);
        TimeSpan before = Clock.System.Elapsed;
        await Clock.System.DelayAsync(time, CancellationToken.None);
        Assert.InRange(Clock.System.Elapsed - before, time - Tick, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_wait_of_less_than_a_millisecond_is_one()
    {
        Task wait = Clock.System.DelayAsync(TimeSpan.FromMilliseconds(0.25), CancellationToken.None);
        Assert.NotSame(Task.CompletedTask, wait);
        await wait;
    }

    [Fact]
    public async Task A_wait_of_nothing_is_none_and_one_that_is_cancelled_ends()
    {
        Assert.True(Clock.System.DelayAsync(TimeSpan.Zero, CancellationToken.None).IsCompleted);
        using var stop = new CancellationTokenSource();
        Task wait = Clock.System.DelayAsync(TimeSpan.FromMinutes(1), stop.Token);
        Assert.False(wait.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public void A_source_is_cancelled_after_its_time_and_not_before()
    {
        using CancellationTokenSource now = new(), later = new();
        Clock.System.CancelAfter(now, TimeSpan.Zero);
        Clock.System.CancelAfter(later, TimeSpan.FromHours(1));
        Assert.True(now.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.False(later.IsCancellationRequested);
        Assert.Throws<ArgumentNullException>(() => Clock.System.CancelAfter(null!, TimeSpan.Zero));
    }

    [Fact]
    public void Chance_is_from_0_up_to_1_and_each_time_another()
    {
        double[] numbers = [.. Enumerable.Range(0, 100).Select(_ => Clock.System.Chance())];
        Assert.All(numbers, number => Assert.InRange(number, 0, 0.999_999_999));
        Assert.True(numbers.Distinct().Count() > 90);
    }

    [Fact]
    public void The_date_is_that_of_the_machine() =>
        Assert.InRange(Clock.System.UtcNow - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
}
