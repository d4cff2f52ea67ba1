using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Makes a connection that is there the current one of this runspace.</summary>
/// <remarks>
/// <para>Commands without -Connection use it from then on. Its secret is not asked for again, and nothing is sent. The
/// connection that was current before stays connected: one with a name can be chosen again by its name.</para>
/// <para>When it fails, no connection is current: a script that goes on does not change the account that it meant to leave.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">A connection, with or without a name.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.TwilioEventsConnection">With -PassThru, the connection.</outputs>
/// <notes>A name that no connection has, and a connection that was ended, is an error, TwilioConnectionNotFound.</notes>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="GetTwilioEventsConnectionCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
[Cmdlet(VerbsCommon.Select, "TwilioEventsConnection", DefaultParameterSetName = NameSet, HelpUri = HelpPages.Root
    + "Select-TwilioEventsConnection.md")]
[OutputType(typeof(void), typeof(TwilioEventsConnection))]
public sealed class SelectTwilioEventsConnectionCommand : ConnectionChoiceCommand
{
    private const string NameSet = "Name";
    private const string InputObjectSet = "InputObject";

    /// <summary>The name of a connection of this runspace, as Get-TwilioEventsConnection -Name * lists them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, HelpMessage = "The name of a connection")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>A connection as Connect-TwilioEvents -PassThru and Get-TwilioEventsConnection give it, with or without a name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet,
        HelpMessage = "A connection from Connect-TwilioEvents -PassThru")]
    [LiveConnectionTransformation]
    public TwilioEventsConnection? InputObject { get; set; }

    private protected override void Choose()
    {
        FoundConnection found = this.ParameterSetName == NameSet ? ConnectionStore.FindNamed(this.Name.Trim())
            : ConnectionStore.Find(this.InputObject!);
        if (found.Connection is not TwilioEventsConnection connection)
        {
            this.ThrowTerminatingError(found.ToError());
            return;
        }

        ConnectionStore.MakeCurrent(connection);
        this.WriteVerbose("Current from now on: " + connection.Description + ".");
        if (this.PassThru) this.WriteObject(connection);
    }
}
