using System.Collections.Generic;
using System.Threading.Tasks;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>The events of one request, and what became of them. Its queue guards it.</summary>
internal sealed class Delivery
{
    private readonly TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with true when all events are written, and with false when nobody waits for that any longer.</summary>
    public Task<bool> Ended => this.ended.Task;

    /// <summary>What it ended with; null where it has not ended.</summary>
    public bool? IsWritten => this.ended.Task.IsCompleted ? this.ended.Task.Result : null;

    /// <summary>Its events that were taken into the queue, now or earlier.</summary>
    public List<ReceivedEvent> Events { get; } = new();

    /// <summary>How many of them are not written yet.</summary>
    public int Left { get; set; }

    /// <summary>Ends it, unless it has ended.</summary>
    /// <returns>Whether it had not.</returns>
    public bool TryEnd(bool isWritten) => this.ended.TrySetResult(isWritten);
}
