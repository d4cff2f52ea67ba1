using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Http;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// The 22 operations of the Events API over one pool of connections. See https://www.twilio.com/docs/events.
/// Every call throws <see cref="TwilioEventsException"/> when it fails, and
/// <see cref="OperationCanceledException"/> when its token is cancelled. Safe for many threads.
/// </summary>
public sealed partial class TwilioEventsClient : IDisposable
{
    private readonly Transport transport;
    private readonly TwilioEventsClientOptions options;
    private readonly CallOptions? call;

    /// <summary>Connects over the network.</summary>
    /// <param name="options">Where, as whom, how long.</param>
    public TwilioEventsClient(TwilioEventsClientOptions options)
        : this(options, NetworkHandler.Create(options ?? throw new ArgumentNullException(nameof(options))))
    {
    }

    /// <summary>Sends every request into a handler.</summary>
    /// <param name="options">Where, as whom, how long.</param>
    /// <param name="handler">What answers; disposed with the client.</param>
    public TwilioEventsClient(TwilioEventsClientOptions options, HttpMessageHandler handler)
    {
        this.options = options ?? throw new ArgumentNullException(nameof(options));
        if (!IsAllowed(options.BaseUri)) throw new ArgumentException("The base URI must be https, or http to loopback, and hold no user information, query or fragment.", nameof(options));
        this.transport = new Transport(options, handler);
    }

    private TwilioEventsClient(TwilioEventsClient connection, CallOptions call)
    {
        this.transport = connection.transport;
        this.options = connection.options;
        this.call = call;
    }

    /// <summary>Where the operations go.</summary>
    public Uri BaseUri => this.options.BaseUri;

    /// <summary>The same client over the same connections, with other settings for its calls.</summary>
    /// <param name="call">The settings.</param>
    /// <returns>A client that need not be disposed, and ends with this one.</returns>
    public TwilioEventsClient With(CallOptions call) => new(this, call);

    /// <summary>Whether credentials may go there: https, or http to loopback, and nothing in it but a host and a path.</summary>
    /// <param name="uri">The base URI.</param>
    /// <returns>True where it is allowed.</returns>
    public static bool IsAllowed(Uri uri) =>
        uri is { IsAbsoluteUri: true }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    /// <summary>Asks for a sink: GET /v1/Sinks/{Sid}.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<Sink> GetSinkAsync(string sid, CancellationToken cancellation) =>
        this.Sink(await this.AskAsync(new Operation(OperationKind.Read, "Sinks/" + Escape(sid), "get sink", sid), cancellation).ConfigureAwait(false));

    /// <summary>Lists sinks: GET /v1/Sinks.</summary>
    /// <param name="status">Those with that status alone; null for all.</param>
    /// <param name="inUse">True for those with subscriptions, false for those without, null for all.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<Sink> ListSinks(string? status = null, bool? inUse = null, int? pageSize = null) => new(
        this, "Sinks", Query(("Status", status), ("InUse", inUse is null ? null : inUse.Value ? "true" : "false"), PageSize(pageSize)), "sinks", "list sinks", this.Sink);

    /// <summary>Creates a sink: POST /v1/Sinks.</summary>
    /// <param name="description">Its description.</param>
    /// <param name="sinkType">webhook, kinesis, segment, or what Twilio adds.</param>
    /// <param name="configuration">Where and how it delivers: dictionaries, sequences and scalars, sent as JSON.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    /// <exception cref="FormatException">The configuration cannot be written as JSON.</exception>
    public async Task<Sink> CreateSinkAsync(string description, string sinkType, IDictionary configuration, CancellationToken cancellation)
    {
        KeyValuePair<string, string>[] form = Form(("Description", description), ("SinkConfiguration", JsonText.Write(JsonText.FromObject(configuration))), ("SinkType", sinkType));
        return this.Sink(await this.AskAsync(new Operation(OperationKind.Create, "Sinks", "create the sink", "'" + description + "'", form), cancellation).ConfigureAwait(false));
    }

    /// <summary>Changes the description of a sink: POST /v1/Sinks/{Sid}.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="description">The new description.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<Sink> UpdateSinkAsync(string sid, string description, CancellationToken cancellation) => this.Sink(await this.AskAsync(
        new Operation(OperationKind.Update, "Sinks/" + Escape(sid), "set the description of sink", sid, Form(("Description", description))), cancellation).ConfigureAwait(false));

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
    public async Task<SinkTest> TestSinkAsync(string sid, CancellationToken cancellation) => new(
        await this.AskAsync(new Operation(OperationKind.Create, "Sinks/" + Escape(sid) + "/Test", "test sink", sid, Form()), cancellation).ConfigureAwait(false), sid);

    /// <summary>Tells Twilio the id that a test event brought: POST /v1/Sinks/{Sid}/Validate.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="testId">The id from the test event.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>What Twilio said.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<SinkValidation> ValidateSinkAsync(string sid, string testId, CancellationToken cancellation) => new(
        await this.AskAsync(new Operation(OperationKind.Update, "Sinks/" + Escape(sid) + "/Validate", "validate sink", sid, Form(("TestId", testId))), cancellation).ConfigureAwait(false), sid);

    /// <summary>Asks for a subscription: GET /v1/Subscriptions/{Sid}.</summary>
    /// <param name="sid">The Sid of the subscription.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<Subscription> GetSubscriptionAsync(string sid, CancellationToken cancellation) =>
        this.Subscription(await this.AskAsync(new Operation(OperationKind.Read, "Subscriptions/" + Escape(sid), "get subscription", sid), cancellation).ConfigureAwait(false));

    /// <summary>Lists subscriptions: GET /v1/Subscriptions.</summary>
    /// <param name="sinkSid">Those to that sink alone; null for all.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<Subscription> ListSubscriptions(string? sinkSid = null, int? pageSize = null) => new(
        this, "Subscriptions", Query(("SinkSid", sinkSid), PageSize(pageSize)), "subscriptions", sinkSid is null ? "list subscriptions" : "list the subscriptions of sink " + sinkSid, this.Subscription);

    /// <summary>Creates a subscription: POST /v1/Subscriptions.</summary>
    /// <param name="description">Its description.</param>
    /// <param name="sinkSid">The sink that gets the events.</param>
    /// <param name="types">The types of events, at least one.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscription as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<Subscription> CreateSubscriptionAsync(string description, string sinkSid, IEnumerable<TypeVersion> types, CancellationToken cancellation)
    {
        IEnumerable<(string, string?)> fields = new (string, string?)[] { ("Description", description), ("SinkSid", sinkSid) }.Concat(types.Select(type => ("Types", (string?)TypeJson(type))));
        return this.Subscription(await this.AskAsync(new Operation(OperationKind.Create, "Subscriptions", "create the subscription", "'" + description + "'", Form(fields.ToArray())), cancellation).ConfigureAwait(false));
    }

    /// <summary>Changes the description of a subscription: POST /v1/Subscriptions/{Sid}.</summary>
    /// <param name="sid">The Sid of the subscription.</param>
    /// <param name="description">The new description.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscription as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<Subscription> UpdateSubscriptionAsync(string sid, string description, CancellationToken cancellation) => this.Subscription(await this.AskAsync(
        new Operation(OperationKind.Update, "Subscriptions/" + Escape(sid), "set the description of subscription", sid, Form(("Description", description))), cancellation).ConfigureAwait(false));

    /// <summary>Removes a subscription: DELETE /v1/Subscriptions/{Sid}.</summary>
    /// <param name="sid">The Sid of the subscription.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task DeleteSubscriptionAsync(string sid, CancellationToken cancellation) =>
        this.SendAsync(new Operation(OperationKind.Delete, "Subscriptions/" + Escape(sid), "remove subscription", sid), cancellation);

    /// <summary>Asks for one type of a subscription: GET /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type}.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscribed event.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<SubscribedEvent> GetSubscribedEventAsync(string subscriptionSid, string type, CancellationToken cancellation) => this.SubscribedEvent(await this.AskAsync(
        new Operation(OperationKind.Read, SubscribedEvents(subscriptionSid) + "/" + Escape(type), "get the subscribed event", type + " of " + subscriptionSid), cancellation).ConfigureAwait(false));

    /// <summary>Lists the types of a subscription: GET /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<SubscribedEvent> ListSubscribedEvents(string subscriptionSid, int? pageSize = null) => new(
        this, SubscribedEvents(subscriptionSid), Query(PageSize(pageSize)), "types", "list the subscribed events of " + PlainText.Show(subscriptionSid, 60), this.SubscribedEvent);

    /// <summary>Adds a type to a subscription: POST /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type, and the version of its schema; the newest where none is named.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscribed event.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<SubscribedEvent> CreateSubscribedEventAsync(string subscriptionSid, TypeVersion type, CancellationToken cancellation) => this.SubscribedEvent(await this.AskAsync(
        new Operation(
            OperationKind.Create,
            SubscribedEvents(subscriptionSid),
            "add the subscribed event",
            type + " to " + subscriptionSid,
            Form(("Type", type.Type), ("SchemaVersion", Invariant(type.SchemaVersion)))),
        cancellation).ConfigureAwait(false));

    /// <summary>Changes the version of a type of a subscription: POST /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type}.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type.</param>
    /// <param name="schemaVersion">The version of its schema, from 1.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscribed event as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<SubscribedEvent> UpdateSubscribedEventAsync(string subscriptionSid, string type, int schemaVersion, CancellationToken cancellation) => this.SubscribedEvent(await this.AskAsync(
        new Operation(
            OperationKind.Update,
            SubscribedEvents(subscriptionSid) + "/" + Escape(type),
            "set the version of the subscribed event",
            type + " of " + subscriptionSid,
            Form(("SchemaVersion", Invariant(schemaVersion)))),
        cancellation).ConfigureAwait(false));

    /// <summary>Takes a type out of a subscription: DELETE /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type}.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task DeleteSubscribedEventAsync(string subscriptionSid, string type, CancellationToken cancellation) => this.SendAsync(
        new Operation(OperationKind.Delete, SubscribedEvents(subscriptionSid) + "/" + Escape(type), "remove the subscribed event", type + " of " + subscriptionSid), cancellation);

    /// <summary>Asks for a type of event: GET /v1/Types/{Type}.</summary>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The type.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<EventType> GetEventTypeAsync(string type, CancellationToken cancellation) =>
        this.EventType(await this.AskAsync(new Operation(OperationKind.Read, "Types/" + Escape(type), "get event type", type), cancellation).ConfigureAwait(false));

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
    public async Task<EventSchema> GetSchemaAsync(string id, CancellationToken cancellation) =>
        new(await this.AskAsync(new Operation(OperationKind.Read, "Schemas/" + Escape(id), "get schema", id), cancellation).ConfigureAwait(false), this.options.Objects);

    /// <summary>Asks for a version of a schema: GET /v1/Schemas/{Id}/Versions/{SchemaVersion}.</summary>
    /// <param name="id">The name of the schema.</param>
    /// <param name="schemaVersion">The version, from 1.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The version.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<EventSchemaVersion> GetSchemaVersionAsync(string id, int schemaVersion, CancellationToken cancellation) => this.SchemaVersion(await this.AskAsync(
        new Operation(OperationKind.Read, "Schemas/" + Escape(id) + "/Versions/" + Invariant(schemaVersion), "get version " + Invariant(schemaVersion) + " of schema", id), cancellation).ConfigureAwait(false));

    /// <summary>Lists the versions of a schema: GET /v1/Schemas/{Id}/Versions.</summary>
    /// <param name="id">The name of the schema.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<EventSchemaVersion> ListSchemaVersions(string id, int? pageSize = null) => new(
        this, "Schemas/" + Escape(id) + "/Versions", Query(PageSize(pageSize)), "schema_versions", "list the versions of schema " + PlainText.Show(id, 100), this.SchemaVersion);

    /// <summary>Asks Twilio once whether the credentials work, for a list of one sink: GET /v1/Sinks?PageSize=1.</summary>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when they do work.</returns>
    /// <exception cref="TwilioEventsException">They do not, or the call failed.</exception>
    public Task VerifyAsync(CancellationToken cancellation) =>
        this.SendAsync(new Operation(OperationKind.Read, "Sinks?PageSize=1", "verify the credentials of", this.options.UserName), cancellation);

    /// <summary>Overwrites the secret in memory. A request that is under way ends as it would; no further one is made.</summary>
    public void ForgetSecret() => this.options.ForgetSecret();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (this.call is null) this.transport.Dispose();
    }

    /// <summary>Carries out an operation that has an answer.</summary>
    internal async Task<JsonMap> AskAsync(Operation operation, CancellationToken cancellation) => (await this.SendAsync(operation, cancellation).ConfigureAwait(false))!.Body!;

    /// <summary>Carries out an operation, and gives its status and request id too.</summary>
    internal Task<Answer?> SendAsync(Operation operation, CancellationToken cancellation) => this.transport.SendAsync(operation, this.call, cancellation);

    /// <summary>Masks the connection's own secrets in a text that an answer brought.</summary>
    internal Scrubber CreateScrubber() => new(this.options.SecretsOf(this.options.CreateAuthorization()));

    // The server would take the two as steps in its folders.
    private static string Escape(string part) => part is "." or ".." ? throw new ArgumentException("'" + part + "' names nothing.", nameof(part)) : Uri.EscapeDataString(part);

    private static string SubscribedEvents(string subscriptionSid) => "Subscriptions/" + Escape(subscriptionSid) + "/SubscribedEvents";

    private static string? Invariant(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static (string, string?) PageSize(int? pageSize) => ("PageSize", Invariant(pageSize));

    private static string TypeJson(TypeVersion type)
    {
        var map = new JsonMap { ["type"] = type.Type };
        if (type.SchemaVersion is int version) map["schema_version"] = version;
        return JsonText.Write(map);
    }

    private static KeyValuePair<string, string>[] Form(params (string Name, string? Value)[] fields) =>
        fields.Where(f => f.Value is not null).Select(f => new KeyValuePair<string, string>(f.Name, f.Value!)).ToArray();

    private static string Query(params (string Name, string? Value)[] fields)
    {
        var query = new StringBuilder();
        foreach ((string name, string? value) in fields)
        {
            if (value is not null) query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    private Sink Sink(JsonMap fields) => new(fields, this.options.Objects, this.options.AccountSid);

    private Subscription Subscription(JsonMap fields) => new(fields, this.options.Objects, this.options.AccountSid);

    private SubscribedEvent SubscribedEvent(JsonMap fields) => new(fields, this.options.Objects, this.options.AccountSid);

    private EventType EventType(JsonMap fields) => new(fields, this.options.Objects);

    private EventSchemaVersion SchemaVersion(JsonMap fields) => new(fields, this.options.Objects);
}
