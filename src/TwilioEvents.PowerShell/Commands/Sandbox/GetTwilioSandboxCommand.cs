using System.Management.Automation;
using TwilioEvents.Help;
using TwilioEvents.Sandboxes;

namespace TwilioEvents.Commands;

/// <summary>Gets the sandboxes that this runspace serves.</summary>
/// <remarks>
/// <para>Each has its address (BaseUri), its Credential, its Account SID and its Port, as Start-TwilioSandbox wrote them. They are
/// listed in the order in which they were started.</para>
/// <para>Sandboxes of other runspaces and processes are not listed, nor those in memory of Connect-TwilioEvents -Sandbox.</para>
/// </remarks>
/// <outputs type="TwilioEvents.TwilioSandbox">The sandboxes.</outputs>
/// <notes>Where there is none, nothing is written, and there is no error.</notes>
/// <seealso cref="StartTwilioSandboxCommand"/>
/// <seealso cref="StopTwilioSandboxCommand"/>
/// <seealso cref="ConnectTwilioEventsCommand"/>
/// <seealso href="https://www.twilio.com/docs/events">Twilio: Event Streams</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioSandbox", HelpUri = HelpPages.Root + "Get-TwilioSandbox.md")]
[OutputType(typeof(TwilioSandbox))]
public sealed class GetTwilioSandboxCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void BeginProcessing() => LoadedVersion.Check(this);

    /// <inheritdoc/>
    protected override void ProcessRecord() => this.WriteObject(RunspaceSandboxes.Here.All, enumerateCollection: true);
}
