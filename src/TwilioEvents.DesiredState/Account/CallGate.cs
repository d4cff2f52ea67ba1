using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.DesiredState;

/// <summary>Lets so many calls be in progress at a time, whichever accounts they are for.</summary>
public sealed class CallGate : IDisposable
{
    private readonly SemaphoreSlim places;

    /// <summary>Makes a gate.</summary>
    /// <param name="limit">How many calls can be in progress, 1 or more.</param>
    public CallGate(int limit) => this.places = new SemaphoreSlim(limit);

    /// <summary>Makes a call when there is a place.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>What the call gives.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken stop)
    {
        if (call is null) throw new ArgumentNullException(nameof(call));
        await this.places.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return await call().ConfigureAwait(false);
        }
        finally
        {
            this.places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => this.places.Dispose();
}
