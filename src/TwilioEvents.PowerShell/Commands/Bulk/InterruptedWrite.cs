using System.Collections;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>
/// Tells whether the pipeline took what a call gave though writing it threw. The engine throws the same, whatever ended the
/// pipeline. If no error came of it, it was Select-Object -First or break, and a command downstream took the object. If
/// the error is the call's own, it was -ErrorAction Stop.
/// </summary>
internal sealed class InterruptedWrite
{
    private readonly PSCmdlet command;

    // $Error, which is the same list as long as the engine runs.
    private IList? errors;

    /// <param name="command">The command that writes.</param>
    public InterruptedWrite(PSCmdlet command) => this.command = command;

    /// <summary>The last error of the session, or null. To be asked before writing.</summary>
    public object? LastError()
    {
        this.errors ??= this.command.SessionState.PSVariable.GetValue("Error") as IList;
        return this.errors is { Count: > 0 } errors ? errors[0] : null;
    }

    /// <summary>Whether the pipeline took it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="errorBefore">What <see cref="LastError"/> was before writing.</param>
    public bool WasTaken(ItemCall call, object? errorBefore)
    {
        object? error = this.LastError();
        return ReferenceEquals(error, errorBefore)
            || (call.Error is not null
                && ReferenceEquals((error as ErrorRecord ?? (error as IContainsErrorRecord)?.ErrorRecord)?.Exception, call.Error));
    }
}
