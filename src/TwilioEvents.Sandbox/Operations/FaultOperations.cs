using System;
using System.Globalization;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Delivery;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>The sandbox's own operations on its faults and its clock, which Twilio does not have.</summary>
internal sealed class FaultOperations
{
    private readonly SandboxState state;
    private readonly Dispatcher dispatcher;

    public FaultOperations(SandboxState state, Dispatcher dispatcher)
    {
        this.state = state;
        this.dispatcher = dispatcher;
    }

    /// <summary>GET /sandbox/faults.</summary>
    public SandboxAnswer Faults()
    {
        SandboxFaults faults = this.state.Faults;
        return SandboxAnswer.Ok(new JsonMap
        {
            ["rate_limit"] = faults.RateLimit ?? 0.0,
            ["failure_rate"] = faults.FailureRate,
            ["latency_milliseconds"] = faults.LatencyMilliseconds,
            ["duplicate_rate"] = faults.DuplicateRate,
            ["out_of_order"] = faults.OutOfOrder,
            ["seed"] = faults.Seed,
        });
    }

    /// <summary>POST /sandbox/faults: what is given is changed, and the rest stays.</summary>
    public SandboxAnswer SetFaults(SandboxRequest request)
    {
        SandboxFaults faults = this.state.Faults;
        double? rate = Number(request, "RateLimit", 0, 1e6), failures = Number(request, "FailureRate", 0, 1);
        double? latency = Number(request, "LatencyMilliseconds", 0, 60_000), duplicates = Number(request, "DuplicateRate", 0, 1);
        double? seed = Number(request, "Seed", 0, int.MaxValue);
        bool? outOfOrder = Flag(request, "OutOfOrder");
        if (rate is not null) faults.Limit(rate.Value);
        faults.FailureRate = failures ?? faults.FailureRate;
        faults.LatencyMilliseconds = (int)(latency ?? faults.LatencyMilliseconds);
        faults.DuplicateRate = duplicates ?? faults.DuplicateRate;
        faults.OutOfOrder = outOfOrder ?? faults.OutOfOrder;
        if (seed is not null) faults.Reseed((int)seed.Value);
        return this.Faults();
    }

    /// <summary>GET /sandbox/clock.</summary>
    public SandboxAnswer Clock() => SandboxAnswer.Ok(new JsonMap
    {
        ["now"] = this.state.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["time_factor"] = this.state.Clock.Factor,
    });

    /// <summary>POST /sandbox/clock with TimeFactor.</summary>
    public SandboxAnswer SetClock(SandboxRequest request)
    {
        if (Number(request, "TimeFactor", 1, 100_000) is double factor)
        {
            this.state.Clock.Factor = factor;
            this.dispatcher.Wake();
        }

        return this.Clock();
    }

    private static double? Number(SandboxRequest request, string name, double lowest, double highest)
    {
        string? text = request.Form[name];
        if (text is null) return null;
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        if (isNumber && number >= lowest && number <= highest) return number;
        throw Refusal.BadRequest(Refusal.InvalidParameter,
            FormattableString.Invariant($"{name} '{PlainText.Show(text)}' is not a number from {lowest} to {highest}"));
    }

    private static bool? Flag(SandboxRequest request, string name)
    {
        string? text = request.Form[name];
        if (text is null) return null;
        return bool.TryParse(text, out bool flag) ? flag
            : throw Refusal.BadRequest(Refusal.InvalidParameter, name + " '" + PlainText.Show(text) + "' is neither true nor false");
    }
}
