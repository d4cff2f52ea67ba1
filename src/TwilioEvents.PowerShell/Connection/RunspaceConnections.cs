using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;

namespace TwilioEvents;

/// <summary>The current connection of each runspace: one never sees another's.</summary>
internal static class RunspaceConnections
{
    private static readonly ConditionalWeakTable<Runspace, Slot> Slots = new();
    private static int connectWasCalled;

    /// <summary>
    /// Whether Connect-TwilioEvents was called anywhere in this process. From then on the environment no
    /// longer serves: a script that connected to the sandbox must not reach a real account in another runspace.
    /// </summary>
    public static bool ConnectWasCalled => Volatile.Read(ref connectWasCalled) != 0;

    public static TwilioEventsConnection? Current => Slot.Here.Connection;

    public static void Connect(TwilioEventsConnection connection)
    {
        Volatile.Write(ref connectWasCalled, 1);
        UseFallback(connection);
    }

    /// <summary>Forgets the connection; as after Connect, nothing takes its place by itself.</summary>
    public static void Disconnect()
    {
        Volatile.Write(ref connectWasCalled, 1);
        UseFallback(null);
    }

    /// <summary>Remembers a connection that nobody asked for by name, such as the environment's.</summary>
    public static void UseFallback(TwilioEventsConnection? connection)
    {
        // The client of the old one is left to the garbage collector: a call may still be in flight.
        Slot.Here.Connection = connection;
    }

    private sealed class Slot
    {
        public static Slot Here => Slots.GetOrCreateValue(Runspace.DefaultRunspace);

        public TwilioEventsConnection? Connection { get; set; }
    }
}
