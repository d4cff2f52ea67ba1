using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Webhooks.Tests;

/// <summary>Time that passes when a test says so, for code that runs on many threads.</summary>
internal sealed class ManualClock : Clock
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly object gate = new();
    private readonly List<(TimeSpan When, TaskCompletionSource Wait)> waiting = [];
    private TimeSpan now;

    public override TimeSpan Elapsed
    {
        get
        {
            lock (this.gate) return this.now;
        }
    }

    public override DateTimeOffset UtcNow => Start + this.Elapsed;

    public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
    {
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (time <= TimeSpan.Zero) wait.SetResult();
        else
            lock (this.gate) this.waiting.Add((this.now + time, wait));
        cancellation.Register(() => wait.TrySetCanceled(cancellation));
        return wait.Task;
    }

    public override async void CancelAfter(CancellationTokenSource source, TimeSpan time)
    {
        await this.DelayAsync(time, CancellationToken.None);
        try
        {
            await source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // What it was to end has ended before.
        }
    }

    /// <summary>Lets time pass; what waits for a time up to then goes on, on threads of its own.</summary>
    public void Advance(TimeSpan time)
    {
        List<(TimeSpan When, TaskCompletionSource Wait)> due;
        lock (this.gate)
        {
            this.now += time;
            due = [.. this.waiting.Where(wait => wait.When <= this.now).OrderBy(wait => wait.When)];
            this.waiting.RemoveAll(wait => wait.When <= this.now);
        }

        foreach ((_, TaskCompletionSource wait) in due) wait.TrySetResult();
    }
}
