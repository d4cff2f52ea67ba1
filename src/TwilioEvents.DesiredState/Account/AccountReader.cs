using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.DesiredState;

/// <summary>Reads an account, several calls at a time.</summary>
public sealed class AccountReader
{
    // An account has 100 of each at most, and there are fewer types than this: one page each.
    private const int ResourcesInAPage = 100;
    private const int TypesInAPage = 1000;

    private readonly TwilioEventsClient client;
    private readonly CallGate gate;
    private readonly CancellationToken stop;

    private AccountReader(TwilioEventsClient client, CallGate gate, CancellationToken stop)
    {
        this.client = client;
        this.gate = gate;
        this.stop = stop;
    }

    /// <summary>Reads an account.</summary>
    /// <param name="client">The client of its connection.</param>
    /// <param name="gate">How many calls can be in progress.</param>
    /// <param name="stop">Ends it at once.</param>
    /// <returns>What the account has. What the credentials may not list is null in it.</returns>
    /// <exception cref="TwilioEventsException">A call failed for any other reason.</exception>
    public static async Task<AccountState> ReadAsync(TwilioEventsClient client, CallGate gate, CancellationToken stop)
    {
        if (client is null) throw new ArgumentNullException(nameof(client));
        if (gate is null) throw new ArgumentNullException(nameof(gate));
        var reader = new AccountReader(client, gate, stop);
        Task<List<Sink>?> sinks = reader.ListAsync(client.ListSinks(pageSize: ResourcesInAPage));
        Task<List<EventType>?> types = reader.ListAsync(client.ListEventTypes(pageSize: TypesInAPage));
        Task<List<Subscription>?> subscriptions = reader.ReadSubscriptionsAsync();

        // All three, so that no error of one is left without anybody who looks at it.
        await Task.WhenAll(sinks, types, subscriptions).ConfigureAwait(false);
        return new AccountState(
            await sinks.ConfigureAwait(false),
            await subscriptions.ConfigureAwait(false),
            (await types.ConfigureAwait(false))?.Where(type => type.Type is not null).GroupBy(type => type.Type!, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal));
    }

    private async Task<List<Subscription>?> ReadSubscriptionsAsync()
    {
        List<Subscription>? all = await this.ListAsync(this.client.ListSubscriptions(pageSize: ResourcesInAPage)).ConfigureAwait(false);
        if (all is null) return null;
        bool[] areThere = await Task.WhenAll(all.Select(this.ReadTypesAsync)).ConfigureAwait(false);
        return all.Where((_, index) => areThere[index]).ToList();
    }

    // False where somebody removed the subscription since it was listed.
    private async Task<bool> ReadTypesAsync(Subscription subscription)
    {
        try
        {
            subscription.Types = await this.ListAsync(this.client.ListSubscribedEvents(subscription.Sid ?? string.Empty, ResourcesInAPage))
                .ConfigureAwait(false);
            return true;
        }
        catch (TwilioApiException e) when (e.StatusCode == 404)
        {
            return false;
        }
    }

    // Null where it is not permitted.
    private async Task<List<T>?> ListAsync<T>(Pages<T> pages)
    {
        try
        {
            var all = new List<T>();
            while (await this.gate.RunAsync(() => pages.NextAsync(this.stop), this.stop).ConfigureAwait(false) is IReadOnlyList<T> page)
                all.AddRange(page);
            return all;
        }
        catch (TwilioApiException e) when (e.StatusCode == 403)
        {
            return null;
        }
    }
}
