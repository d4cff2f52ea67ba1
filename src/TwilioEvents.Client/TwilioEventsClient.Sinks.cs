using System;
using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <content>Sinks: where events are delivered.</content>
public sealed partial class TwilioEventsClient
{
    /// <summary>Asks for a sink: GET /v1/Sinks/{Sid}.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<Sink> GetSinkAsync(string sid, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Read, "Sinks/" + Escape(sid), "get sink", sid),
        this.Sink,
        cancellation);

    /// <summary>Lists sinks: GET /v1/Sinks.</summary>
    /// <param name="status">Those with that status alone; null for all.</param>
    /// <param name="inUse">True for those with subscriptions, false for those without, null for all.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<Sink> ListSinks(string? status = null, bool? inUse = null, int? pageSize = null) => new(
        this,
        "Sinks",
        Query(("Status", status), ("InUse", inUse is null ? null : inUse.Value ? "true" : "false"), PageSize(pageSize)),
        "sinks",
        "list sinks",
        this.Sink);

    /// <summary>Creates a sink: POST /v1/Sinks.</summary>
    /// <param name="description">Its description.</param>
    /// <param name="definition">Its type, and where and how it delivers.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    /// <exception cref="FormatException">The configuration cannot be written as JSON.</exception>
    public Task<Sink> CreateSinkAsync(string description, SinkDefinition definition, CancellationToken cancellation)
    {
        if (definition is null) throw new ArgumentNullException(nameof(definition));
        string json = JsonText.Write(JsonText.FromObject(definition.GetConfiguration()));
        List<KeyValuePair<string, string>> form =
            Form(("Description", description), ("SinkConfiguration", json), ("SinkType", definition.SinkType));
        var operation = new Operation(OperationKind.Create, "Sinks", "create the sink", "'" + description + "'", form);
        return this.AskAsync(operation, this.Sink, cancellation);
    }

    /// <summary>Changes the description of a sink: POST /v1/Sinks/{Sid}.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="description">The new description.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<Sink> UpdateSinkAsync(string sid, string description, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Update, "Sinks/" + Escape(sid), "set the description of sink", sid, Form(("Description", description))),
        this.Sink,
        cancellation);

    /// <summary>Removes a sink: DELETE /v1/Sinks/{Sid}.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task DeleteSinkAsync(string sid, CancellationToken cancellation) =>
        this.SendAsync(new Operation(OperationKind.Delete, "Sinks/" + Escape(sid), "remove sink", sid), cancellation);

    /// <summary>Sends a test event to a sink: POST /v1/Sinks/{Sid}/Test.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>What Twilio said.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<SinkTest> TestSinkAsync(string sid, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Create, "Sinks/" + Escape(sid) + "/Test", "test sink", sid, Form()),
        fields => new SinkTest(fields, sid),
        cancellation);

    /// <summary>Tells Twilio the id that a test event brought: POST /v1/Sinks/{Sid}/Validate.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="testId">The id from the test event.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>What Twilio said.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<SinkValidation> ValidateSinkAsync(string sid, string testId, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Update, "Sinks/" + Escape(sid) + "/Validate", "validate sink", sid, Form(("TestId", testId))),
        fields => new SinkValidation(fields, sid),
        cancellation);
}
