using System;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// A type of event that Twilio can deliver.
/// See https://www.twilio.com/docs/events/event-streams/event-type.
/// </summary>
public sealed class EventType : Resource
{
    private object? links;

    internal EventType(JsonMap fields, ObjectFactory objects)
        : base(fields, objects)
    {
    }

    /// <summary>Its name, such as com.twilio.messaging.message.delivered.</summary>
    public string? Type => this.Text("type");

    /// <summary>The schema of its events, such as Messaging.MessageStatus.</summary>
    public string? SchemaId => this.Text("schema_id");

    /// <summary>What it is for, in Twilio's words.</summary>
    public string? Description => this.Text("description");

    /// <summary>How it can be used: available, deprecated, restricted or discontinued.</summary>
    public string? Status => this.Text("status");

    /// <summary>The page that explains it, or the entry of Twilio's changelog that is about it.</summary>
    public string? DocumentationUrl => this.Text("documentation_url");

    /// <summary>When it was created.</summary>
    public DateTimeOffset? DateCreated => this.Date("date_created");

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? DateUpdated => this.Date("date_updated");

    /// <summary>Addresses of what belongs to it: schema.</summary>
    public object? Links => this.links ??= this.Object("links");

    /// <summary>The name.</summary>
    /// <returns>The name, or an empty text where there is none.</returns>
    public override string ToString() => this.Type ?? string.Empty;
}
