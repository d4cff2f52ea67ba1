using System;
using System.Collections.Generic;
using System.Globalization;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Delivery;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>The sandbox's own operations on events and deliveries, which Twilio does not have.</summary>
internal sealed class EventOperations
{
    private const int MostEvents = 1000;

    private readonly SandboxState state;
    private readonly EventSender sender;
    private readonly DeliveryLog log;

    public EventOperations(SandboxState state, EventSender sender, DeliveryLog log)
    {
        this.state = state;
        this.sender = sender;
        this.log = log;
    }

    /// <summary>POST /sandbox/events with Type, and maybe Data, Count and SinkSid.</summary>
    public SandboxAnswer Send(SandboxRequest request)
    {
        string name = request.Form.Required("Type");
        KnownEventType type = EventTypeCatalogue.Types.Find(name) ?? throw Refusal.BadRequest(
            Refusal.EventTypeNotFound, "Event type " + PlainText.Show(name) + " not found in the sandbox's catalogue");
        JsonMap? data = Data(request.Form["Data"]);
        int count = Count(request.Form["Count"]);
        string? sinkSid = request.Form["SinkSid"];
        if (sinkSid is not null && this.state.Sinks.Find(sinkSid) is null)
        {
            throw Refusal.BadRequest(Refusal.SinkNotFound, "Sink " + PlainText.Show(sinkSid) + " could not be found in the sandbox");
        }

        if (this.sender.IsFull) throw Refusal.TooManyDeliveries();
        var events = new List<object?>();
        for (int i = 0; i < count; i++)
        {
            SentEvent sent = this.sender.Send(type, data, sinkSid);
            events.Add(new JsonMap { ["id"] = sent.Id, ["type"] = sent.Type, ["sinks"] = sent.Sinks, ["not_sent"] = sent.NotSent });
        }

        return SandboxAnswer.Created(new JsonMap { ["events"] = events });
    }

    /// <summary>GET /sandbox/deliveries, with the filters SinkSid and Type.</summary>
    public SandboxAnswer List(SandboxRequest request)
    {
        string? sinkSid = request.Query["SinkSid"], type = request.Query["Type"];
        Resources resources = Resources.For(request, this.state);
        return Paging.List(request, resources, this.log.All, "deliveries", resources.Delivery, Matches, "SinkSid", "Type");

        bool Matches(EventDelivery delivery) =>
            (sinkSid is null || delivery.SinkSid == sinkSid) && (type is null || delivery.Type == type);
    }

    private static int Count(string? text)
    {
        if (text is null) return 1;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        return isNumber && count is >= 1 and <= MostEvents ? count
            : throw Refusal.BadRequest(Refusal.InvalidParameter, "Count '" + PlainText.Show(text) + "' is not an integer from 1 to 1000");
    }

    private static JsonMap? Data(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            if (JsonText.Parse(text!) is JsonMap map) return map;
        }
        catch (FormatException)
        {
            // The message is the same: the text may hold a secret.
        }

        throw Refusal.BadRequest(Refusal.InvalidParameter, "Data is not a JSON object");
    }
}
