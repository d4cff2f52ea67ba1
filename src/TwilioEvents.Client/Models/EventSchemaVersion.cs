using System;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// One version of a schema.
/// See https://www.twilio.com/docs/events/event-streams/schema-version.
/// </summary>
public sealed class EventSchemaVersion : Resource
{
    internal EventSchemaVersion(JsonMap fields, ObjectFactory objects)
        : base(fields, objects)
    {
    }

    /// <summary>The name of the schema, such as Messaging.MessageStatus.</summary>
    public string? Id => this.Text("id");

    /// <summary>The version, from 1.</summary>
    public int? SchemaVersion => this.Number("schema_version");

    /// <summary>When the version was created.</summary>
    public DateTimeOffset? DateCreated => this.Date("date_created");

    /// <summary>The address of the JSON schema itself.</summary>
    public string? Raw => this.Text("raw");

    /// <summary>The name and the version.</summary>
    /// <returns>Such as Messaging.MessageStatus/2.</returns>
    public override string ToString() => this.Id + "/" + this.SchemaVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
