using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.DesiredState.Rules;

/// <summary>What the rules look at.</summary>
internal sealed class InspectedAccount
{
    private readonly Dictionary<string, Sink> sinks;

    public InspectedAccount(AccountState state, IReadOnlyDictionary<string, int> latestVersions)
    {
        this.State = state;
        this.LatestVersions = latestVersions;
        this.sinks = state.Sinks!.Where(sink => sink.Sid is not null).ToDictionary(sink => sink.Sid!, StringComparer.Ordinal);
    }

    public AccountState State { get; }

    /// <summary>The latest version of each schema in use.</summary>
    public IReadOnlyDictionary<string, int> LatestVersions { get; }

    /// <summary>Each type of each subscription, with its sink where the account has it.</summary>
    public IEnumerable<(Subscription Subscription, SubscribedEvent Type, Sink? Sink)> Deliveries => this.State.Subscriptions!.SelectMany(
        one => one.Types!.Where(type => type.Type is not null).Select(type => (one, type, this.SinkOf(one))));

    public Sink? SinkOf(Subscription subscription) =>
        subscription.SinkSid is string sid && this.sinks.TryGetValue(sid, out Sink? sink) ? sink : null;

    public EventType? TypeOf(SubscribedEvent subscribed) =>
        this.State.EventTypes is not null && this.State.EventTypes.TryGetValue(subscribed.Type!, out EventType? type) ? type : null;

    /// <summary>Where a sink delivers, its secrets included; null where that is not known.</summary>
    public static string? DestinationOf(Sink sink) => sink.Configuration?.Text("destination") ?? sink.Configuration?.Text("arn");
}
