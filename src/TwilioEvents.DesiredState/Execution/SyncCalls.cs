using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>The calls of a run, each through the gate.</summary>
internal sealed class SyncCalls
{
    private readonly TwilioEventsClient client;
    private readonly CallGate gate;
    private readonly CancellationToken stop;

    public SyncCalls(TwilioEventsClient client, CallGate gate, CancellationToken stop)
    {
        this.client = client;
        this.gate = gate;
        this.stop = stop;
    }

    /// <summary>Makes a call.</summary>
    public Task<T> DoAsync<T>(Func<TwilioEventsClient, CancellationToken, Task<T>> call) =>
        this.gate.RunAsync(() => call(this.client, this.stop), this.stop);

    /// <summary>Removes something. What is not there any more is removed.</summary>
    public Task RemoveAsync(Func<TwilioEventsClient, CancellationToken, Task> remove) => this.gate.RunAsync(async () =>
    {
        try
        {
            await remove(this.client, this.stop).ConfigureAwait(false);
        }
        catch (TwilioApiException e) when (e.StatusCode == 404)
        {
            // Somebody else removed it, or an earlier try did whose answer was lost.
        }

        return true;
    }, this.stop);

    /// <summary>The types that a subscription has.</summary>
    public async Task<IReadOnlyList<SubscribedEvent>> TypesAsync(string subscriptionSid)
    {
        Pages<SubscribedEvent> pages = this.client.ListSubscribedEvents(subscriptionSid, 100);
        var all = new List<SubscribedEvent>();
        while (await this.gate.RunAsync(() => pages.NextAsync(this.stop),
            this.stop).ConfigureAwait(false) is IReadOnlyList<SubscribedEvent> page)
            all.AddRange(page);
        return all;
    }

    /// <summary>Waits for all, also where some fail, so that no error is left without anybody who looks at it.</summary>
    public static Task AllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks.ToArray());
}
