using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <content>What there is to subscribe to: types of events, and their schemas.</content>
public sealed partial class TwilioEventsClient
{
    /// <summary>Asks for a type of event: GET /v1/Types/{Type}.</summary>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The type.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<EventType> GetEventTypeAsync(string type, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Read, "Types/" + Escape(type), "get event type", type),
        this.EventType,
        cancellation);

    /// <summary>Lists types of events: GET /v1/Types.</summary>
    /// <param name="schemaId">Those with that schema alone; null for all.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<EventType> ListEventTypes(string? schemaId = null, int? pageSize = null) => new(
        this, "Types", Query(("SchemaId", schemaId), PageSize(pageSize)), "types", "list event types", this.EventType);

    /// <summary>Asks for a schema: GET /v1/Schemas/{Id}.</summary>
    /// <param name="id">The name of the schema.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<EventSchema> GetSchemaAsync(string id, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Read, "Schemas/" + Escape(id), "get schema", id),
        fields => new EventSchema(fields, this.options.Objects),
        cancellation);

    /// <summary>Asks for a version of a schema: GET /v1/Schemas/{Id}/Versions/{SchemaVersion}.</summary>
    /// <param name="id">The name of the schema.</param>
    /// <param name="schemaVersion">The version, from 1.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The version.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<EventSchemaVersion> GetSchemaVersionAsync(string id, int schemaVersion, CancellationToken cancellation) => this.AskAsync(
        new Operation(
            OperationKind.Read,
            "Schemas/" + Escape(id) + "/Versions/" + Invariant(schemaVersion),
            "get version " + Invariant(schemaVersion) + " of schema",
            id),
        this.SchemaVersion,
        cancellation);

    /// <summary>Lists the versions of a schema: GET /v1/Schemas/{Id}/Versions.</summary>
    /// <param name="id">The name of the schema.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<EventSchemaVersion> ListSchemaVersions(string id, int? pageSize = null) => new(
        this,
        "Schemas/" + Escape(id) + "/Versions",
        Query(PageSize(pageSize)),
        "schema_versions",
        "list the versions of schema " + PlainText.Show(id, 100),
        this.SchemaVersion);
}
