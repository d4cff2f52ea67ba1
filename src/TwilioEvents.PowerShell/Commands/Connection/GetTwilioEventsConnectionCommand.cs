using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Shows the connection of this runspace; nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "TwilioEventsConnection")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed class GetTwilioEventsConnectionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (RunspaceConnections.Current is TwilioEventsConnection connection) this.WriteObject(connection);
        else this.WriteVerbose("There is no connection in this runspace.");
    }
}
