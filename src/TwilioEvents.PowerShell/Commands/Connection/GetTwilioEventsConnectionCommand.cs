using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Shows the connection of this runspace; nothing where there is none.</summary>
/// <remarks>Shows the user, the address, where the credentials came from, and whether it is a sandbox; never the secret.</remarks>
/// <outputs type="TwilioEvents.TwilioEventsConnection">The connection in use.</outputs>
/// <example>
/// <title>Who am I?</title>
/// <code>Get-TwilioEventsConnection</code>
/// <para>Shows the connection.</para>
/// </example>
/// <example>
/// <title>Refuse to go on outside the sandbox</title>
/// <code>if (-not (Get-TwilioEventsConnection).IsSandbox) { throw 'Only for the sandbox.' }</code>
/// <para>A guard at the top of a script.</para>
/// </example>
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
