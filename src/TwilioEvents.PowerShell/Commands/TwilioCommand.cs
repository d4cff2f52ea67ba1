using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Completion;

namespace TwilioEvents.Commands;

/// <summary>What every cmdlet that calls the API shares: the connection, Ctrl+C, and error records.</summary>
public abstract class TwilioCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConnectionFinder connections = new();

    /// <summary>
    /// A connection from Connect-TwilioEvents -PassThru, the name of one, or a profile of Twilio's CLI. Without
    /// it, or where it is blank, the connection of this runspace serves.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FindConnection]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public TwilioEventsConnection? Connection { get; set; }

    /// <summary>The connection for the item in hand; where there is none, one error ends the command.</summary>
    private protected TwilioEventsConnection Connected => this.connections.Find(this, this.Connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        this.stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => this.stopping.Cancel();

    /// <summary>Makes one call and writes what it gives; a failure is one error with the input as its target.</summary>
    private protected void WriteResult<T>(Func<TwilioEventsClient, CancellationToken, Task<T>> call, object target)
    {
        TwilioEventsClient client = this.Connected.Client;
        T result;
        try
        {
            Task<T> task = call(client, this.stopping.Token);

            // Waits with the token as well: Ctrl+C must not hang on a call that is slow to notice it.
            task.Wait(this.stopping.Token);
            result = task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException e) when (e.InnerException is TwilioEventsException error)
        {
            this.WriteError(ErrorRecords.Create(error, target));
            return;
        }

        this.WriteObject(result);
    }
}
