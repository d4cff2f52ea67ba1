using System;

namespace TwilioEvents.Sandbox.State;

/// <summary>A version of a schema of the catalogue.</summary>
internal sealed class KnownSchemaVersion
{
    public KnownSchemaVersion(string schemaId, int version, DateTimeOffset dateCreated)
    {
        this.SchemaId = schemaId;
        this.Version = version;
        this.DateCreated = dateCreated;
    }

    public string SchemaId { get; }

    public int Version { get; }

    public DateTimeOffset DateCreated { get; }
}
