using System;
using System.Globalization;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>
/// Refuses a schema version of another type: where the type is on the command line and the version comes through the
/// pipe, it is that of the piped one.
/// </summary>
internal static class ForeignVersionGuard
{
    /// <summary>The error, or null.</summary>
    /// <param name="commandLine">The command line.</param>
    /// <param name="typeParameter">The parameter that takes the type.</param>
    /// <param name="versionParameter">The parameter that takes the version.</param>
    /// <param name="version">The version; null if none was given.</param>
    /// <param name="target">The input.</param>
    public static ErrorRecord? Check(CommandLine commandLine, string typeParameter, string versionParameter, int? version,
        object? target) =>
        version is null || !commandLine.Has(typeParameter) || commandLine.Has(versionParameter) ? null
        : ErrorIds.InputInvalid.Record(
            new ArgumentException("The schema version " + version.Value.ToString(CultureInfo.InvariantCulture)
                + " comes from the piped object and is not used for the type on the command line. Give -" + versionParameter
                + " on the command line too, or pipe the types."),
            target);
}
