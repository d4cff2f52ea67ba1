using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>Time that passes when a test says so.</summary>
internal sealed class StepClock : Clock
{
    private readonly object gate = new();
    private readonly List<(TimeSpan When, Action Go)> waiting = new();
    private TimeSpan now;

    public override TimeSpan Elapsed
    {
        get
        {
            lock (this.gate) return this.now;
        }
    }

    public override DateTimeOffset UtcNow => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) + this.Elapsed;

    public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
    {
        var wait = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (time <= TimeSpan.Zero) wait.TrySetResult(true);
        else lock (this.gate) this.waiting.Add((this.now + time, () => wait.TrySetResult(true)));
        cancellation.Register(() => wait.TrySetCanceled());
        return wait.Task;
    }

    public override void CancelAfter(CancellationTokenSource source, TimeSpan time)
    {
        lock (this.gate) this.waiting.Add((this.now + time, () => Cancel(source)));
    }

    public override double Chance() => 0.5;

    public void Advance(TimeSpan time)
    {
        List<(TimeSpan When, Action Go)> due;
        lock (this.gate)
        {
            this.now += time;
            due = this.waiting.Where(wait => wait.When <= this.now).OrderBy(wait => wait.When).ToList();
            this.waiting.RemoveAll(wait => wait.When <= this.now);
        }

        foreach ((_, Action go) in due) go();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // What it was to end has ended before.
        }
    }
}
