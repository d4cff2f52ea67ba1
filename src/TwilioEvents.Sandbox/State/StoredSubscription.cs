using System;
using System.Collections.Generic;

namespace TwilioEvents.Sandbox.State;

/// <summary>A subscription of the sandbox, with its subscribed events under their types.</summary>
internal sealed class StoredSubscription
{
    public StoredSubscription(string sid, string description, string sinkSid, IEnumerable<SubscribedType> types, DateTimeOffset date)
    {
        this.Sid = sid;
        this.Description = description;
        this.SinkSid = sinkSid;
        this.DateCreated = date;
        this.DateUpdated = date;
        foreach (SubscribedType type in types) this.Events.Add(type.Type, type);
    }

    public string Sid { get; }

    public string Description { get; set; }

    public string SinkSid { get; }

    public Table<SubscribedType> Events { get; } = new();

    public DateTimeOffset DateCreated { get; }

    public DateTimeOffset DateUpdated { get; set; }
}
