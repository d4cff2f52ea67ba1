using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Ends the connection of this runspace, or others by name. Nothing takes its place.</summary>
/// <remarks>
/// <para>The secret is overwritten in memory, and a variable that still holds the connection is of no more use:
/// commands with it fail and say so. A call that is under way ends as it would. A sandbox is gone with all its
/// changes.</para>
/// <para>Other runspaces keep their connections. After Disconnect-TwilioEvents, as after Connect-TwilioEvents,
/// environment variables and the active profile of Twilio's CLI are ignored in this process.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">Connections to end.</inputs>
/// <outputs type="None">Nothing.</outputs>
/// <notes>Where there is no connection there is nothing to do, and no error; a name that no connection has is one,
/// TwilioConnectionNotFound.</notes>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="GetTwilioEventsConnectionCommand"/>
/// <seealso cref="SelectTwilioEventsConnectionCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "TwilioEvents", DefaultParameterSetName = CurrentSet, HelpUri = HelpPages.Root
    + "Disconnect-TwilioEvents.md")]
[OutputType(typeof(void))]
public sealed class DisconnectTwilioEventsCommand : PSCmdlet
{
    private const string CurrentSet = "Current";
    private const string NameSet = "Name";
    private const string ConnectionSet = "Connection";

    /// <summary>Names of connections, as Get-TwilioEventsConnection -Name * lists them; * and ? stand for many.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, HelpMessage = "The name of a connection")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    /// <summary>Connections as Connect-TwilioEvents -PassThru and Get-TwilioEventsConnection give them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ConnectionSet,
        HelpMessage = "A connection from Connect-TwilioEvents -PassThru")]
    [LiveConnectionTransformation]
    public TwilioEventsConnection[] Connection { get; set; } = Array.Empty<TwilioEventsConnection>();

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
        TwilioEventsConnection? current = ConnectionStore.Current;
        ConnectionStore.IgnoreEnvironment();
        switch (this.ParameterSetName)
        {
            case NameSet:
                foreach (TwilioEventsConnection connection in ConnectionStore.FindNamed(this.Name, this.WriteError)) this.End(connection);
                break;
            case ConnectionSet:
                foreach (TwilioEventsConnection connection in this.Connection) this.End(connection);
                break;
            default:
                if (current is null) this.WriteVerbose("There was no connection in this runspace.");
                else this.End(current);
                break;
        }
    }

    private void End(TwilioEventsConnection connection)
    {
        ConnectionStore.End(connection);
        this.WriteVerbose("Disconnected: " + connection + ".");
    }
}
