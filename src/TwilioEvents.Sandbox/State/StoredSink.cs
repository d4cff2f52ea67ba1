using System;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox.State;

/// <summary>A sink of the sandbox.</summary>
internal sealed class StoredSink
{
    public StoredSink(string sid, string description, string type, string status, JsonMap configuration, DateTimeOffset date)
    {
        this.Sid = sid;
        this.Description = description;
        this.Type = type;
        this.Status = status;
        this.Configuration = configuration;
        this.DateCreated = date;
        this.DateUpdated = date;
    }

    public string Sid { get; }

    public string Description { get; set; }

    public string Type { get; }

    public string Status { get; set; }

    public JsonMap Configuration { get; }

    public DateTimeOffset DateCreated { get; }

    public DateTimeOffset DateUpdated { get; set; }

    public bool IsActive => this.Status == "active";
}
