using System;

namespace TwilioEvents.Sandbox.State;

/// <summary>What a sandbox does wrong on purpose. The gate of the state guards it.</summary>
internal sealed class SandboxFaults
{
    private readonly Clock realTime;
    private Random requests;
    private Random deliveries;
    private double room;
    private TimeSpan last;

    /// <param name="realTime">Time for the rate, and chance for the first seed.</param>
    public SandboxFaults(Clock realTime)
    {
        this.realTime = realTime;
        this.Seed = (int)(realTime.Chance() * int.MaxValue);
        this.requests = new Random(this.Seed);
        this.deliveries = new Random(this.Seed);
    }

    /// <summary>How many requests a second are answered; null for any number.</summary>
    public double? RateLimit { get; private set; }

    /// <summary>Which part of the requests fails: 0 to 1.</summary>
    public double FailureRate { get; set; }

    /// <summary>How long each answer takes.</summary>
    public int LatencyMilliseconds { get; set; }

    /// <summary>Which part of the events is delivered twice: 0 to 1.</summary>
    public double DuplicateRate { get; set; }

    /// <summary>Whether events are delivered in another order than they were made in.</summary>
    public bool OutOfOrder { get; set; }

    public int Seed { get; private set; }

    /// <summary>Sets the rate; 0 for any number. A second's worth is there at once.</summary>
    public void Limit(double rate)
    {
        this.RateLimit = rate > 0 ? rate : null;
        this.room = Math.Max(1, rate);
        this.last = this.realTime.Elapsed;
    }

    /// <summary>From here on chance is the same as for any other sandbox with that seed.</summary>
    public void Reseed(int seed)
    {
        this.Seed = seed;
        this.requests = new Random(seed);
        this.deliveries = new Random(seed);
    }

    /// <summary>Lets a request pass, or says in how many seconds the next one may come.</summary>
    public int? Refuse()
    {
        if (this.RateLimit is not double rate) return null;
        TimeSpan now = this.realTime.Elapsed;
        this.room = Math.Min(Math.Max(1, rate), this.room + ((now - this.last).TotalSeconds * rate));
        this.last = now;
        if (this.room < 1) return (int)Math.Max(1, Math.Ceiling((1 - this.room) / rate));
        this.room--;
        return null;
    }

    /// <summary>What is to happen to a request.</summary>
    public RequestFault NextFault()
    {
        if (this.FailureRate <= 0 || this.requests.NextDouble() >= this.FailureRate) return RequestFault.None;
        return (RequestFault)(1 + this.requests.Next(4));
    }

    /// <summary>Whether an event is delivered twice.</summary>
    public bool NextIsDuplicate() => this.DuplicateRate > 0 && this.deliveries.NextDouble() < this.DuplicateRate;

    /// <summary>How much later than at once a delivery is made: up to a second.</summary>
    public TimeSpan NextDelay() => this.OutOfOrder ? TimeSpan.FromSeconds(this.deliveries.NextDouble()) : TimeSpan.Zero;
}

/// <summary>What happens to a request.</summary>
internal enum RequestFault
{
    None,

    /// <summary>It is answered 500, and nothing is done.</summary>
    Failed,

    /// <summary>It is answered 503, and nothing is done.</summary>
    Unavailable,

    /// <summary>The connection ends without an answer, and nothing is done.</summary>
    CutBefore,

    /// <summary>It is done, and the connection ends without an answer.</summary>
    CutAfter,
}
