using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Commands;

/// <summary>
/// Runs calls, up to a limit at a time, and gives them back in the order in which they came. Two calls with
/// the same key run one after the other, in their order. Knows nothing of PowerShell.
/// </summary>
internal sealed class OrderedRun
{
    private readonly object gate = new();
    private readonly int limit;
    private readonly CancellationToken stopping;

    // All that was not given back yet, the oldest first.
    private readonly Queue<Item> items = new();

    // Those of them that did not start yet, the oldest first.
    private readonly LinkedList<Item> waiting = new();
    private readonly HashSet<string> busyKeys = new(StringComparer.Ordinal);
    private int running;

    /// <param name="limit">How many run at a time, 1 or more.</param>
    /// <param name="stopping">Ends all calls; none starts afterwards.</param>
    public OrderedRun(int limit, CancellationToken stopping)
    {
        this.limit = limit;
        this.stopping = stopping;
    }

    /// <summary>How far into a call is.</summary>
    public enum State
    {
        /// <summary>Nothing was done.</summary>
        Waiting,

        /// <summary>It is under way.</summary>
        Running,

        /// <summary>It gave a result.</summary>
        Succeeded,

        /// <summary>It gave an error.</summary>
        Failed,

        /// <summary>It was cancelled under way.</summary>
        Cancelled,
    }

    /// <summary>How many were added and not given back.</summary>
    public int Count => this.items.Count;

    /// <summary>The oldest that was not given back.</summary>
    public Item Head => this.items.Peek();

    /// <summary>All that were added and not given back.</summary>
    public IReadOnlyCollection<Item> Items => this.items;

    /// <summary>Adds a call, and starts it as soon as it may.</summary>
    /// <param name="item">The call.</param>
    public void Add(Item item)
    {
        this.items.Enqueue(item);
        lock (this.gate) this.waiting.AddLast(item);
        this.StartWhatMay();
    }

    /// <summary>Takes the oldest out; it has ended.</summary>
    public Item Take() => this.items.Dequeue();

    private void StartWhatMay()
    {
        while (this.NextToStart() is Item item) _ = this.RunAsync(item);
    }

    private Item? NextToStart()
    {
        lock (this.gate)
        {
            if (this.running >= this.limit || this.stopping.IsCancellationRequested) return null;
            HashSet<string>? passedBy = null;
            for (LinkedListNode<Item>? node = this.waiting.First; node is not null; node = node.Next)
            {
                // Not before an earlier one with its key, be that one under way or waiting itself.
                string key = node.Value.Key;
                if (this.busyKeys.Contains(key) || passedBy?.Contains(key) == true)
                {
                    (passedBy ??= new HashSet<string>(StringComparer.Ordinal)).Add(key);
                    continue;
                }

                this.waiting.Remove(node);
                this.busyKeys.Add(key);
                this.running++;
                node.Value.Now = State.Running;
                return node.Value;
            }

            return null;
        }
    }

    private async Task RunAsync(Item item)
    {
        State ended = State.Failed;
        try
        {
            item.Result = await item.Call(this.stopping).ConfigureAwait(false);
            ended = State.Succeeded;
        }
        catch (OperationCanceledException) when (this.stopping.IsCancellationRequested)
        {
            ended = State.Cancelled;
        }
#pragma warning disable CA1031 // Whatever it is, the pipeline thread throws or reports it when its turn comes.
        catch (Exception e)
#pragma warning restore CA1031
        {
            item.Error = e;
        }

        lock (this.gate)
        {
            this.busyKeys.Remove(item.Key);
            this.running--;
        }

        item.End(ended);
        this.StartWhatMay();
    }

    /// <summary>One call.</summary>
    public sealed class Item
    {
        private readonly TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <param name="key">Calls with the same key never run at the same time.</param>
        /// <param name="target">The input, for errors.</param>
        /// <param name="call">Does it.</param>
        public Item(string key, object? target, Func<CancellationToken, Task<object?>> call)
        {
            this.Key = key;
            this.Target = target;
            this.Call = call;
        }

        public string Key { get; }

        public object? Target { get; }

        public Func<CancellationToken, Task<object?>> Call { get; }

        public State Now { get; set; }

        public object? Result { get; set; }

        public Exception? Error { get; set; }

        /// <summary>Ends, and never fails, when the call has ended.</summary>
        public Task Ended => this.ended.Task;

        public void End(State state)
        {
            this.Now = state;
            this.ended.SetResult(true);
        }
    }
}
