using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Delivery;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>What the API answers, field by field.</summary>
internal sealed class Resources
{
    private readonly string origin;
    private readonly string accountSid;

    /// <param name="origin">What the addresses in the answer begin with: scheme, host and port.</param>
    /// <param name="accountSid">Whose account it is.</param>
    public Resources(string origin, string accountSid)
    {
        this.origin = origin;
        this.accountSid = accountSid;
    }

    /// <summary>Those of a sandbox's account, with addresses that lead back to where a request was sent.</summary>
    public static Resources For(SandboxRequest request, SandboxState state) => new(request.Origin, state.AccountSid);

    public JsonMap Sink(StoredSink sink) => new()
    {
        ["sid"] = sink.Sid,
        ["description"] = sink.Description,
        ["sink_type"] = sink.Type,
        ["status"] = sink.Status,
        ["sink_configuration"] = sink.Configuration,
        ["date_created"] = Timestamp(sink.DateCreated),
        ["date_updated"] = Timestamp(sink.DateUpdated),
        ["url"] = this.Url("Sinks", sink.Sid),
        ["links"] = new JsonMap
        {
            ["sink_test"] = this.Url("Sinks", sink.Sid, "Test"),
            ["sink_validate"] = this.Url("Sinks", sink.Sid, "Validate"),
        },
    };

    public JsonMap Subscription(StoredSubscription subscription) => new()
    {
        ["account_sid"] = this.accountSid,
        ["sid"] = subscription.Sid,
        ["date_created"] = Timestamp(subscription.DateCreated),
        ["date_updated"] = Timestamp(subscription.DateUpdated),
        ["description"] = subscription.Description,
        ["sink_sid"] = subscription.SinkSid,
        ["url"] = this.Url("Subscriptions", subscription.Sid),
        ["links"] = new JsonMap { ["subscribed_events"] = this.Url("Subscriptions", subscription.Sid, "SubscribedEvents") },
    };

    public JsonMap SubscribedEvent(string subscriptionSid, SubscribedType subscribed) => new()
    {
        ["account_sid"] = this.accountSid,
        ["subscription_sid"] = subscriptionSid,
        ["type"] = subscribed.Type,
        ["schema_version"] = subscribed.SchemaVersion,
        ["url"] = this.Url("Subscriptions", subscriptionSid, "SubscribedEvents", subscribed.Type),
    };

    public JsonMap EventType(KnownEventType type) => new()
    {
        ["type"] = type.Type,
        ["schema_id"] = type.SchemaId,
        ["date_created"] = Timestamp(EventTypeCatalogue.FirstDate),
        ["date_updated"] = Timestamp(EventTypeCatalogue.FirstDate),
        ["description"] = type.Description,
        ["status"] = type.Status,
        ["documentation_url"] = type.DocumentationUrl,
        ["url"] = this.Url("Types", type.Type),
        ["links"] = new JsonMap { ["schema"] = this.Url("Schemas", type.SchemaId, "Versions") },
    };

    public JsonMap Schema(KnownSchemaVersion latest) => new()
    {
        ["id"] = latest.SchemaId,
        ["url"] = this.Url("Schemas", latest.SchemaId),
        ["latest_version_date_created"] = Timestamp(latest.DateCreated),
        ["latest_version"] = latest.Version,
        ["links"] = new JsonMap { ["versions"] = this.Url("Schemas", latest.SchemaId, "Versions") },
    };

    public JsonMap SchemaVersion(KnownSchemaVersion version)
    {
        string number = version.Version.ToString(CultureInfo.InvariantCulture);
        return new JsonMap
        {
            ["id"] = version.SchemaId,
            ["schema_version"] = version.Version,
            ["date_created"] = Timestamp(version.DateCreated),
            ["url"] = this.Url("Schemas", version.SchemaId, "Versions", number),
            ["raw"] = "https://events-schemas.twilio.com/" + version.SchemaId + "/" + number,
        };
    }

    public JsonMap Delivery(EventDelivery delivery) => new()
    {
        ["event_id"] = delivery.EventId,
        ["event_type"] = delivery.Type,
        ["sink_sid"] = delivery.SinkSid,
        ["account_sid"] = this.accountSid,
        ["outcome"] = Word(delivery.Outcome),
        ["attempts"] = delivery.Attempts,
        ["last_status"] = delivery.LastStatus,
        ["error_code"] = delivery.Code,
        ["next_attempt"] = delivery.NextAttempt is DateTimeOffset next ? Timestamp(next) : null,
        ["date_created"] = Timestamp(delivery.DateCreated),
        ["date_updated"] = Timestamp(delivery.DateUpdated),
        ["record"] = delivery.Outcome == DeliveryOutcome.Kept ? delivery.Body : null,
    };

    /// <summary>The address of whatever stands at a path.</summary>
    public string UrlOf(IEnumerable<string> path) => this.origin + "/" + string.Join("/", path.Select(Uri.EscapeDataString));

    /// <summary>The address of a resource, or of a list of them.</summary>
    public string Url(params string[] path) => this.origin + "/v1/" + string.Join("/", path.Select(Uri.EscapeDataString));

    // As the API writes words: given_up.
    private static string Word(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.GivenUp => "given_up",
        DeliveryOutcome.NotSent => "not_sent",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    private static string Timestamp(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
