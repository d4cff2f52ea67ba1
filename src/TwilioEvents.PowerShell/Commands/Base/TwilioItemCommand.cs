using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Bulk;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>
/// What the cmdlets share that do one thing for each input: several at a time where -ThrottleLimit says so, what they
/// give in the order of the input, and an account of every input when the run ends before its time.
/// </summary>
public abstract class TwilioItemCommand : TwilioCommand, IDynamicParameters
{
    /// <summary>How many inputs can be read ahead of a slow one, for each call that can be in progress.</summary>
    private const int WindowPerCall = 4;

    /// <summary>How long a stopped run waits for its calls to end. They do at once; a handler may not.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMilliseconds(300);

    private readonly ConnectionCircuits circuits = new();
    private OrderedRun<ItemCall>? run;
    private RunProgress? progress;
    private PipedAccount? piped;
    private InterruptedWrite? interruptedWrite;

    /// <summary>The number of calls that can be in progress at a time: 1 to 128. The output is in the order of the input.
    /// The pages of one list are always read one after the other. Default: 1.</summary>
    /// <value>1</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 128)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Whether the command changes something, as one with -WhatIf does: a stopped run then says what was sent and not
    /// reported.</summary>
    private protected virtual bool ChangesSomething => this.GetType().GetCustomAttribute<CmdletAttribute>().SupportsShouldProcess;

    /// <summary>The whole input object; null where nothing was piped.</summary>
    private protected virtual PSObject? Piped =>
        (this.piped as PipedInput)?.InputObject?.Value is object value ? PSObject.AsPSObject(value) : null;

    /// <summary>The account that the input in hand says it is of; null where it says none.</summary>
    private protected string? AccountOfInput => InputKind.Unwrap(this.piped?.AccountSid?.Value)?.ToString();

    private OrderedRun<ItemCall> Run => this.run ??= new OrderedRun<ItemCall>(this.ThrottleLimit, this.StopToken);

    private RunProgress Progress => this.progress ??= new RunProgress(this, this.Observer);

    /// <inheritdoc/>
    object? IDynamicParameters.GetDynamicParameters() => this.MyInvocation.ExpectingInput ? this.piped = this.CreatePiped() : null;

    /// <summary>The parameters that only what is piped can give; null where the command declares them itself.</summary>
    private protected virtual PipedAccount? CreatePiped() => new PipedInput();

    /// <summary>Forgets what was piped last: what follows is about all of it.</summary>
    private protected void ForgetInput() => this.piped = null;

    /// <inheritdoc/>
    private protected override object? Input(object? taken) =>
        this.Piped is not PSObject input ? taken : input.BaseObject is PSCustomObject ? input : input.BaseObject;

    /// <inheritdoc/>
    private protected sealed override bool IsOfUse() =>
        this.piped is null
            || !this.Refuses(UselessPipeGuard.Check(this.MyInvocation, this.CommandLine.IsGivenByInput(IsUsed), this.Input(null)));

    // Not what merely comes along with the input.
    private static bool IsUsed(string parameter) => typeof(PipedInput).GetProperty(parameter) is null;

    /// <summary>Makes a call for an input, and writes what it gives when its turn comes.</summary>
    /// <param name="name">What the call is about, such as a Sid: calls about the same thing run one after the other.</param>
    /// <param name="target">What was taken from the input, for errors.</param>
    /// <param name="call">The call; what it gives is written unless it is null.</param>
    private protected void Send<T>(string name, object? target, Func<TwilioEventsClient, CancellationToken, Task<T>> call) =>
        this.Send(name, name, target, call);

    /// <summary>Makes a call that creates something, and writes it when its turn comes. No two creations are the same,
    /// so none waits for another.</summary>
    /// <param name="name">What it creates.</param>
    /// <param name="target">What was taken from the input, for errors.</param>
    /// <param name="call">The call.</param>
    private protected void SendNew<T>(string name, object? target, Func<TwilioEventsClient, CancellationToken, Task<T>> call) =>
        this.Send(name, null, target, call);

    /// <summary>Asks for a list for an input, and writes it when its turn comes: page by page, as the pipeline takes it.</summary>
    /// <param name="target">What was taken from the input, for errors.</param>
    /// <param name="list">Begins the list.</param>
    /// <param name="take">What of it to write; null for all.</param>
    private protected void SendList<T>(object? target, Func<TwilioEventsClient, Pages<T>> list, Func<T, bool>? take = null) =>
        this.SendList(target, list(this.Client).NextAsync, take);

    /// <summary>As above, for what comes in parts that are not pages: next gives a part, and null behind the last.</summary>
    private protected void SendList<T>(object? target, Func<CancellationToken, Task<IReadOnlyList<T>?>> next, Func<T, bool>? take) =>
        this.Send(target as string ?? string.Empty, null, target, (_, stop) => ListResult.StartAsync(() => next(stop), take));

    /// <summary>What a command knows to say about an error beyond what all know; null for nothing.</summary>
    /// <param name="error">The error of a call.</param>
    /// <param name="name">The name or the Sid that was asked for, where it is known.</param>
    private protected virtual string? AdviceFor(TwilioEventsException error, string? name) => null;

    /// <summary>Says how many inputs there will be, where the command line names them all.</summary>
    private protected void ExpectInTotal(int count)
    {
        if (!this.MyInvocation.ExpectingInput) this.Progress.Total = count;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (this.run is { Count: > 0 }) this.ReportHead();
        this.progress?.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Also the way out where Select-Object -First, an error that ends the command or Ctrl+C ends the pipeline.
        if (disposing)
        {
            try
            {
                if (this.run is { Count: > 0 }) this.EndEarly(this.run);
            }
            finally
            {
                this.progress?.Complete();
            }
        }

        base.Dispose(disposing);
    }

    private protected override void Tick()
    {
        base.Tick();
        this.Progress.Update();
    }

    private void Send<T>(string name, string? key, object? target, Func<TwilioEventsClient, CancellationToken, Task<T>> call)
    {
        TwilioEventsClient client = this.Client;
        CircuitBreaker circuit = this.circuits.Of(this.Connected);
        this.Run.Add(new ItemCall(name, key, this.Input(target), this.Connected, circuit, this.ConnectionIsOfRow,
            stop => circuit.RunAsync(() => call(client, stop))));
        int window = this.ThrottleLimit == 1 ? 1 : this.ThrottleLimit * WindowPerCall;
        while (this.Run.Count > 0 && (this.Run.Count >= window || this.Run.Head.Ended.IsCompleted)) this.ReportHead();
    }

    private void ReportHead()
    {
        ItemCall call = this.Run.Head;
        this.WaitFor(call.Ended);
        if (call.State == CallState.Canceled) throw new PipelineStoppedException();
        this.Progress.Count(failed: call.Error is not null);
        this.interruptedWrite ??= new InterruptedWrite(this);
        object? lastError = this.interruptedWrite.LastError();
        try
        {
            this.Report(call);
        }
        catch (Exception) when (!this.Stopping && this.interruptedWrite.WasTaken(call, lastError))
        {
            this.Run.Take();
            throw;
        }

        // Not before: what the pipeline did not take is accounted for when the command ends.
        this.Run.Take();
    }

    private void Report(ItemCall call)
    {
        switch (call.Error)
        {
            case null when call.Result is ListResult list:
                this.Report(list, call);
                break;
            case null:
                if (call.Result is not null) this.WriteResult(call.Result);
                break;
            case EventsConfigurationException or SyncException:
                ErrorId id = call.Error is SyncException ? ErrorIds.ChangeFailed : ErrorIds.EventsConfigurationInvalid;
                this.WriteError(id.Record(call.Error, call.Target, context: " Connection: " + call.Connection.Description + "."));
                break;
            case TwilioEventsException error:
                this.Report(error, call);
                break;
            default:
                ExceptionDispatchInfo.Capture(call.Error).Throw();
                break;
        }
    }

    /// <summary>Writes what a call gave, unless it is a list.</summary>
    private protected virtual void WriteResult(object result) => this.WriteObject(result);

    private void Report(ListResult list, ItemCall call)
    {
        while (list.Page is not null)
        {
            foreach (object? item in list.Page) this.WriteObject(item);
            try
            {
                this.Await(call.Circuit.RunAsync(list.MoveNextAsync));
            }
            catch (TwilioEventsException error)
            {
                this.Report(error, call);
                return;
            }
        }
    }

    private void Report(TwilioEventsException error, ItemCall call)
    {
        ErrorRecord record = ToError(error, call.Target, call.Connection);
        if (this.AdviceFor(error, call.Name.Length > 0 ? call.Name : null) is string advice)
        {
            record.ErrorDetails =
                new ErrorDetails(record.ErrorDetails.Message + " " + advice) { RecommendedAction = record.ErrorDetails.RecommendedAction };
        }

        if (call.ConnectionIsOfRow || !call.Circuit.IsOpenedBy(error))
        {
            this.WriteError(record);
            return;
        }

        // Every further input would fail in the same way.
        this.ThrowTerminatingError(record);
    }

    private void EndEarly(OrderedRun<ItemCall> run)
    {
        this.Cancel();
        IReadOnlyList<ItemCall> started = run.Stop(ShutdownTimeout);
        if (this.ChangesSomething) StoppedRunWarning.Write(this, started);
    }
}
