using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Makes an existing connection the current one of this runspace.</summary>
/// <remarks>
/// <para>Commands without -Connection then use it. You do not enter its secret again, and nothing is sent. The connection
/// that was current before remains connected: if it has a name, you can select it again.</para>
/// <para>If the command fails, no connection is current. So the rest of a script does not change the account of the
/// connection before.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">A connection, with or without a name.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.TwilioEventsConnection">With -PassThru, the connection.</outputs>
/// <notes>If no connection has the name, or if the connection was ended, the error is TwilioConnectionNotFound.</notes>
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

    /// <summary>The name of a connection of this runspace, as Get-TwilioEventsConnection -Name * lists it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, HelpMessage = "The name of a connection")]
    [TextTransformation]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>A connection, with or without a name, as Connect-TwilioEvents -PassThru and Get-TwilioEventsConnection
    /// write it.</summary>
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
        this.WriteVerbose("The current connection is now " + connection.Description + ".");
        if (this.PassThru) this.WriteObject(connection);
    }
}
