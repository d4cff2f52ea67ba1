using System;
using System.Management.Automation;
using TwilioEvents.Completion;

namespace TwilioEvents.Commands;

/// <summary>Shows the connection that serves in this runspace, or those with a name.</summary>
/// <remarks>
/// <para>Shows the user, the account where it is known, the address, region and edge, where the credentials came from, and whether it is a sandbox; never the secret. Nothing comes where there is no connection.</para>
/// <para>Without -Name it is the one that a command without -Connection would use now. Where nobody connected or disconnected in this process, that is the environment's, or else that of the active profile of Twilio's CLI. Nothing is sent.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioEventsConnection">The connection in use, or those named.</outputs>
/// <notes>Where there is no connection it writes nothing, and no error; -Verbose says so. A name that no connection has is an error, TwilioConnectionNotFound.</notes>
/// <example>
/// <title>Who am I?</title>
/// <code>Get-TwilioEventsConnection</code>
/// <prints>
/// UserName   : AC00000000000000000000000000000000
/// AccountSid : AC00000000000000000000000000000000
/// BaseUri    : https://events.twilio.com/
/// Region     :
/// Edge       :
/// Source     : Sandbox
/// Sandbox    : True
/// TimeoutSec : 30
/// </prints>
/// <para>Shows the connection.</para>
/// </example>
/// <example>
/// <title>All that have a name</title>
/// <code>
/// Connect-TwilioEvents -Credential (Get-Credential) -Name production
/// Connect-TwilioEvents -Sandbox -Name trial
/// Get-TwilioEventsConnection -Name * | ForEach-Object { '{0}: {1}' -f $_.Name, $_ }
/// </code>
/// <prints>
/// production: production: AC11111111111111111111111111111111 at events.twilio.com
/// trial: trial: sandbox
/// </prints>
/// <para>Those of Connect-TwilioEvents -Name, and the profiles of Twilio's CLI that a command used by their name.</para>
/// </example>
/// <example>
/// <title>Refuse to go on outside the sandbox</title>
/// <code>
/// if (-not (Get-TwilioEventsConnection).IsSandbox) { throw 'Only for the sandbox.' }
/// Get-Content sids.txt | Set-TwilioSink -Description 'A test'
/// </code>
/// <prints>
/// Sid                                SinkType Status      Description
/// ---                                -------- ------      -----------
/// DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa webhook  active      A test
/// DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb segment  active      A test
/// </prints>
/// <para>A guard at the top of a script.</para>
/// </example>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
[Cmdlet(VerbsCommon.Get, "TwilioEventsConnection", HelpUri = HelpPages.Root + "Get-TwilioEventsConnection.md")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed class GetTwilioEventsConnectionCommand : PSCmdlet
{
    /// <summary>Names of connections of this runspace; * and ? stand for many. Without it, the one in use.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (this.Name is not null)
        {
            this.WriteObject(ConnectionNames.Find(this, this.Name), enumerateCollection: true);
            return;
        }

        try
        {
            if (ConnectionFinder.Standing(this.SessionState) is TwilioEventsConnection connection) this.WriteObject(connection);
            else this.WriteVerbose("There is no connection in this runspace.");
        }
        catch (TwilioConfigurationException e)
        {
            this.ThrowTerminatingError(ErrorRecords.Create(e));
        }
    }
}
