using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Commands;

/// <summary>What every cmdlet that calls the API shares: the connection, Ctrl+C, and error records.</summary>
public abstract class TwilioCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private TwilioEventsConnection? connection;

    /// <summary>The connection in use; where there is none, one error ends the command.</summary>
    private protected TwilioEventsConnection Connection => this.connection ??= this.FindConnection();

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
        TwilioEventsClient client = this.Connection.Client;
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

    private TwilioEventsConnection FindConnection()
    {
        TwilioEventsConnection? found = RunspaceConnections.Current;
        if (found is null && !RunspaceConnections.ConnectWasCalled)
        {
            try
            {
                found = ConnectionFactory.FromEnvironment(this.SessionState);
            }
            catch (FormatException e)
            {
                this.ThrowTerminatingError(ErrorIds.EnvironmentIncomplete.Record(e));
            }

            RunspaceConnections.UseFallback(found);
        }

        if (found is null)
        {
            this.ThrowTerminatingError(ErrorIds.NotConnected.Record(new InvalidOperationException(
                "There is no connection to Twilio here. Use Connect-TwilioEvents -Credential (or -Sandbox to try without an account), or, where Connect-TwilioEvents was not used in this process, set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET).")));
        }

        this.WriteVerbose("Using the connection " + found + " (" + found!.Source + ").");
        return found;
    }
}
