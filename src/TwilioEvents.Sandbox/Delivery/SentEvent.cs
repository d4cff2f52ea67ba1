using System.Collections.Generic;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>An event that was made, and where it goes.</summary>
internal sealed class SentEvent
{
    private readonly List<object?> sinks = new();
    private readonly List<object?> notSent = new();

    public SentEvent(string id, string type)
    {
        this.Id = id;
        this.Type = type;
    }

    public string Id { get; }

    public string Type { get; }

    /// <summary>The Sids of the sinks that it goes to.</summary>
    public IReadOnlyList<object?> Sinks => this.sinks;

    /// <summary>The Sids of the sinks that would get it from Twilio, and whose webhook is on another machine.</summary>
    public IReadOnlyList<object?> NotSent => this.notSent;

    public void Add(string sinkSid, bool isSent)
    {
        List<object?> list = isSent ? this.sinks : this.notSent;
        if (!list.Contains(sinkSid)) list.Add(sinkSid);
    }
}
