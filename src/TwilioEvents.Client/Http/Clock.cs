using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents;

/// <summary>Time and chance, as the client sees them; a test puts its own in their place.</summary>
public class Clock
{
    private readonly Random random = new();

    /// <summary>The clock of the machine.</summary>
    public static Clock System { get; } = new();

    /// <summary>What time it is.</summary>
    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>Waits.</summary>
    /// <param name="time">How long; not negative.</param>
    /// <param name="cancellation">Ends the wait at once.</param>
    /// <returns>A task that ends with the wait.</returns>
    public virtual Task DelayAsync(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, cancellation);

    /// <summary>A number by chance, from 0 up to but not including 1; spreads retries, guards nothing.</summary>
    /// <returns>The number.</returns>
    public virtual double Chance()
    {
        lock (this.random) return this.random.NextDouble();
    }
}
