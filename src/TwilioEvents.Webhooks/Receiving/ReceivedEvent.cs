using System;
using System.Collections.Generic;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>An event on its way to whoever takes it.</summary>
public sealed class ReceivedEvent
{
    private static readonly List<Delivery> None = new();

    private TwilioEvent? found;

    internal ReceivedEvent(TwilioEvent found, int size)
    {
        this.found = found;
        this.Size = size;
    }

    /// <summary>The event.</summary>
    /// <exception cref="InvalidOperationException">It was confirmed, and is not kept any more.</exception>
    public TwilioEvent Event => this.found ?? throw new InvalidOperationException("The event was confirmed.");

    /// <summary>How much room it takes while it waits, in bytes.</summary>
    internal int Size { get; }

    /// <summary>Whether somebody has taken it for good.</summary>
    internal bool IsWritten => this.found is null;

    /// <summary>Whether a delivery that holds it was acknowledged.</summary>
    internal bool IsAcknowledged { get; set; }

    /// <summary>The deliveries that wait for it. None joins them after it was written.</summary>
    internal List<Delivery> Deliveries { get; private set; } = new(1);

    /// <summary>It was written. That is remembered for a long time, and nothing else of it.</summary>
    internal void Write()
    {
        this.found = null;
        this.Deliveries = None;
    }
}
