using System;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>Refuses input from which a command takes nothing: the command line has all that it could give.</summary>
internal static class UselessPipeGuard
{
    /// <summary>The error, or null.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="takesSomething">Whether the command takes anything from the input in hand.</param>
    /// <param name="target">The input.</param>
    public static ErrorRecord? Check(InvocationInfo invocation, bool takesSomething, object? target) =>
        !invocation.ExpectingInput || takesSomething ? null
        : ErrorIds.InputInvalid.Record(
            new ArgumentException("The piped object gives " + invocation.MyCommand.Name
                + " nothing that is not on its command line. Leave out the pipe, or the parameter whose value it should give."),
            MaskedInput.Of(target));
}
