using System;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>
/// Refuses a description of something else: where the Sid is on the command line and the description comes through the
/// pipe, it is that of another thing, such as a type of events.
/// </summary>
internal static class ForeignDescriptionGuard
{
    /// <summary>The error, or null.</summary>
    /// <param name="commandLine">The command line.</param>
    /// <param name="parameter">The parameter that takes the description.</param>
    /// <param name="description">The description.</param>
    /// <param name="owner">What it is to describe.</param>
    /// <param name="target">The input.</param>
    public static ErrorRecord? Check(CommandLine commandLine, string parameter, string description, string owner, object? target) =>
        !commandLine.HasSid || commandLine.Has(parameter) ? null
        : ErrorIds.InputInvalid.Record(
            new ArgumentException(
                "The description '" + PlainText.Show(description, 60) + "' comes from the piped object and is not used for " + owner
                + ". Give -" + parameter + " on the command line too, or pipe objects that have both Sid and " + parameter + "."),
            target);
}
