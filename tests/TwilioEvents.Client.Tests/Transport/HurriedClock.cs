using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Tests;

/// <summary>The clock of the machine, but that each wait is over at once, and moved the time on.</summary>
internal sealed class HurriedClock : Clock
{
    private long waited;

    /// <inheritdoc/>
    public override TimeSpan Elapsed => base.Elapsed + TimeSpan.FromTicks(Interlocked.Read(ref this.waited));

    /// <inheritdoc/>
    public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
    {
        Interlocked.Add(ref this.waited, time.Ticks);
        return Task.CompletedTask;
    }
}
