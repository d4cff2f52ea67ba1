using System;
using System.Globalization;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>What a sandbox does wrong on purpose, and how fast its clock runs.</summary>
public sealed class SandboxSettings
{
    internal SandboxSettings(JsonMap faults, JsonMap clock)
    {
        this.RateLimit = Number(faults, "rate_limit");
        this.FailureRate = Number(faults, "failure_rate");
        this.LatencyMilliseconds = (int?)Number(faults, "latency_milliseconds");
        this.DuplicateRate = Number(faults, "duplicate_rate");
        this.OutOfOrder = faults["out_of_order"] is true;
        this.Seed = (int?)Number(faults, "seed");
        this.TimeFactor = Number(clock, "time_factor");
        this.Now = DateTimeOffset.TryParse(clock.Text("now"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset now) ? now : null;
    }

    /// <summary>How many requests a second are answered; 0 for any number.</summary>
    public double? RateLimit { get; }

    /// <summary>Which part of the requests fails: 0 to 1.</summary>
    public double? FailureRate { get; }

    /// <summary>How many milliseconds each answer takes longer.</summary>
    public int? LatencyMilliseconds { get; }

    /// <summary>Which part of the events is delivered twice: 0 to 1.</summary>
    public double? DuplicateRate { get; }

    /// <summary>Whether events are delivered in another order than they were made in.</summary>
    public bool OutOfOrder { get; }

    /// <summary>How much faster than real time the clock of the sandbox runs.</summary>
    public double? TimeFactor { get; }

    /// <summary>What chance begins with.</summary>
    public int? Seed { get; }

    /// <summary>The time of the sandbox.</summary>
    public DateTimeOffset? Now { get; }

    private static double? Number(JsonMap map, string name) =>
        double.TryParse(map.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
