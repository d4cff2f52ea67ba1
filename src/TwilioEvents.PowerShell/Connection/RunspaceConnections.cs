using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TwilioEvents.Connection;

/// <summary>The connections of one runspace. No runspace sees those of another.</summary>
internal sealed class RunspaceConnections
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> All = new();

    /// <summary>Those of this thread's runspace. A thread without a runspace has no connections.</summary>
    public static RunspaceConnections Here =>
        Runspace.DefaultRunspace is Runspace runspace ? All.GetOrCreateValue(runspace) : new RunspaceConnections();

    /// <summary>What Connect-TwilioEvents or Select-TwilioEventsConnection chose.</summary>
    public TwilioEventsConnection? Current { get; set; }

    /// <summary>What is used though nobody chose it; see <see cref="FallbackConnection"/>.</summary>
    public TwilioEventsConnection? Fallback { get; set; }

    /// <summary>The credentials of the fallback, where they are from the environment.</summary>
    public TwilioCredentials? FallbackCredentials { get; set; }

    /// <summary>The connections that have a name, by it.</summary>
    public Dictionary<string, TwilioEventsConnection> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The files of profiles that this runspace warned of.</summary>
    public HashSet<string> WarnedFiles { get; } = new(StringComparer.Ordinal);
}
