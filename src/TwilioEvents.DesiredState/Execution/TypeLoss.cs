using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>Which types cannot be subscribed to again once they are removed.</summary>
internal sealed class TypeLoss
{
    private readonly IReadOnlyDictionary<string, EventType>? known;

    /// <param name="known">The types that Twilio lists; null where the credentials may not list them.</param>
    public TypeLoss(IReadOnlyDictionary<string, EventType>? known) => this.known = known;

    /// <summary>Why a new subscription cannot have the type; null where it can.</summary>
    public string? Closed(string type) => this.StatusOf(type) is "restricted" or "discontinued" ? this.StatusOf(type) : null;

    /// <summary>Why the types of these subscriptions would be lost; null where none would.</summary>
    /// <param name="subscriptions">What would be removed.</param>
    /// <param name="current">What has the types already; null where nothing has.</param>
    public string? Find(IEnumerable<Subscription> subscriptions, Subscription? current)
    {
        string[] kept = (current?.Types ?? Array.Empty<SubscribedEvent>()).Select(type => type.Type ?? string.Empty).ToArray();
        return this.Find(subscriptions.SelectMany(one => one.Types ?? Array.Empty<SubscribedEvent>())
            .Select(type => type.Type ?? string.Empty)
            .Except(kept, StringComparer.Ordinal));
    }

    /// <summary>Why these types would be lost; null where none would.</summary>
    public string? Find(IEnumerable<string> types)
    {
        string[] lost = types.Where(type => this.StatusOf(type) != "available").Select(type =>
            PlainText.Show(type, 100) + " (" + (this.StatusOf(type) ?? "of unknown status") + ")").ToArray();
        return lost.Length == 0 ? null : "it would lose for ever " + string.Join(", ", lost) + ", which cannot be subscribed to again";
    }

    private string? StatusOf(string type) =>
        this.known is not null && this.known.TryGetValue(type, out EventType? found) ? PlainText.Show(found.Status, 20) : null;
}
