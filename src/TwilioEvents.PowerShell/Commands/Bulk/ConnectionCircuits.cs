using System.Collections.Generic;
using TwilioEvents.Bulk;

namespace TwilioEvents.Commands;

/// <summary>The circuit breaker of each connection that a command uses.</summary>
internal sealed class ConnectionCircuits
{
    private readonly Dictionary<TwilioEventsConnection, CircuitBreaker> circuits = new();

    /// <summary>That of a connection.</summary>
    public CircuitBreaker Of(TwilioEventsConnection connection)
    {
        if (!this.circuits.TryGetValue(connection, out CircuitBreaker? circuit))
            this.circuits.Add(connection, circuit = new CircuitBreaker());
        return circuit;
    }
}
