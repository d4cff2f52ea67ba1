using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Bulk;

/// <summary>
/// Runs calls, up to a limit at a time, and gives them back in the order in which they came. Two calls with the same
/// key run one after the other, in their order. One thread adds and takes; the calls run on any.
/// </summary>
/// <typeparam name="TCall">What the owner knows of each call.</typeparam>
public sealed class OrderedRun<TCall>
    where TCall : OrderedCall
{
    private readonly object gate = new();
    private readonly int limit;
    private readonly CancellationToken cancellation;

    // All that was not taken yet, the oldest first.
    private readonly Queue<TCall> calls = new();

    // Those of them that did not start yet, the oldest first.
    private readonly LinkedList<TCall> waiting = new();
    private readonly HashSet<string> busyKeys = new(StringComparer.Ordinal);
    private int running;

    /// <summary>Makes a run with nothing in it.</summary>
    /// <param name="limit">How many calls run at a time, 1 or more.</param>
    /// <param name="cancellation">Cancels the calls in progress. No call starts afterwards.</param>
    public OrderedRun(int limit, CancellationToken cancellation)
    {
        this.limit = limit >= 1 ? limit : throw new ArgumentOutOfRangeException(nameof(limit));
        this.cancellation = cancellation;
    }

    /// <summary>How many were added and not taken.</summary>
    public int Count => this.calls.Count;

    /// <summary>The oldest that was not taken.</summary>
    public TCall Head => this.calls.Peek();

    /// <summary>Adds a call, and starts it as soon as it may.</summary>
    /// <param name="call">The call.</param>
    public void Add(TCall call)
    {
        this.calls.Enqueue(call ?? throw new ArgumentNullException(nameof(call)));
        lock (this.gate) this.waiting.AddLast(call);
        this.StartWhatMay();
    }

    /// <summary>Takes the oldest out: its owner has reported it.</summary>
    /// <returns>The call.</returns>
    public TCall Take() => this.calls.Dequeue();

    /// <summary>Waits, after the token was cancelled, until the calls in progress have ended.</summary>
    /// <param name="shutdownTimeout">How long it waits at most. Cancelled calls end at once; a handler may not.</param>
    /// <returns>The calls that were started and not taken, the oldest first. No further one starts.</returns>
    public IReadOnlyList<TCall> Stop(TimeSpan shutdownTimeout)
    {
        if (!this.cancellation.IsCancellationRequested) throw new InvalidOperationException("The run's token is not cancelled.");
        TCall[] started;

        // What passed the question whether the token is cancelled before it was has its state with this lock.
        lock (this.gate) started = this.calls.Where(call => call.State != CallState.Waiting).ToArray();
        Task.WaitAll(started.Select(call => call.Ended).ToArray(), shutdownTimeout);
        return started;
    }

    private void StartWhatMay()
    {
        while (this.NextToStart() is TCall call) _ = this.RunAsync(call);
    }

    private TCall? NextToStart()
    {
        lock (this.gate)
        {
            if (this.running >= this.limit || this.cancellation.IsCancellationRequested) return null;
            HashSet<string>? passedBy = null;
            for (LinkedListNode<TCall>? node = this.waiting.First; node is not null; node = node.Next)
            {
                // Not before an earlier one with its key, whether that one is in progress or waits too.
                string? key = node.Value.Key;
                if (key is not null && (this.busyKeys.Contains(key) || passedBy?.Contains(key) == true))
                {
                    (passedBy ??= new HashSet<string>(StringComparer.Ordinal)).Add(key);
                    continue;
                }

                this.waiting.Remove(node);
                if (key is not null) this.busyKeys.Add(key);
                this.running++;
                node.Value.State = CallState.Running;
                return node.Value;
            }

            return null;
        }
    }

    private async Task RunAsync(TCall call)
    {
        CallState state = CallState.Failed;
        try
        {
            call.Result = await call.SendAsync(this.cancellation).ConfigureAwait(false);
            state = CallState.Succeeded;
        }
#pragma warning disable CA1031 // Whatever it is, the owner reports it when its turn comes.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call.Error = e;
            if (e is OperationCanceledException && this.cancellation.IsCancellationRequested) state = CallState.Canceled;
        }

        lock (this.gate)
        {
            if (call.Key is not null) this.busyKeys.Remove(call.Key);
            this.running--;
            call.State = state;
        }

        call.End();
        this.StartWhatMay();
    }
}
