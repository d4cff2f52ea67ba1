using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Forgets the connection of this runspace. The environment does not take its place.</summary>
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
