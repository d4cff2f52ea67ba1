using System;
using System.Collections.Generic;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Formatting;

namespace TwilioEvents.Commands;

/// <summary>What every cmdlet that calls the API shares: the connection, retries, questions and error records.</summary>
public abstract class TwilioCommand : CancellableCommand
{
    private TwilioEventsConnection? current;
    private TwilioEventsConnection? connected;
    private TwilioEventsConnection? announced;
    private TwilioEventsConnection? clientOf;
    private TwilioEventsClient? client;
    private int? maximumRetryCount;
    private int? retryIntervalSec;
    private CommandLine? commandLine;

    /// <summary>How often a call is tried again after a temporary fault: 0 to 100. about_TwilioEvents lists what is tried
    /// again. Default: the setting of the connection.</summary>
    /// <value>As the connection</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount
    {
        get => this.maximumRetryCount ?? 0;
        set => this.maximumRetryCount = value;
    }

    /// <summary>The longest wait in seconds before the first retry: 1 to 60. It doubles with each further retry, up to a
    /// minute. The wait is random, up to that limit, and never shorter than Twilio asks for. Default: the setting of the
    /// connection.</summary>
    /// <value>As the connection</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 60)]
    public int RetryIntervalSec
    {
        get => this.retryIntervalSec ?? 0;
        set => this.retryIntervalSec = value;
    }

    /// <summary>A connection, its name, or a profile of Twilio's CLI. Default, and for an empty cell in a row: the
    /// current connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConnectionArgument.Transformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionArgument? Connection { get; set; }

    /// <summary>The connection for the current input.</summary>
    private protected TwilioEventsConnection Connected =>
        this.connected ?? throw new InvalidOperationException("The connection is asked for before any input.");

    /// <summary>Whether rows name their connections, as opposed to the command line.</summary>
    private protected bool ConnectionIsOfRow =>
        (this.IsGiven || this.ConnectionOfInput is not null) && !this.CommandLine.Has(nameof(this.Connection));

    /// <summary>The connection that the input in hand is, or names in a way that the binder does not see; null for none.</summary>
    private protected virtual ConnectionArgument? ConnectionOfInput => null;

    /// <summary>The parameters on the command line.</summary>
    private protected CommandLine CommandLine =>
        this.commandLine ?? throw new InvalidOperationException("The command line is asked for before the command begins.");

    /// <summary>The client of that connection, with this command's settings.</summary>
    private protected TwilioEventsClient Client
    {
        get
        {
            TwilioEventsConnection connection = this.Connected;
            if (this.client is null || !ReferenceEquals(connection, this.clientOf))
            {
                this.client = this.ClientOf(connection);
                this.clientOf = connection;
            }

            return this.client;
        }
    }

    /// <summary>The client of a connection, with this command's settings.</summary>
    /// <param name="connection">The connection. One that was ended ends the command.</param>
    private protected TwilioEventsClient ClientOf(TwilioEventsConnection connection)
    {
        if (connection.Client is null)
            this.ThrowTerminatingError(ErrorIds.ConnectionEnded.Record(
                new InvalidOperationException("The connection " + connection + " was ended. Nothing was sent.")));
        return connection.Client!.With(new CallOptions
        {
            MaximumRetryCount = this.maximumRetryCount,
            RetryInterval = this.retryIntervalSec is int seconds ? TimeSpan.FromSeconds(seconds) : null,
            Observer = this.Observer,
        });
    }

    private bool IsGiven => this.MyInvocation.BoundParameters.ContainsKey(nameof(this.Connection));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        LoadedVersion.Check(this);
        RemoteOutput.KeepNested(this);
        MaskedInput.Mask(this.MyInvocation.BoundParameters);

        this.commandLine = new CommandLine(this);
        if (!this.IsGiven) return;

        // A variable that should hold a connection and is empty must not lead to another account.
        if (this.Connection is null or { IsBlank: true })
        {
            this.ThrowTerminatingError(ErrorIds.ConnectionNotFound.Record(new ItemNotFoundException(
                "-Connection is null or blank, perhaps because a variable was never set. Leave it out to use the current connection.")));
        }

        this.connected = this.UseOrEnd(ConnectionStore.Find(this.Connection, this.SessionState));
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        // An error record shows what its command was given.
        MaskedInput.Mask(this.MyInvocation.BoundParameters);
        if (this.AcceptsInput() && this.FindConnection() && this.IsOfUse()) this.ProcessInput();
    }

    /// <summary>Whether the input can be taken at all, before its connection is looked for; writes an error where it cannot.</summary>
    private protected virtual bool AcceptsInput() => true;

    /// <summary>Processes the current input. Its connection is known.</summary>
    private protected abstract void ProcessInput();

    /// <summary>Whether the input in hand gives the command anything; writes an error where it does not.</summary>
    private protected abstract bool IsOfUse();

    /// <summary>What an error is about: the input as it was piped, or else what the command line gives.</summary>
    private protected abstract object? Input(object? taken);

    /// <summary>Writes the error of a guard.</summary>
    /// <param name="error">The error, or null.</param>
    /// <returns>Whether there was one.</returns>
    private protected bool Refuses(ErrorRecord? error)
    {
        if (error is not null) this.WriteError(error);
        return error is not null;
    }

    /// <summary>The error of a call: says over which connection it went, and about which sink or subscription it is.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="target">The input.</param>
    /// <param name="connection">The connection of that input.</param>
    private protected static ErrorRecord ToError(TwilioEventsException error, object? target, TwilioEventsConnection connection) =>
        ErrorRecords.Create(error, target, TargetName.Sentence(target) + " Connection: " + connection.Description + ".");

    /// <summary>Whether the connection leads to a sandbox; an error where it does not, before anything is sent to Twilio.</summary>
    private protected bool IsOnSandbox()
    {
        TwilioEventsConnection connection = this.Connected;
        if (!connection.IsSandbox && !TwilioHosts.IsTwilio(connection.BaseUri))
            connection.IsSandbox = this.Await(this.Client.IsSandboxAsync(this.StopToken));
        if (connection.IsSandbox) return true;
        ErrorRecord error = ErrorIds.NotASandbox.Record(
            new InvalidOperationException(this.MyInvocation.MyCommand.Name + " works on a sandbox. The connection "
                + connection.Description + " leads to " + PlainText.Show(connection.BaseUri.Authority) + ", which is none. Connect to a "
                + "sandbox with Connect-TwilioEvents -Sandbox, or to one of Start-TwilioSandbox."),
            MaskedInput.Of(this.Input(null)));
        if (!this.ConnectionIsOfRow) this.ThrowTerminatingError(error);
        this.WriteError(error);
        return false;
    }

    // False where the row names a connection that does not exist: that is its error.
    private bool FindConnection()
    {
        if (this.CommandLine.Has(nameof(this.Connection))) return true;
        ConnectionArgument? given = this.ConnectionOfInput ?? this.Connection;
        if (!this.IsGiven && given is null)
        {
            // Once for the whole command: it never changes the account between two inputs.
            this.connected = this.current ??= this.UseOrEnd(ConnectionStore.FindCurrent(this.SessionState));
            return true;
        }

        FoundConnection found = ConnectionStore.Find(given, this.SessionState);
        if (found.Connection is null)
        {
            this.WriteError(found.ToError(this.Input(null)));
            return false;
        }

        this.connected = this.Use(found);
        return true;
    }

    private TwilioEventsConnection UseOrEnd(FoundConnection found)
    {
        if (found.Connection is null) this.ThrowTerminatingError(found.ToError());
        return this.Use(found);
    }

    private TwilioEventsConnection Use(FoundConnection found)
    {
        foreach (string warning in found.Warnings) this.WriteWarning(warning);
        if (!ReferenceEquals(found.Connection, this.announced))
        {
            this.announced = found.Connection;
            if (CommandObserver.IsWanted(this, "Verbose"))
                this.WriteVerbose("Using the connection " + found.Connection + " (" + found.Origin + ").");
        }

        return found.Connection!;
    }

    /// <summary>Asks before a change, with -WhatIf and -Confirm as the user said.</summary>
    /// <param name="action">What would be done to what, such as "Remove sink DG...".</param>
    /// <param name="how">The rest of the sentence, without a full stop.</param>
    private protected bool MayDo(string action, string how = "")
    {
        string where = " on " + this.Connected.Description;
        return this.ShouldProcess(action + where + how + ".", action + where + how + "?", this.MyInvocation.MyCommand.Name);
    }
}
