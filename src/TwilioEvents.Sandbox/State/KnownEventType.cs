namespace TwilioEvents.Sandbox.State;

/// <summary>An event type of the catalogue.</summary>
internal sealed class KnownEventType
{
    public KnownEventType(string type, string status, string schemaId, string page, string description)
    {
        this.Type = type;
        this.Status = status;
        this.SchemaId = schemaId;
        this.DocumentationUrl = "https://www.twilio.com/docs/" + page;
        this.Description = description;
    }

    public string Type { get; }

    public string Status { get; }

    public string SchemaId { get; }

    public string DocumentationUrl { get; }

    public string Description { get; }

    /// <summary>https://www.twilio.com/docs/events/event-types-lifecycle: a deprecated type can still be subscribed to.</summary>
    public bool TakesSubscriptions => this.Status is not ("restricted" or "discontinued");
}
