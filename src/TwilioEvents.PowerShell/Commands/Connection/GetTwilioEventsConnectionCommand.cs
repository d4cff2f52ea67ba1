using System;
using System.Management.Automation;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Shows the current connection of this runspace, or those with a name.</summary>
/// <remarks>
/// <para>Shows the user, the account where it is known, the address, region and edge, where the credentials came from,
/// whether it is a sandbox, and whether it is the current one (IsCurrent); never the secret. Nothing comes where there
/// is no connection.</para>
/// <para>Without -Name it is the one that a command without -Connection would use now. Where nobody connected or
/// disconnected in this process, that is the environment's, or else that of the active profile of Twilio's CLI. Nothing
/// is sent.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioEventsConnection">The current connection, or those named.</outputs>
/// <notes>Where there is no connection it writes nothing, and no error; -Verbose says so. A name that no connection has
/// is an error, TwilioConnectionNotFound.</notes>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="SelectTwilioEventsConnectionCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
[Cmdlet(VerbsCommon.Get, "TwilioEventsConnection", HelpUri = HelpPages.Root + "Get-TwilioEventsConnection.md")]
[OutputType(typeof(TwilioEventsConnection))]
public sealed class GetTwilioEventsConnectionCommand : PSCmdlet
{
    /// <summary>Names of connections of this runspace; * and ? stand for many. Default: the current connection.</summary>
    [Parameter(Position = 0)]
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
