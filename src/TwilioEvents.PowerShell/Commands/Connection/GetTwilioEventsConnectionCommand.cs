using System;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Gets the current connection of this runspace, or connections by name.</summary>
/// <remarks>
/// <para>A connection has the user name, the account if it is known, the address, the region and edge, the source of its
/// credentials, whether it is a sandbox (IsSandbox), and whether it is the current connection (IsCurrent). Its secret is
/// never shown.</para>
/// <para>Without -Name, the cmdlet writes the connection that a command without -Connection would use now. If none of
/// Connect-TwilioEvents, Select-TwilioEventsConnection and Disconnect-TwilioEvents was used in this process, that is the
/// connection of the environment variables, or else of the active profile of Twilio's CLI. Nothing is sent.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioEventsConnection">The current connection, or the connections with the
/// names.</outputs>
/// <notes>If there is no connection, nothing is written and there is no error; -Verbose says so. If no connection has the
/// name, the error is TwilioConnectionNotFound.</notes>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="SelectTwilioEventsConnectionCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
[Cmdlet(VerbsCommon.Get, "TwilioEventsConnection", HelpUri = HelpPages.Root + "Get-TwilioEventsConnection.md")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed class GetTwilioEventsConnectionCommand : PSCmdlet
{
    /// <summary>Names of connections of this runspace. Wildcards are allowed. Default: the current connection.</summary>
    [Parameter(Position = 0)]
    [TextTransformation(Several = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        LoadedVersion.Check(this);

        // An error record shows what its command was given.
        MaskedInput.Mask(this.MyInvocation.BoundParameters);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (this.Name is not null)
        {
            this.WriteObject(ConnectionStore.FindNamed(this.Name, this.WriteError), enumerateCollection: true);
            return;
        }

        FoundConnection found = ConnectionStore.FindCurrent(this.SessionState);
        foreach (string warning in found.Warnings) this.WriteWarning(warning);
        if (found.Connection is not null) this.WriteObject(found.Connection);
        else if (found.IsNotConnected) this.WriteVerbose("No connection is current in this runspace.");
        else this.ThrowTerminatingError(found.ToError());
    }
}
