using System;

namespace TwilioEvents;

/// <summary>A type of event, and the version of its schema that is wanted.</summary>
public sealed class TypeVersion
{
    /// <summary>Names a type.</summary>
    /// <param name="type">Such as com.twilio.messaging.message.delivered.</param>
    /// <param name="schemaVersion">From 1; null for the newest.</param>
    public TypeVersion(string type, int? schemaVersion = null)
    {
        this.Type = type ?? throw new ArgumentNullException(nameof(type));
        this.SchemaVersion = schemaVersion;
    }

    /// <summary>The type, such as com.twilio.messaging.message.delivered.</summary>
    public string Type { get; }

    /// <summary>The version of its schema, from 1; null for the newest.</summary>
    public int? SchemaVersion { get; }

    /// <summary>The status of the type, such as deprecated, where it is known.</summary>
    public string? Status { get; set; }

    /// <summary>The type, with its version where one is wanted.</summary>
    /// <returns>Such as com.twilio.messaging.message.delivered@2.</returns>
    public override string ToString() =>
        this.SchemaVersion is int version ? this.Type + "@" + version.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : this.Type;
}
