using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Commands;

/// <summary>What every cmdlet shares that waits for Twilio: Ctrl+C ends a call at once, and what other threads say is
/// written during the wait.</summary>
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    /// <summary>How long the pipeline thread sleeps at most before it passes on what other threads said.</summary>
    private const int PumpMilliseconds = 100;

    private readonly CancellationTokenSource stopping = new();
    private CommandObserver? observer;

    /// <summary>Gathers what the client says on other threads.</summary>
    private protected CommandObserver Observer => this.observer ??= new CommandObserver(this);

    /// <summary>Is cancelled by Ctrl+C and when the pipeline ends.</summary>
    private protected CancellationToken StopToken => this.stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        this.Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="IDisposable.Dispose"/>
    /// <param name="disposing">True where Dispose was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) this.stopping.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => this.Cancel();

    /// <summary>Ends every call of this command.</summary>
    private protected void Cancel() => this.stopping.Cancel();

    /// <summary>Waits for a call on the pipeline thread, and passes on what other threads say during the wait.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    private protected T Await<T>(Task<T> task)
    {
        this.WaitFor(task);
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc cref="Await{T}(Task{T})"/>
    private protected void Await(Task task)
    {
        this.WaitFor(task);
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits until a task has ended, however it ended.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    private protected void WaitFor(Task task)
    {
        bool ended = task.IsCompleted;
        while (!ended)
        {
            try
            {
                // With the token as well: Ctrl+C must not hang on a call that is slow to notice it.
                ended = task.Wait(PumpMilliseconds, this.StopToken);
            }
            catch (OperationCanceledException)
            {
                throw new PipelineStoppedException();
            }
            catch (AggregateException)
            {
                ended = true;
            }

            if (!ended) this.Tick();
        }

        this.observer?.PassOn();
    }

    /// <summary>Is called while the command waits, about ten times a second.</summary>
    private protected virtual void Tick() => this.observer?.PassOn();
}
