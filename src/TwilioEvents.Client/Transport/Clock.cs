using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents;

/// <summary>Time and chance, as the client sees them; a test puts its own in their place.</summary>
public class Clock
{
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private readonly Random random = new();

    /// <summary>The clock of the machine.</summary>
    public static Clock System { get; } = new();

    /// <summary>
    /// How long the clock has been running. Whatever is measured or waited for is measured on this one: it goes
    /// on while somebody sets the date.
    /// </summary>
    public virtual TimeSpan Elapsed => this.sinceStart.Elapsed;

    /// <summary>The date and the time of day; only for dates that others name.</summary>
    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>Waits that long, to a tick of the system's timer (1 ms; 16 ms on Windows).</summary>
    /// <param name="time">How long, from nothing to 24 days; rounded up to a millisecond.</param>
    /// <param name="cancellation">Ends the wait at once.</param>
    /// <returns>A task that ends with the wait.</returns>
    public virtual Task DelayAsync(TimeSpan time, CancellationToken cancellation) =>
        Task.Delay((int)Math.Ceiling(time.TotalMilliseconds), cancellation);

    /// <summary>Cancels a source after a time.</summary>
    /// <param name="source">The source; it may be disposed before.</param>
    /// <param name="time">How long from now; not negative.</param>
    public virtual void CancelAfter(CancellationTokenSource source, TimeSpan time) =>
        (source ?? throw new ArgumentNullException(nameof(source))).CancelAfter(time);

    /// <summary>A number by chance, from 0 up to but not including 1; spreads retries, guards nothing.</summary>
    /// <returns>The number.</returns>
    public virtual double Chance()
    {
        lock (this.random) return this.random.NextDouble();
    }
}
