using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Tests;

/// <summary>
/// Time that passes only in <see cref="Run"/>, and then at once: what waits goes on in the order of its time,
/// on the one thread that runs it. Chance is a row of numbers that is the same each time.
/// </summary>
internal sealed class VirtualClock : Clock
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly SortedDictionary<(DateTimeOffset When, long Order), TaskCompletionSource<bool>> waiting = [];
    private readonly Random random = new(1);
    private DateTimeOffset now = Start;
    private long order;

    /// <summary>By how much somebody has set the clock on the wall, while time went on as before.</summary>
    public TimeSpan SetBy { get; set; }

    /// <summary>The longest wait that somebody asked for at once.</summary>
    public TimeSpan LongestDelay { get; private set; }

    /// <inheritdoc/>
    public override DateTimeOffset UtcNow => this.now + this.SetBy;

    /// <inheritdoc/>
    public override TimeSpan Elapsed => this.now - Start;

    /// <inheritdoc/>
    public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
    {
        if (time > this.LongestDelay) this.LongestDelay = time;

        // What waits goes on inside SetResult, on this thread: no other must be needed to know that all wait.
        var wait = new TaskCompletionSource<bool>();
        this.waiting.Add((this.now + time, this.order++), wait);
        cancellation.Register(() => wait.TrySetCanceled(cancellation));
        return wait.Task;
    }

    /// <inheritdoc/>
    public override async void CancelAfter(CancellationTokenSource source, TimeSpan time)
    {
        await this.DelayAsync(time, CancellationToken.None).ConfigureAwait(false);
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // What it was to end has ended before.
        }
    }

    /// <inheritdoc/>
    public override double Chance() => this.random.NextDouble();

    /// <summary>Lets time pass without anybody waiting for it.</summary>
    public void Pass(TimeSpan time) => this.now += time;

    /// <summary>Runs until a task has ended, and fails where it waits for nothing that will come.</summary>
    public void Run(Func<Task> work)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Task task = work();
            while (!task.IsCompleted)
            {
                if (this.waiting.Count == 0)
                    throw new InvalidOperationException("Deadlock: nothing waits for a time, and the work has not ended.");
                using SortedDictionary<(DateTimeOffset When, long Order), TaskCompletionSource<bool>>.Enumerator first =
                    this.waiting.GetEnumerator();
                first.MoveNext();
                KeyValuePair<(DateTimeOffset When, long Order), TaskCompletionSource<bool>> next = first.Current;
                this.waiting.Remove(next.Key);
                if (next.Key.When > this.now) this.now = next.Key.When;
                next.Value.TrySetResult(true);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
