using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>
/// https://www.twilio.com/docs/events/event-streams/event-type-resource and
/// https://www.twilio.com/docs/events/event-streams/schema-resource
/// </summary>
internal static class EventTypeOperations
{
    public static SandboxAnswer ListTypes(SandboxRequest request)
    {
        string? schemaId = request.Query["SchemaId"];
        return Paging.List(request, EventTypeCatalogue.Types, "types", row => schemaId is null || row.Value.Text("schema_id") == schemaId, "SchemaId");
    }

    public static SandboxAnswer FetchType(SandboxRequest request, string type) => SandboxAnswer.Ok(EventTypeCatalogue.Types.Find(type) ?? throw Refusal.Nothing(request));

    public static SandboxAnswer FetchSchema(SandboxRequest request, string id)
    {
        Table versions = VersionsOf(request, id);
        return SandboxAnswer.Ok(Resources.Schema(id, versions.Count, versions.Rows[versions.Count - 1].Value.Text("date_created")));
    }

    public static SandboxAnswer ListVersions(SandboxRequest request, string id) => Paging.List(request, VersionsOf(request, id), "schema_versions", _ => true);

    public static SandboxAnswer FetchVersion(SandboxRequest request, string id, string version) => SandboxAnswer.Ok(VersionsOf(request, id).Find(version) ?? throw Refusal.Nothing(request));

    private static Table VersionsOf(SandboxRequest request, string schemaId) => EventTypeCatalogue.VersionsOf(schemaId) ?? throw Refusal.Nothing(request);
}
