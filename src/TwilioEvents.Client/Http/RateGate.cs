using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Http;

/// <summary>
/// One rate for all calls of a connection. Free until Twilio answers 429; then all calls wait as long as
/// Twilio asks, and go on at the rate at which calls had passed before, that wait included, or a little
/// slower. That is a guess, and grows by a third each second; once a call was refused at it, the rate is
/// known, goes down by a third, and comes back to speed by a tenth each second.
/// </summary>
internal sealed class RateGate
{
    private const double SlowerBy = 1.5;
    private const double GuessFasterPerSecond = 0.3;
    private const double FasterPerSecond = 0.1;

    /// <summary>Closer together, calls need no gate.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Where hardly a call has passed so far, no guess is slower.</summary>
    private static readonly TimeSpan LongestGuess = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly Clock clock;

    // Null while the gate is free: then a call costs one comparison.
    private Pace? pace;

    // How many passed since when, in the last seconds; what they tell of the rate when the first 429 comes.
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

    /// <summary>A call was answered, and not with 429.</summary>
    public void Passed()
    {
        DateTimeOffset now = this.clock.UtcNow;
        lock (this.gate)
        {
            this.ForgetWhatIsOld(now);
            this.counted++;
            if (this.pace is null || now <= this.pace.FasterAt) return;
            double faster = (this.pace.IsGuess ? GuessFasterPerSecond : FasterPerSecond) * (now - this.pace.FasterAt).TotalSeconds;
            this.pace.FasterAt = now;
            this.pace.Interval = TimeSpan.FromTicks((long)(this.pace.Interval.Ticks * Math.Exp(-faster)));
            if (this.pace.Interval < Shortest) this.pace = null;
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
            if (this.pace is null)
            {
                this.ForgetWhatIsOld(now);
                this.pace = new Pace { IsGuess = true, SlowedAt = now };
            }
            else if (started > this.pace.SlowedAt)
            {
                this.pace.IsGuess = false;
                this.pace.SlowedAt = now;
                this.pace.Interval = Slower(this.pace.Interval, Longest);
            }

            DateTimeOffset open = now + wait;
            if (open > this.pace.ClosedUntil) this.pace.ClosedUntil = open;
            if (open > this.pace.Next) this.pace.Next = open;
            if (open > this.pace.FasterAt) this.pace.FasterAt = open;
            if (!this.pace.IsGuess) return;

            // The longest wait of those that were under way counts: it is known when the last of them is refused.
            TimeSpan guess = Slower(TimeSpan.FromTicks((this.pace.ClosedUntil - this.countedSince).Ticks / Math.Max(1, this.counted)), LongestGuess);
            if (guess > this.pace.Interval) this.pace.Interval = guess;
        }
    }

    private static TimeSpan Slower(TimeSpan interval, TimeSpan longest)
    {
        double ticks = Math.Max(interval.Ticks * SlowerBy, 2 * Shortest.Ticks);
        return TimeSpan.FromTicks((long)Math.Min(ticks, longest.Ticks));
    }

    // Counts over the last two seconds at most, near enough.
    private void ForgetWhatIsOld(DateTimeOffset now)
    {
        if (now - this.countedSince <= TimeSpan.FromSeconds(2)) return;
        this.countedSince = now - TimeSpan.FromSeconds(1);
        this.counted /= 2;
    }

    private sealed class Pace
    {
        /// <summary>Whether no call was refused at it yet.</summary>
        public bool IsGuess { get; set; }

        public TimeSpan Interval { get; set; }

        public DateTimeOffset Next { get; set; }

        public DateTimeOffset ClosedUntil { get; set; }

        public DateTimeOffset SlowedAt { get; set; }

        public DateTimeOffset FasterAt { get; set; }
    }
}
