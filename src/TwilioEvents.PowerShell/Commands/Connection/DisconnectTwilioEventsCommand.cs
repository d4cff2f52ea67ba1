using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Forgets the connection of this runspace. The environment does not take its place.</summary>
/// <remarks>Other runspaces keep their connections. A sandbox is gone with all its changes.</remarks>
/// <outputs type="None">Nothing.</outputs>
/// <example>
/// <title>At the end of a script</title>
/// <code>Disconnect-TwilioEvents</code>
/// <para>Forgets the connection; commands fail until Connect-TwilioEvents is used again.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "TwilioEvents")]
[OutputType(typeof(void))]
public sealed class DisconnectTwilioEventsCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        this.WriteVerbose(RunspaceConnections.Current is TwilioEventsConnection connection ? "Disconnected: " + connection + "." : "There was no connection in this runspace.");
        RunspaceConnections.Disconnect();
    }
}
