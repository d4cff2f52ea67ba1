using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;

namespace TwilioEvents.Commands;

/// <summary>Keeps what the client says on other threads until the pipeline thread, which alone may write, passes it on.</summary>
internal sealed class CommandObserver : RequestObserver
{
    private readonly PSCmdlet command;
    private readonly ConcurrentQueue<Action> writes = new();
    private int retries;

    /// <summary>To be made on the pipeline thread: it asks for the preferences.</summary>
    public CommandObserver(PSCmdlet command)
    {
        this.command = command;
        this.WantsLines = IsWanted(command, "Verbose");
        this.WantsDetail = IsWanted(command, "Debug");
    }

    /// <inheritdoc/>
    public override bool WantsLines { get; }

    /// <inheritdoc/>
    public override bool WantsDetail { get; }

    /// <summary>How many retries there were.</summary>
    public int Retries => Volatile.Read(ref this.retries);

    /// <inheritdoc/>
    public override void Line(string text)
    {
        if (this.WantsLines) this.writes.Enqueue(() => this.command.WriteVerbose(text));
    }

    /// <inheritdoc/>
    public override void Detail(string text)
    {
        if (this.WantsDetail) this.writes.Enqueue(() => this.command.WriteDebug(text));
    }

    /// <inheritdoc/>
    public override void Retrying() => Interlocked.Increment(ref this.retries);

    /// <summary>
    /// Whether somebody wants to see a stream, Verbose or Debug. To be asked before WriteVerbose where the line is
    /// not needed: with -Debug alone the engine asks after each whether to go on.
    /// </summary>
    public static bool IsWanted(PSCmdlet command, string stream)
    {
        if (command.MyInvocation.BoundParameters.TryGetValue(stream, out object? asked))
            return asked is SwitchParameter { IsPresent: true };
        object? preference = command.GetVariableValue(stream + "Preference");
        return preference is not null
            && !string.Equals(preference.ToString(), nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(preference.ToString(), nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes what was said since; on the pipeline thread alone.</summary>
    public void PassOn()
    {
        while (this.writes.TryDequeue(out Action write)) write();
    }
}
