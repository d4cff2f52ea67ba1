using System;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>When a delivery is tried again: after about a second, and then twice as long each time, for four hours.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(4);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait; null where it is given up.</summary>
    /// <param name="attempts">How many there were.</param>
    /// <param name="sinceFirst">How long ago the first one was.</param>
    /// <param name="chance">From 0 to 1: spreads the waits by a quarter to either side.</param>
    public static TimeSpan? Next(int attempts, TimeSpan sinceFirst, double chance)
    {
        double seconds = Math.Min(Longest.TotalSeconds, Math.Pow(2, attempts - 1)) * (0.75 + (0.5 * chance));
        TimeSpan wait = TimeSpan.FromSeconds(seconds);
        return sinceFirst + wait > GiveUpAfter ? null : wait;
    }
}
