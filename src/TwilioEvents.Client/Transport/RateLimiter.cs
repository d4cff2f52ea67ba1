using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Transport;

/// <summary>
/// One rate for all calls of a connection. Free until Twilio answers 429. From then on calls queue: they wait as
/// long as Twilio asks, and start one after the other at the rate at which calls had passed before, that wait
/// included, or a little slower. That rate is a guess, and grows by a third each second; once a call was refused
/// at it, the rate is known, goes down by a third, and comes back to speed by a tenth each second. A call that is
/// cancelled leaves the queue, and costs those behind it nothing.
/// </summary>
internal sealed class RateLimiter
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
    private readonly LinkedList<Turn> queue = new();

    // Whether ServeAsync runs: it does while the queue has somebody in it.
    private bool serving;

    // Null while the gate is free: then a call costs one comparison.
    private Pace? pace;

    // How many passed since when, in the last seconds; what they tell of the rate when the first 429 comes.
    private TimeSpan countedSince;
    private int counted;

    public RateLimiter(Clock clock)
    {
        this.clock = clock;
        this.countedSince = clock.Elapsed;
    }

    /// <summary>Waits until the next call may start, and gives the time on the clock at which it does.</summary>
    public Task<TimeSpan> EnterAsync(CancellationToken cancellation)
    {
        TimeSpan now = this.clock.Elapsed;
        lock (this.gate)
        {
            if (this.pace is null) return Task.FromResult(now);
        }

        return this.QueueAsync(new Turn(now), cancellation);
    }

    /// <summary>A call was answered, and not with 429.</summary>
    public void Passed()
    {
        TimeSpan now = this.clock.Elapsed;
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
    public void Refused(TimeSpan started, TimeSpan wait)
    {
        TimeSpan now = this.clock.Elapsed;
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

            TimeSpan open = now + wait;
            if (open > this.pace.ClosedUntil) this.pace.ClosedUntil = open;
            if (open > this.pace.FasterAt) this.pace.FasterAt = open;
            if (!this.pace.IsGuess) return;

            // The longest wait of those that were under way counts: it is known when the last of them is refused.
            long ticks = (this.pace.ClosedUntil - this.countedSince).Ticks / Math.Max(1, this.counted);
            TimeSpan guess = Slower(TimeSpan.FromTicks(ticks), LongestGuess);
            if (guess > this.pace.Interval) this.pace.Interval = guess;
        }
    }

    private static TimeSpan Slower(TimeSpan interval, TimeSpan longest)
    {
        double ticks = Math.Max(interval.Ticks * SlowerBy, 2 * Shortest.Ticks);
        return TimeSpan.FromTicks((long)Math.Min(ticks, longest.Ticks));
    }

    private async Task<TimeSpan> QueueAsync(Turn turn, CancellationToken cancellation)
    {
        bool first;
        lock (this.gate)
        {
            this.queue.AddLast(turn.Place);
            first = !this.serving;
            this.serving = true;
        }

        using CancellationTokenRegistration leave = cancellation.Register(() => this.Leave(turn, cancellation));
        if (first) _ = this.ServeAsync();
        return await turn.Start.Task.ConfigureAwait(false);
    }

    private void Leave(Turn turn, CancellationToken cancellation)
    {
        lock (this.gate)
        {
            if (turn.Place.List is null) return;
            this.queue.Remove(turn.Place);
        }

        turn.Start.TrySetCanceled(cancellation);
    }

    /// <summary>Lets those in the queue go, one after the other, until nobody is in it.</summary>
    private async Task ServeAsync()
    {
        while (true)
        {
            Turn turn;
            TimeSpan wait, start;
            lock (this.gate)
            {
                if (this.queue.First is null)
                {
                    this.serving = false;
                    return;
                }

                turn = this.queue.First.Value;
                TimeSpan now = this.clock.Elapsed;
                wait = this.pace is null ? TimeSpan.Zero : this.pace.OpensAt - now;
                start = this.pace is null ? now : this.pace.OpensAt > turn.Since ? this.pace.OpensAt : turn.Since;
                if (wait <= TimeSpan.Zero)
                {
                    // A timer that rang late takes nothing off the rate: the turn counts from when it was due.
                    if (this.pace is not null) this.pace.LastStart = start;
                    this.queue.RemoveFirst();
                }
            }

            if (wait > RetryPolicy.LongestWait) wait = RetryPolicy.LongestWait;
            if (wait > TimeSpan.Zero) await this.clock.DelayAsync(wait, CancellationToken.None).ConfigureAwait(false);
            else turn.Start.SetResult(start);
        }
    }

    // Counts over the last two seconds at most, near enough.
    private void ForgetWhatIsOld(TimeSpan now)
    {
        if (now - this.countedSince <= TimeSpan.FromSeconds(2)) return;
        this.countedSince = now - TimeSpan.FromSeconds(1);
        this.counted /= 2;
    }

    /// <summary>One call in the queue.</summary>
    private sealed class Turn
    {
        public Turn(TimeSpan since)
        {
            this.Since = since;
            this.Place = new LinkedListNode<Turn>(this);
        }

        /// <summary>Since when it waits.</summary>
        public TimeSpan Since { get; }

        public LinkedListNode<Turn> Place { get; }

        /// <summary>Ends when it may start, with the time at which it does.</summary>
        public TaskCompletionSource<TimeSpan> Start { get; } = new();
    }

    private sealed class Pace
    {
        /// <summary>Whether no call was refused at it yet.</summary>
        public bool IsGuess { get; set; }

        public TimeSpan Interval { get; set; }

        public TimeSpan LastStart { get; set; }

        public TimeSpan ClosedUntil { get; set; }

        public TimeSpan SlowedAt { get; set; }

        public TimeSpan FasterAt { get; set; }

        /// <summary>When the next call may start.</summary>
        public TimeSpan OpensAt => this.LastStart + this.Interval > this.ClosedUntil ? this.LastStart + this.Interval : this.ClosedUntil;
    }
}
