using System;
using System.Globalization;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>What became of a delivery.</summary>
internal enum DeliveryOutcome
{
    /// <summary>It was not tried yet.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>The receiver refused it for good, with a status of 400 to 499 and not 429; or its sink is gone.</summary>
    Dropped,

    /// <summary>It is tried again.</summary>
    Retrying,

    /// <summary>It was tried again for four hours.</summary>
    GivenUp,

    /// <summary>Its webhook is on another machine, and gets nothing from a sandbox.</summary>
    NotSent,

    /// <summary>Its sink is not a webhook: what it would have got is kept.</summary>
    Kept,
}

/// <summary>An event on its way to a sink. The gate of the state guards it.</summary>
internal sealed class EventDelivery
{
    private TimeSpan? first;

    public EventDelivery(long number, string eventId, string type, string sinkSid, string body, DateTimeOffset date)
    {
        this.Number = number;
        this.EventId = eventId;
        this.Type = type;
        this.SinkSid = sinkSid;
        this.Body = body;
        this.DateCreated = date;
        this.DateUpdated = date;
    }

    public long Number { get; }

    public string Key => this.Number.ToString(CultureInfo.InvariantCulture);

    public string EventId { get; }

    public string Type { get; }

    public string SinkSid { get; }

    /// <summary>The event as JSON text, or what its sink would have got; null when it is no longer needed.</summary>
    public string? Body { get; private set; }

    public DateTimeOffset DateCreated { get; }

    public DateTimeOffset DateUpdated { get; private set; }

    public DeliveryOutcome Outcome { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>The status of the last answer; null where there was none.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>Twilio's code of the last failure; null where there was none.</summary>
    public int? Code { get; private set; }

    public DateTimeOffset? NextAttempt { get; private set; }

    /// <summary>When it is tried again, by the clock of the sandbox.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>Whether nothing happens to it any more.</summary>
    public bool IsFinished => this.Outcome is not (DeliveryOutcome.Pending or DeliveryOutcome.Retrying);

    /// <summary>Says when it is tried first.</summary>
    public void Delay(TimeSpan due) => this.Due = due;

    /// <summary>It comes to an end without an attempt.</summary>
    public void End(DeliveryOutcome outcome, DateTimeOffset date)
    {
        this.Outcome = outcome;
        this.DateUpdated = date;
        this.NextAttempt = null;
        if (outcome != DeliveryOutcome.Kept) this.Body = null;
    }

    /// <summary>It was tried.</summary>
    /// <param name="answer">What came of it.</param>
    /// <param name="clock">The clock of the sandbox.</param>
    /// <param name="chance">From 0 to 1: spreads the attempts.</param>
    public void Apply(WebhookAnswer answer, Clock clock, double chance)
    {
        TimeSpan now = clock.Elapsed;
        DateTimeOffset date = clock.UtcNow;
        this.first ??= now;
        this.Attempts++;
        this.LastStatus = answer.Status;
        this.Code = answer.Code;
        if (answer.IsAccepted)
        {
            this.End(DeliveryOutcome.Delivered, date);
        }
        else if (answer.IsFinal)
        {
            this.End(DeliveryOutcome.Dropped, date);
        }
        else if (RetrySchedule.Next(this.Attempts, now - this.first.Value, chance) is TimeSpan wait)
        {
            this.Outcome = DeliveryOutcome.Retrying;
            this.DateUpdated = date;
            this.NextAttempt = date + wait;
            this.Due = now + wait;
        }
        else
        {
            this.End(DeliveryOutcome.GivenUp, date);
        }
    }
}
