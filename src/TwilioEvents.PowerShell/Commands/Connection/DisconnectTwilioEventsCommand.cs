using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Ends the current connection of this runspace, or connections by name.</summary>
/// <remarks>
/// <para>Disconnect-TwilioEvents overwrites the secret in memory. A command that is given the ended connection, such as
/// from a variable, fails and says so. A call in progress is completed. A sandbox is lost with all its changes. No other
/// connection becomes the current one.</para>
/// <para>Other runspaces keep their connections. After Disconnect-TwilioEvents, as after Connect-TwilioEvents,
/// environment variables and the active profile of Twilio's CLI are ignored in this process.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">Connections to end.</inputs>
/// <outputs type="None">Nothing.</outputs>
/// <notes>If no connection is current, nothing happens and there is no error. If no connection has the name, the error is
/// TwilioConnectionNotFound.</notes>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso cref="GetTwilioEventsConnectionCommand"/>
/// <seealso cref="SelectTwilioEventsConnectionCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "TwilioEvents", DefaultParameterSetName = CurrentSet, HelpUri = HelpPages.Root
    + "Disconnect-TwilioEvents.md")]
[OutputType(typeof(void))]
public sealed class DisconnectTwilioEventsCommand : PSCmdlet, IDisposable
{
    private const string CurrentSet = "Current";
    private const string NameSet = "Name";
    private const string ConnectionSet = "Connection";

    /// <summary>Names of connections, as Get-TwilioEventsConnection -Name * lists them. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet, HelpMessage = "The name of a connection")]
    [TextTransformation(Several = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    /// <summary>Connections, as Connect-TwilioEvents -PassThru and Get-TwilioEventsConnection write them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ConnectionSet,
        HelpMessage = "A connection from Connect-TwilioEvents -PassThru")]
    [LiveConnectionTransformation]
    public TwilioEventsConnection[] Connection { get; set; } = Array.Empty<TwilioEventsConnection>();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Who meant to disconnect and mistyped a parameter does not mean the environment's account; Tab has no pipeline.
        if (this.MyInvocation.PipelineLength > 0) ConnectionStore.IgnoreEnvironment();
    }

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
