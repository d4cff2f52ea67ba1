using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;

namespace TwilioEvents;

/// <summary>The connections of each runspace: one never sees another's.</summary>
internal static class RunspaceConnections
{
    private static readonly ConditionalWeakTable<Runspace, Slot> Slots = new();
    private static int connectWasCalled;

    /// <summary>
    /// Whether Connect-TwilioEvents or Disconnect-TwilioEvents was called anywhere in this process. From then
    /// on nothing serves that was not asked for: a script that connected to the sandbox must not reach a real
    /// account in another runspace.
    /// </summary>
    public static bool ConnectWasCalled => Volatile.Read(ref connectWasCalled) != 0;

    /// <summary>What Connect-TwilioEvents made here, or null.</summary>
    public static TwilioEventsConnection? Current => Slot.Here.Current;

    /// <summary>What serves though nobody asked for it, the environment or the CLI's active profile; or null.</summary>
    public static TwilioEventsConnection? Fallback => ConnectWasCalled ? null : Slot.Here.Fallback;

    /// <summary>What the fallback was made of.</summary>
    public static TwilioCredentials? FallbackCredentials => Slot.Here.FallbackCredentials;

    /// <summary>The connections with a name, sorted by it: those of Connect-TwilioEvents, and the profiles that -Connection named.</summary>
    public static IReadOnlyList<TwilioEventsConnection> Named => Slot.Here.Named.Values.OrderBy(connection => connection.Name, StringComparer.OrdinalIgnoreCase).ToList();

    public static TwilioEventsConnection? FindNamed(string name) => Slot.Here.Named.TryGetValue(name, out TwilioEventsConnection? found) ? found : null;

    /// <summary>Somebody decides: from here on no fallback serves, and if it fails, neither does what was current before.</summary>
    public static void BeginConnect()
    {
        ForgetFallback();
        Slot.Here.Current = null;
    }

    /// <summary>From here on no fallback serves in this process.</summary>
    public static void ForgetFallback()
    {
        Volatile.Write(ref connectWasCalled, 1);
        Slot.Here.Fallback = null;
        Slot.Here.FallbackCredentials = null;
    }

    public static void Connect(TwilioEventsConnection connection)
    {
        Slot.Here.Current = connection;
        if (connection.Name is not null) AddNamed(connection);
    }

    /// <summary>Keeps a connection under its name, for the next line with that name.</summary>
    public static void AddNamed(TwilioEventsConnection connection) => Slot.Here.Named[connection.Name!] = connection;

    public static void UseFallback(TwilioEventsConnection connection, TwilioCredentials credentials)
    {
        Slot.Here.Fallback = connection;
        Slot.Here.FallbackCredentials = credentials;
    }

    /// <summary>Ends a connection, wherever in this runspace it stands. Nothing takes its place by itself.</summary>
    public static void End(TwilioEventsConnection connection)
    {
        Slot here = Slot.Here;
        if (here.Current == connection) here.Current = null;
        if (connection.Name is not null && FindNamed(connection.Name) == connection) here.Named.Remove(connection.Name);
        connection.End();
    }

    /// <summary>True the first time in this runspace.</summary>
    public static bool IsFirstWarning(string subject) => Slot.Here.Warned.Add(subject);

    private sealed class Slot
    {
        public static Slot Here => Slots.GetOrCreateValue(Runspace.DefaultRunspace);

        public TwilioEventsConnection? Current { get; set; }

        public TwilioEventsConnection? Fallback { get; set; }

        public TwilioCredentials? FallbackCredentials { get; set; }

        public Dictionary<string, TwilioEventsConnection> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Warned { get; } = new(StringComparer.Ordinal);
    }
}
