using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Sandbox.State;

/// <summary>The time of a sandbox: that of the machine, which can be made to run faster.</summary>
internal sealed class SandboxClock : Clock
{
    private readonly Clock real;
    private readonly object gate = new();
    private double factor = 1;
    private TimeSpan since;
    private TimeSpan aheadBefore;

    public SandboxClock(Clock real) => this.real = real;

    /// <summary>How much faster it runs: 1 or more. What has passed stays as it is.</summary>
    public double Factor
    {
        get
        {
            lock (this.gate) return this.factor;
        }

        set
        {
            lock (this.gate)
            {
                this.aheadBefore = this.Ahead(this.real.Elapsed);
                this.since = this.real.Elapsed;
                this.factor = value;
            }
        }
    }

    public override TimeSpan Elapsed
    {
        get
        {
            TimeSpan now = this.real.Elapsed;
            lock (this.gate) return now + this.Ahead(now);
        }
    }

    public override DateTimeOffset UtcNow
    {
        get
        {
            lock (this.gate) return this.real.UtcNow + this.Ahead(this.real.Elapsed);
        }
    }

    public override Task DelayAsync(TimeSpan time, CancellationToken cancellation) =>
        this.real.DelayAsync(TimeSpan.FromTicks((long)(time.Ticks / this.Factor)), cancellation);

    public override double Chance() => this.real.Chance();

    private TimeSpan Ahead(TimeSpan now) =>
        this.aheadBefore + TimeSpan.FromTicks((long)((now - this.since).Ticks * (this.factor - 1)));
}
