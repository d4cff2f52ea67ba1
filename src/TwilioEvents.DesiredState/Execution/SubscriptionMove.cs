using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Comparison;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.DesiredState.Execution;

namespace TwilioEvents.DesiredState;

/// <summary>Moves a subscription to another sink: a new one takes its place, without a gap.</summary>
public static class SubscriptionMove
{
    /// <summary>Moves a subscription. Stopped at any point, another run goes on from there.</summary>
    /// <param name="client">The client of the account.</param>
    /// <param name="sid">The Sid of the subscription.</param>
    /// <param name="sinkSid">The Sid of the sink that is to get the events.</param>
    /// <param name="options">Whether types may be lost.</param>
    /// <param name="stop">Ends it at once.</param>
    /// <returns>The subscription to that sink.</returns>
    /// <exception cref="TwilioEventsException">A call failed.</exception>
    /// <exception cref="SyncException">The sink is not active, a type would be lost, or Twilio made something else of it.</exception>
    /// <exception cref="EventsConfigurationException">The account has no room for another subscription.</exception>
    public static async Task<Subscription> MoveAsync(
        TwilioEventsClient client, string sid, string sinkSid, SyncOptions options, CancellationToken stop)
    {
        if (client is null) throw new ArgumentNullException(nameof(client));
        if (options is null) throw new ArgumentNullException(nameof(options));
        using var gate = new CallGate(1);
        var calls = new SyncCalls(client, gate, stop);
        List<Subscription> all = await ListAsync(client.ListSubscriptions(pageSize: 100), stop).ConfigureAwait(false);

        // What an earlier run created.
        Subscription? started = all.Find(one => one.SinkSid == sinkSid && ReplacementMark.SidOf(one.Description) == sid);
        Subscription? old = all.Find(one => one.Sid == sid);
        if (old is null && started is null) old = await client.GetSubscriptionAsync(sid, stop).ConfigureAwait(false);
        if (old?.SinkSid == sinkSid) return old!;
        Sink sink = await client.GetSinkAsync(sinkSid, stop).ConfigureAwait(false);
        if (sink.Status != "active")
        {
            throw new SyncException("Sink " + sinkSid + " is " + PlainText.Show(sink.Status, 20)
                + " and not active: events would not arrive "
                + "there. Nothing was changed.");
        }

        foreach (Subscription one in new[] { started, old }.OfType<Subscription>())
            one.Types = await calls.TypesAsync(one.Sid!).ConfigureAwait(false);
        Dictionary<string, EventType> types = (await ListAsync(client.ListEventTypes(pageSize: 1000), stop).ConfigureAwait(false))
            .Where(type => type.Type is not null).GroupBy(type => type.Type!, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        SubscriptionPlan plan = Plan(old, started, sinkSid);
        var account = new AccountState(new[] { sink }, all, types);
        var change = new ConfigurationChange(ConfigurationAction.Replace, ConfigurationKind.Subscription, plan.Desired.Name,
            sid) { Unit = plan };
        AccountSync sync = AccountSync.Prepare(new AccountPlan(account, new[] { change }, (Array.Empty<SinkPlan>(), new[] { plan }),
            (Array.Empty<Sink>(), Array.Empty<Subscription>())), options);
        await sync.RunAsync(client, gate, stop).ConfigureAwait(false);
        if (sync.Steps.Single().Error is Exception error) throw error;
        return await client.GetSubscriptionAsync(plan.NewSid!, stop).ConfigureAwait(false);
    }

    private static SubscriptionPlan Plan(Subscription? old, Subscription? started, string sinkSid)
    {
        string name = ReplacementMark.NameOf((old ?? started)!.Description);
        TypeVersion[] types = ((old ?? started)!.Types ?? Array.Empty<SubscribedEvent>()).Where(type => type.Type is not null)
            .Select(type => new TypeVersion(type.Type!, type.SchemaVersion)).ToArray();
        return new SubscriptionPlan(new ConfiguredSubscription("Subscriptions[0]", name, null, sinkSid, types), started,
            new[] { old }.OfType<Subscription>().ToArray(), null, sinkSid);
    }

    private static async Task<List<T>> ListAsync<T>(Pages<T> pages, CancellationToken stop)
    {
        var all = new List<T>();
        while (await pages.NextAsync(stop).ConfigureAwait(false) is IReadOnlyList<T> page) all.AddRange(page);
        return all;
    }
}
