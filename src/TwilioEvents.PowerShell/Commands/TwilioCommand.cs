using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Completion;

namespace TwilioEvents.Commands;

/// <summary>What every cmdlet that calls the API shares: the connection, retries, Ctrl+C, and error records.</summary>
public abstract class TwilioCommand : PSCmdlet, IDisposable
{
    /// <summary>How long the pipeline thread sleeps at most before it passes on what other threads said.</summary>
    private protected const int PumpMilliseconds = 100;

    private readonly CancellationTokenSource stopping = new();
    private readonly ConnectionFinder connections = new();
    private TwilioEventsConnection? clientOf;
    private TwilioEventsClient? client;
    private CommandObserver? observer;
    private int? maximumRetryCount;
    private int? retryIntervalSec;

    /// <summary>How often a call is tried again after a fault that may pass: 0 to 100; otherwise as Connect-TwilioEvents was told. about_TwilioEvents has the table of what is tried again.</summary>
    /// <value>As the connection</value>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount
    {
        get => this.maximumRetryCount ?? 0;
        set => this.maximumRetryCount = value;
    }

    /// <summary>Seconds to wait at most before the first retry, doubled for each further one up to a minute: 1 to 60; otherwise as Connect-TwilioEvents was told. The wait itself is chosen by chance below that, and is never shorter than Twilio asks for.</summary>
    /// <value>As the connection</value>
    [Parameter]
    [ValidateRange(1, 60)]
    public int RetryIntervalSec
    {
        get => this.retryIntervalSec ?? 0;
        set => this.retryIntervalSec = value;
    }

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

    /// <summary>The client of that connection, with this command's settings.</summary>
    private protected TwilioEventsClient Client
    {
        get
        {
            TwilioEventsConnection connection = this.Connected;
            if (this.client is null || !ReferenceEquals(connection, this.clientOf))
            {
                this.clientOf = connection;
                this.client = connection.Client.With(new CallOptions
                {
                    MaximumRetryCount = this.maximumRetryCount,
                    RetryInterval = this.retryIntervalSec is int seconds ? TimeSpan.FromSeconds(seconds) : null,
                    Observer = this.Observer,
                });
            }

            return this.client;
        }
    }

    /// <summary>Gathers what the client says on other threads.</summary>
    private protected CommandObserver Observer => this.observer ??= new CommandObserver(this);

    /// <summary>Is cancelled by Ctrl+C and when the pipeline ends.</summary>
    private protected CancellationToken StopToken => this.stopping.Token;

    /// <inheritdoc/>
    protected override void BeginProcessing() => ConnectionFinder.CheckCommandLine(this);

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

    /// <summary>Asks before a change, with -WhatIf and -Confirm as the user said.</summary>
    /// <param name="deed">What would be done to what, such as "Remove sink DG...".</param>
    /// <param name="how">The rest of the sentence, without a full stop.</param>
    private protected bool MayDo(string deed, string how = "")
    {
        string where = this.Connected.IsSandbox ? " (sandbox)" : string.Empty;
        return this.ShouldProcess(deed + where + how + ".", deed + where + how + "?", this.MyInvocation.MyCommand.Name);
    }

    /// <summary>Writes a list page by page, as the pipeline takes it.</summary>
    /// <param name="list">Begins the list.</param>
    /// <param name="target">What an error is about.</param>
    /// <param name="take">What of it to write; null for all.</param>
    private protected void WritePages<T>(Func<TwilioEventsClient, Pages<T>> list, object? target, Func<T, bool>? take = null)
    {
        Pages<T> pages = list(this.Client);
        while (true)
        {
            IReadOnlyList<T>? page;
            try
            {
                page = this.Await(pages.NextAsync(this.StopToken));
            }
            catch (TwilioEventsException error)
            {
                this.WriteError(ErrorRecords.Create(error, target));
                return;
            }

            if (page is null) return;
            foreach (T item in page)
            {
                if (take is null || take(item)) this.WriteObject(item);
            }
        }
    }

    /// <summary>Waits for a call on the pipeline thread, and passes on what other threads say meanwhile.</summary>
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
