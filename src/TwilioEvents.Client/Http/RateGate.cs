using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Http;

/// <summary>
/// One rate for all calls of a connection. Free until Twilio answers 429; then all calls wait as long as
/// Twilio asks, go on a little slower than what had gone well, and come back to speed by a tenth a second.
/// </summary>
internal sealed class RateGate
{
    private const double SlowerBy = 1.5;
    private const double FasterPerSecond = 0.1;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly Clock clock;

    // Null while the gate is free: then a call costs one comparison.
    private Pace? pace;

    // What went well since when; the rate of the moment at which the first 429 comes.
    private DateTimeOffset countedSince;
    private int counted;

    public RateGate(Clock clock)
    {
        this.clock = clock;
        this.countedSince = clock.UtcNow;
    }

    /// <summary>Waits until the next call may start, and gives the time at which it does.</summary>
    public async Task<DateTimeOffset> EnterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            DateTimeOffset now = this.clock.UtcNow, start;
            lock (this.gate)
            {
                if (this.pace is null) return now;
                start = this.pace.Next > now ? this.pace.Next : now;
                this.pace.Next = start + this.pace.Interval;
            }

            if (start > now) await this.clock.DelayAsync(start - now, cancellation).ConfigureAwait(false);
            lock (this.gate)
            {
                // Another 429 may have come meanwhile: then all queue again behind it.
                if (this.pace is null || start >= this.pace.ClosedUntil) return start;
            }
        }
    }

    /// <summary>A call that started at that time went well.</summary>
    public void Succeeded()
    {
        DateTimeOffset now = this.clock.UtcNow;
        lock (this.gate)
        {
            this.counted++;
            if (this.pace is null)
            {
                if (now - this.countedSince > TimeSpan.FromSeconds(2)) this.CountFrom(now - TimeSpan.FromSeconds(1), this.counted / 2);
                return;
            }

            double seconds = Math.Max(0, (now - this.pace.FasterAt).TotalSeconds);
            this.pace.FasterAt = now;
            this.pace.Interval = TimeSpan.FromTicks((long)(this.pace.Interval.Ticks * Math.Exp(-FasterPerSecond * seconds)));
            if (this.pace.Interval < Shortest)
            {
                this.pace = null;
                this.CountFrom(now, 0);
            }
        }
    }

    /// <summary>Twilio refused a call with 429.</summary>
    /// <param name="started">When it had started: those that were under way already do not slow the run twice.</param>
    /// <param name="wait">How long all calls wait.</param>
    public void Refused(DateTimeOffset started, TimeSpan wait)
    {
        DateTimeOffset now = this.clock.UtcNow;
        lock (this.gate)
        {
            if (this.pace is null || started > this.pace.SlowedAt)
            {
                TimeSpan interval = this.pace?.Interval ?? TimeSpan.FromTicks((now - this.countedSince).Ticks / Math.Max(1, this.counted));
                interval = TimeSpan.FromTicks((long)(interval.Ticks * SlowerBy));
                this.pace ??= new Pace();
                this.pace.Interval = interval < Shortest ? Shortest + Shortest : interval > Longest ? Longest : interval;
                this.pace.SlowedAt = now;
            }

            DateTimeOffset open = now + wait;
            if (open > this.pace.ClosedUntil) this.pace.ClosedUntil = open;
            if (open > this.pace.Next) this.pace.Next = open;
            if (open > this.pace.FasterAt) this.pace.FasterAt = open;
        }
    }

    private void CountFrom(DateTimeOffset since, int already)
    {
        this.countedSince = since;
        this.counted = already;
    }

    private sealed class Pace
    {
        public TimeSpan Interval { get; set; }

        public DateTimeOffset Next { get; set; }

        public DateTimeOffset ClosedUntil { get; set; }

        public DateTimeOffset SlowedAt { get; set; }

        public DateTimeOffset FasterAt { get; set; }
    }
}
