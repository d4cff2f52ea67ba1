using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Commands;

/// <summary>
/// What the cmdlets share that do one thing for each input: several at a time where -ThrottleLimit says so,
/// what they give in the order of the input, and an account of every input when the run is stopped.
/// </summary>
public abstract class TwilioItemCommand : TwilioCommand
{
    /// <summary>How many inputs may be read ahead of a slow one, for each call that may be under way.</summary>
    private const int WindowPerCall = 4;

    /// <summary>How long a stopped run waits for its calls to end. They do at once; a handler may not.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(300);

    private OrderedRun? run;
    private RunProgress? progress;

    /// <summary>How many calls may be under way at a time: 1 to 128, 1 by default. What comes out stays in the order of the input.</summary>
    /// <value>1</value>
    [Parameter]
    [ValidateRange(1, 128)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Whether the command changes something: a stopped run then says what was sent and not reported.</summary>
    private protected virtual bool ChangesSomething => true;

    private OrderedRun Run => this.run ??= new OrderedRun(this.ThrottleLimit, this.StopToken);

    private RunProgress Progress => this.progress ??= new RunProgress(this, this.Observer);

    /// <summary>Makes a call for an input, and writes what it gives when its turn comes.</summary>
    /// <param name="key">What the call is about, such as a Sid: calls about the same thing run one after the other.</param>
    /// <param name="target">What was taken from the input, for errors.</param>
    /// <param name="call">The call; what it gives is written unless it is null.</param>
    private protected void Send(string key, object target, Func<TwilioEventsClient, CancellationToken, Task<object?>> call)
    {
        TwilioEventsClient client = this.Client;
        this.Run.Add(new OrderedRun.Item(key, this.Input(target), stop => call(client, stop)));
        int window = this.ThrottleLimit == 1 ? 1 : this.ThrottleLimit * WindowPerCall;
        while (this.Run.Count > 0 && (this.Run.Count >= window || this.Run.Head.Ended.IsCompleted)) this.WriteHead();
    }

    /// <summary>Says how many inputs there will be, where the command line names them all.</summary>
    private protected void ExpectInTotal(int count)
    {
        if (!this.MyInvocation.ExpectingInput) this.Progress.Total = count;
    }

    /// <summary>Writes all that is still under way; to be called before anything that must come after it.</summary>
    private protected void Finish()
    {
        while (this.Run.Count > 0) this.WriteHead();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        this.Finish();
        this.progress?.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) this.progress?.Complete();

        // Also the way out where Select-Object -First, an error with -ErrorAction Stop or Ctrl+C ends the pipeline.
        if (disposing && this.run is { Count: > 0 })
        {
            this.Cancel();
            Task.WaitAll(this.run.Items.Where(i => i.Now != OrderedRun.State.Waiting).Select(i => i.Ended).ToArray(), Farewell);
            if (this.ChangesSomething) this.SayUnreported(this.run.Items);
        }

        base.Dispose(disposing);
    }

    private protected override void Tick()
    {
        base.Tick();
        this.Progress.Update();
    }

    private void WriteHead()
    {
        this.WaitFor(this.Run.Head.Ended);

        // Left in: it is among those that the warning names.
        if (this.Run.Head.Now == OrderedRun.State.Cancelled) throw new PipelineStoppedException();

        // Taken out first: what follows may end the pipeline, and this one is reported all the same.
        OrderedRun.Item item = this.Run.Take();
        this.Progress.Count(failed: item.Error is not null);
        switch (item.Error)
        {
            case null:
                if (item.Result is not null) this.WriteObject(item.Result);
                break;
            case TwilioEventsException error:
                this.WriteError(ErrorRecords.Create(error, item.Target));
                break;
            default:
                ExceptionDispatchInfo.Capture(item.Error).Throw();
                break;
        }
    }

    private void SayUnreported(IEnumerable<OrderedRun.Item> items)
    {
        var sent = items.Where(i => i.Now != OrderedRun.State.Waiting).ToList();
        if (sent.Count == 0) return;
        string message = this.MyInvocation.MyCommand.Name + " was stopped. Sent and not reported: " + string.Join(", ", sent.Select(i => PlainText.Show(i.Key, 100) + " (" + Account(i) + ")")) + ".";

        // After Ctrl+C the pipeline takes no warning any more, but the host does.
        if (this.Stopping) this.Host.UI.WriteWarningLine(message);
        else this.WriteWarning(message);
    }

    private static string Account(OrderedRun.Item item) => item.Now switch
    {
        OrderedRun.State.Succeeded => "carried out",
        OrderedRun.State.Failed when item.Error is TwilioEventsException { Outcome: RequestOutcome.NotSent } => "not carried out",
        OrderedRun.State.Failed when item.Error is TwilioEventsException { Outcome: RequestOutcome.Refused } => "refused",
        _ => "may have been carried out",
    };
}
