using System;
using System.Threading.Tasks;

namespace TwilioEvents.Bulk;

/// <summary>
/// Sends nothing more over a connection on which every further call would fail: after a refusal of the credentials
/// (401, or 407 of a proxy), once the connection was ended by its owner, and after three calls in a row, whatever
/// became of their retries, that found the host unknown, without TLS or refusing. Everything else, such as 403, 404,
/// 429, 5xx, a connection that broke and an answer that did not come in time, is the call's own.
/// </summary>
public sealed class CircuitBreaker
{
    private const int UnreachableInARow = 3;

    private readonly object gate = new();
    private TwilioEventsException? openedBy;
    private int unreachable;

    private enum Weight
    {
        OfTheCallAlone,
        ThreeInARow,
        AtOnce,
    }

    /// <summary>Makes a call, unless an earlier one has shown that it would fail.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="call">The call.</param>
    /// <returns>What the call gives, as an <see cref="OrderedCall"/> keeps it.</returns>
    /// <exception cref="TwilioNotSentException">An earlier call has shown that it would fail.</exception>
    public async Task<object?> RunAsync<T>(Func<Task<T>> call)
    {
        if (call is null) throw new ArgumentNullException(nameof(call));
        lock (this.gate)
        {
            if (this.openedBy is not null) throw new TwilioNotSentException(this.openedBy);
        }

        try
        {
            T result = await call().ConfigureAwait(false);
            this.Note(Weight.OfTheCallAlone, null);
            return result;
        }
        catch (TwilioEventsException error)
        {
            this.Note(WeightOf(error), error);
            throw;
        }
    }

    /// <summary>Whether an error tells that every further call over the connection fails, too.</summary>
    /// <param name="error">The error of a call of this connection.</param>
    /// <returns>False where it is the call's own.</returns>
    public bool IsOpenedBy(TwilioEventsException error)
    {
        lock (this.gate) return this.openedBy is not null && (error is TwilioNotSentException || WeightOf(error) != Weight.OfTheCallAlone);
    }

    private static Weight WeightOf(TwilioEventsException error) => error switch
    {
        TwilioApiException { StatusCode: 401 or 407 } => Weight.AtOnce,
        TwilioConnectionException { Failure: ConnectionFailure.Ended or ConnectionFailure.ProxyCredentials } => Weight.AtOnce,
        TwilioConnectionException { Failure: ConnectionFailure.UnknownHost or ConnectionFailure.Tls or ConnectionFailure.Refused } =>
            Weight.ThreeInARow,
        _ => Weight.OfTheCallAlone,
    };

    private void Note(Weight weight, TwilioEventsException? error)
    {
        lock (this.gate)
        {
            this.unreachable = weight == Weight.ThreeInARow ? this.unreachable + 1 : 0;
            if (weight == Weight.AtOnce || this.unreachable >= UnreachableInARow) this.openedBy ??= error;
        }
    }
}
