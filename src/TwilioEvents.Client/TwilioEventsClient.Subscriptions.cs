using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <content>Subscriptions, and the types of events in them.</content>
public sealed partial class TwilioEventsClient
{
    /// <summary>Asks for a subscription: GET /v1/Subscriptions/{Sid}.</summary>
    /// <param name="sid">The Sid of the subscription.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<Subscription> GetSubscriptionAsync(string sid, CancellationToken cancellation) => this.AskAsync(
        new Operation(OperationKind.Read, "Subscriptions/" + Escape(sid), "get subscription", sid),
        this.Subscription,
        cancellation);

    /// <summary>Lists subscriptions: GET /v1/Subscriptions.</summary>
    /// <param name="sinkSid">Those to that sink alone; null for all.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<Subscription> ListSubscriptions(string? sinkSid = null, int? pageSize = null) => new(
        this,
        "Subscriptions",
        Query(("SinkSid", sinkSid), PageSize(pageSize)),
        "subscriptions",
        sinkSid is null ? "list subscriptions" : "list the subscriptions of sink " + sinkSid,
        this.Subscription);

    /// <summary>Creates a subscription: POST /v1/Subscriptions.</summary>
    /// <param name="description">Its description.</param>
    /// <param name="sinkSid">The sink that gets the events.</param>
    /// <param name="types">The types of events, at least one.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscription as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<Subscription> CreateSubscriptionAsync(
        string description,
        string sinkSid,
        IEnumerable<TypeVersion> types,
        CancellationToken cancellation)
    {
        IEnumerable<(string, string?)> fields = new (string, string?)[] { ("Description", description), ("SinkSid", sinkSid) }
            .Concat(types.Select(type => ("Types", (string?)TypeJson(type))));
        List<KeyValuePair<string, string>> form = Form(fields.ToArray());
        var operation = new Operation(OperationKind.Create, "Subscriptions", "create the subscription", "'" + description + "'", form);
        return this.AskAsync(operation, this.Subscription, cancellation);
    }

    /// <summary>Changes the description of a subscription: POST /v1/Subscriptions/{Sid}.</summary>
    /// <param name="sid">The Sid of the subscription.</param>
    /// <param name="description">The new description.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscription as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<Subscription> UpdateSubscriptionAsync(string sid, string description, CancellationToken cancellation) => this.AskAsync(
        new Operation(
            OperationKind.Update,
            "Subscriptions/" + Escape(sid),
            "set the description of subscription",
            sid,
            Form(("Description", description))),
        this.Subscription,
        cancellation);

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
    public Task<SubscribedEvent> GetSubscribedEventAsync(string subscriptionSid, string type, CancellationToken cancellation)
    {
        string path = SubscribedEvents(subscriptionSid) + "/" + Escape(type);
        var operation = new Operation(OperationKind.Read, path, "get the subscribed event", type + " of " + subscriptionSid);
        return this.AskAsync(operation, this.SubscribedEvent, cancellation);
    }

    /// <summary>Lists the types of a subscription: GET /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="pageSize">How many one request asks for, 1 to 1000; null for Twilio's default, 50.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<SubscribedEvent> ListSubscribedEvents(string subscriptionSid, int? pageSize = null) => new(
        this,
        SubscribedEvents(subscriptionSid),
        Query(PageSize(pageSize)),
        "types",
        "list the subscribed events of " + PlainText.Show(subscriptionSid, 60),
        this.SubscribedEvent);

    /// <summary>Adds a type to a subscription: POST /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type, and optionally the version of its schema. Default: the newest version.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscribed event.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<SubscribedEvent> CreateSubscribedEventAsync(string subscriptionSid, TypeVersion type, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> form = Form(("Type", type.Type), ("SchemaVersion", Invariant(type.SchemaVersion)));
        string target = type + " to " + subscriptionSid;
        var operation = new Operation(OperationKind.Create, SubscribedEvents(subscriptionSid), "add the subscribed event", target, form);
        return this.AskAsync(operation, this.SubscribedEvent, cancellation);
    }

    /// <summary>
    /// Changes the version of a type of a subscription: POST /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type}.
    /// </summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type.</param>
    /// <param name="schemaVersion">The version of its schema, from 1.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The subscribed event as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<SubscribedEvent> UpdateSubscribedEventAsync(
        string subscriptionSid,
        string type,
        int schemaVersion,
        CancellationToken cancellation)
    {
        string path = SubscribedEvents(subscriptionSid) + "/" + Escape(type), target = type + " of " + subscriptionSid;
        List<KeyValuePair<string, string>> form = Form(("SchemaVersion", Invariant(schemaVersion)));
        var operation = new Operation(OperationKind.Update, path, "set the version of the subscribed event", target, form);
        return this.AskAsync(operation, this.SubscribedEvent, cancellation);
    }

    /// <summary>Takes a type out of a subscription: DELETE /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type}.</summary>
    /// <param name="subscriptionSid">The Sid of the subscription.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task DeleteSubscribedEventAsync(string subscriptionSid, string type, CancellationToken cancellation)
    {
        string path = SubscribedEvents(subscriptionSid) + "/" + Escape(type);
        var operation = new Operation(OperationKind.Delete, path, "remove the subscribed event", type + " of " + subscriptionSid);
        return this.SendAsync(operation, cancellation);
    }

    private static string SubscribedEvents(string subscriptionSid) => "Subscriptions/" + Escape(subscriptionSid) + "/SubscribedEvents";

    private static string TypeJson(TypeVersion type)
    {
        var map = new JsonMap { ["type"] = type.Type };
        if (type.SchemaVersion is int version) map["schema_version"] = version;
        return JsonText.Write(map);
    }
}
