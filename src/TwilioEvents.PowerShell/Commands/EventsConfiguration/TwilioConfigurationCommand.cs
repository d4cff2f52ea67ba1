using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Connection;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>
/// What the cmdlets share that work on whole accounts: which accounts, several calls at a time for all of them together, and
/// what a document says of each.
/// </summary>
public abstract class TwilioConfigurationCommand : TwilioItemCommand
{
    // An account is read with a call for each subscription.
    private const int CallsAtATime = 8;

    private PipedConnection? piped;
    private CallGate? gate;

    /// <summary>Lets as many calls be in progress as -ThrottleLimit says, for all accounts together.</summary>
    private protected CallGate Gate => this.gate ??= new CallGate(this.ThrottleLimit);

    /// <summary>The columns of the row in hand that fill the names in a document.</summary>
    private protected IEnumerable<KeyValuePair<string, object?>> RowFields =>
        this.piped?.Fields ?? Enumerable.Empty<KeyValuePair<string, object?>>();

    /// <inheritdoc/>
    private protected override ConnectionArgument? ConnectionOfInput => this.piped?.Given;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!this.CommandLine.Has(nameof(this.ThrottleLimit))) this.ThrottleLimit = CallsAtATime;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) this.gate?.Dispose();
    }

    private protected override PipedAccount? CreatePiped() => this.piped = new PipedConnection();

    /// <inheritdoc/>
    private protected override PSObject? Piped => this.piped?.Object;

    // What works on a whole account takes no account that nobody named, such as the current one for an empty cell.
    private protected override bool AcceptsInput()
    {
        if (this.piped is null || this.piped.Given is not null != this.CommandLine.Has(nameof(this.Connection))) return true;
        string problem = this.piped.Given is null
            ? "What was piped is neither a connection nor a row with a column Connection. Pipe connections, such as from "
                + "Get-TwilioEventsConnection -Name *, or rows."
            : "The piped object names a connection, and so does -Connection. Leave out one of them.";
        this.WriteError(ErrorIds.InputInvalid.Record(new ArgumentException(problem), MaskedInput.Of(this.Input(null))));
        return false;
    }

    /// <summary>Reads the account, and makes something of it when its turn comes.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="make">Makes it.</param>
    private protected void SendAccount<T>(Func<TwilioEventsClient, AccountState, Task<T>> make)
    {
        TwilioEventsConnection connection = this.Connected;
        CallGate gate = this.Gate;
        this.SendNew(connection.Description, connection, async (client, stop) =>
            await make(client, await AccountReader.ReadAsync(client, gate, stop).ConfigureAwait(false)).ConfigureAwait(false));
    }

    /// <summary>What the account in hand should have.</summary>
    /// <param name="read">Reads it.</param>
    /// <returns>Null where it cannot be used: that is the error of the account.</returns>
    private protected EventsConfiguration? Desired(Func<EventsConfiguration> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (ConfigurationSource.IsProblem(e))
        {
            this.WriteFailure(e);
            return null;
        }
    }

    /// <summary>Writes the error of an account, or of what was to be read for it.</summary>
    private protected void WriteFailure(Exception problem) =>
        this.WriteError(ConfigurationSource.KindOf(problem).Record(problem, MaskedInput.Of(this.Input(null))));
}
