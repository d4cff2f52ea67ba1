using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>
/// https://www.twilio.com/docs/events/event-streams/event-type-resource and
/// https://www.twilio.com/docs/events/event-streams/schema-resource
/// </summary>
internal sealed class EventTypeOperations
{
    private readonly SandboxState state;

    public EventTypeOperations(SandboxState state) => this.state = state;

    public SandboxAnswer ListTypes(SandboxRequest request)
    {
        string? schemaId = request.Query["SchemaId"];
        Resources resources = Resources.For(request, this.state);
        return Paging.List(request, resources, EventTypeCatalogue.Types, "types", resources.EventType, Matches, "SchemaId");

        bool Matches(KnownEventType type) => schemaId is null || type.SchemaId == schemaId;
    }

    public SandboxAnswer FetchType(SandboxRequest request, string type)
    {
        KnownEventType known = EventTypeCatalogue.Types.Find(type) ?? throw Refusal.Nothing(request);
        return SandboxAnswer.Ok(Resources.For(request, this.state).EventType(known));
    }

    public SandboxAnswer FetchSchema(SandboxRequest request, string id)
    {
        Table<KnownSchemaVersion> versions = VersionsOf(request, id);
        return SandboxAnswer.Ok(Resources.For(request, this.state).Schema(versions.Rows[versions.Count - 1].Value));
    }

    public SandboxAnswer ListVersions(SandboxRequest request, string id)
    {
        Resources resources = Resources.For(request, this.state);
        return Paging.List(request, resources, VersionsOf(request, id), "schema_versions", resources.SchemaVersion);
    }

    public SandboxAnswer FetchVersion(SandboxRequest request, string id, string version)
    {
        KnownSchemaVersion known = VersionsOf(request, id).Find(version) ?? throw Refusal.Nothing(request);
        return SandboxAnswer.Ok(Resources.For(request, this.state).SchemaVersion(known));
    }

    private static Table<KnownSchemaVersion> VersionsOf(SandboxRequest request, string schemaId) =>
        EventTypeCatalogue.VersionsOf(schemaId) ?? throw Refusal.Nothing(request);
}
