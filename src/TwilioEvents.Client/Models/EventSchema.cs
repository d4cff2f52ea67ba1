using System;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// A schema: how the events of one or more types look.
/// See https://www.twilio.com/docs/events/event-streams/schema.
/// </summary>
public sealed class EventSchema : Resource
{
    private object? links;

    internal EventSchema(JsonMap fields, ObjectFactory objects)
        : base(fields, objects)
    {
    }

    /// <summary>Its name, such as Messaging.MessageStatus.</summary>
    public string? Id => this.Text("id");

    /// <summary>The newest version, from 1.</summary>
    public int? LatestVersion => this.Number("latest_version");

    /// <summary>When the newest version was created.</summary>
    public DateTimeOffset? LatestVersionDateCreated => this.Date("latest_version_date_created");

    /// <summary>Addresses of what belongs to it: versions.</summary>
    public object? Links => this.links ??= this.Object("links");

    /// <summary>The name.</summary>
    /// <returns>The name, or an empty text where there is none.</returns>
    public override string ToString() => this.Id ?? string.Empty;
}
