using System;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>
/// Refuses to run under the number of another version. A binary stays loaded until its process ends: after an update in
/// one session, PowerShell has the new version's manifest, help and views, and the old one's code.
/// </summary>
internal static class LoadedVersion
{
    private static readonly Version Loaded = Short(typeof(LoadedVersion).Assembly.GetName().Version);

    /// <summary>Ends the command where its module was imported as another version than the one that is loaded.</summary>
    public static void Check(PSCmdlet command)
    {
        if (command.MyInvocation.MyCommand.Module is not PSModuleInfo { Name: nameof(TwilioEvents) } module) return;
        Version imported = Short(module.Version);
        if (imported == Loaded) return;
        command.ThrowTerminatingError(ErrorIds.NewSessionNeeded.Record(new InvalidOperationException(
            "TwilioEvents " + Loaded + " is loaded; " + imported + " needs a new session. Start a new PowerShell, or import " + Loaded
            + " again.")));
    }

    private static Version Short(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0));
}
