namespace TwilioEvents.Sandbox.State;

/// <summary>An event type that a subscription has, and the version of its schema that it is pinned to.</summary>
internal sealed class SubscribedType
{
    public SubscribedType(string type, int schemaVersion)
    {
        this.Type = type;
        this.SchemaVersion = schemaVersion;
    }

    public string Type { get; }

    public int SchemaVersion { get; set; }
}
