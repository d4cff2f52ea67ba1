using System;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Bulk;

/// <summary>How far into a call of an ordered run is.</summary>
public enum CallState
{
    /// <summary>It was not started.</summary>
    Waiting,

    /// <summary>It is in progress.</summary>
    Running,

    /// <summary>It gave a result.</summary>
    Succeeded,

    /// <summary>It gave an error.</summary>
    Failed,

    /// <summary>It was cancelled while it was in progress.</summary>
    Canceled,
}

/// <summary>One call of an <see cref="OrderedRun{TCall}"/>.</summary>
public class OrderedCall
{
    private readonly TaskCompletionSource<object?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes a call that was not started.</summary>
    /// <param name="key">What it is about: calls with the same key never run at the same time. Null: it waits for no other.</param>
    /// <param name="send">Does it.</param>
    public OrderedCall(string? key, Func<CancellationToken, Task<object?>> send)
    {
        this.Key = key;
        this.SendAsync = send;
    }

    /// <summary>What it is about, or null.</summary>
    public string? Key { get; }

    /// <summary>How far it is.</summary>
    public CallState State { get; internal set; }

    /// <summary>What it gave, once it succeeded.</summary>
    public object? Result { get; internal set; }

    /// <summary>What went wrong, once it failed or was cancelled.</summary>
    public Exception? Error { get; internal set; }

    /// <summary>Ends when the call has ended, and never fails.</summary>
    public Task Ended => this.ended.Task;

    /// <summary>What the call may have done; null where it succeeded.</summary>
    public RequestOutcome? Outcome => this.State switch
    {
        CallState.Waiting => RequestOutcome.NotSent,
        CallState.Succeeded => null,
        _ => this.Error switch
        {
            TwilioEventsException error => error.Outcome,
            TwilioCallCanceledException canceled => canceled.Outcome,
            _ => RequestOutcome.MayHaveBeenApplied,
        },
    };

    internal Func<CancellationToken, Task<object?>> SendAsync { get; }

    internal void End() => this.ended.SetResult(null);
}
