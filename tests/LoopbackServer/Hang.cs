using System;

namespace TwilioEvents.Tests;

/// <summary>How long a test waits for a signal.</summary>
public static class Hang
{
    /// <summary>Far above what anything takes on the busiest machine: what takes longer hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
}
