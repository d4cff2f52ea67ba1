using System;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Bulk;

namespace TwilioEvents.Commands;

/// <summary>The call for one input of a command.</summary>
internal sealed class ItemCall : OrderedCall
{
    /// <param name="name">What the account of a stopped run calls it.</param>
    /// <param name="key">Calls with the same key never run at the same time; null where it waits for no other.</param>
    /// <param name="target">The input, for errors.</param>
    /// <param name="connection">Over which connection it goes.</param>
    /// <param name="circuit">That of its connection.</param>
    /// <param name="connectionIsOfRow">Whether the input named its connection itself: its end is not that of the command.</param>
    /// <param name="send">Does it, unless the circuit is open.</param>
    public ItemCall(string name, string? key, object? target, TwilioEventsConnection connection, CircuitBreaker circuit,
        bool connectionIsOfRow, Func<CancellationToken, Task<object?>> send)
        : base(key, send)
    {
        this.Name = name;
        this.Target = target;
        this.Connection = connection;
        this.Circuit = circuit;
        this.ConnectionIsOfRow = connectionIsOfRow;
    }

    public string Name { get; }

    public object? Target { get; }

    public TwilioEventsConnection Connection { get; }

    public CircuitBreaker Circuit { get; }

    public bool ConnectionIsOfRow { get; }
}
