using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Sandboxes;

namespace TwilioEvents.Commands;

/// <summary>Stops sandboxes that this runspace serves: those on the ports, those that are piped, or all.</summary>
/// <remarks>
/// <para>The port of a sandbox is free at once. A request that it has in hand still gets its answer. Events that were not tried
/// yet are delivered, for 6 seconds at most. What would be tried again later is lost, and a warning says how much that is. Its
/// state is lost: whatever was created in it is gone.</para>
/// <para>Connections to a sandbox that was stopped remain, and their commands fail with TwilioConnectionFailed.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioSandbox">Sandboxes, as Start-TwilioSandbox and Get-TwilioSandbox write them.</inputs>
/// <outputs type="None">Nothing.</outputs>
/// <notes>A port on which this runspace serves no sandbox is one non-terminating error, TwilioSandboxNotFound. Without -Port, and
/// where none is served, nothing happens and there is no error.</notes>
/// <seealso cref="StartTwilioSandboxCommand"/>
/// <seealso cref="GetTwilioSandboxCommand"/>
/// <seealso cref="DisconnectTwilioEventsCommand"/>
/// <seealso href="https://www.twilio.com/docs/events">Twilio: Event Streams</seealso>
[Cmdlet(VerbsLifecycle.Stop, "TwilioSandbox", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Stop-TwilioSandbox.md")]
[OutputType(typeof(void))]
public sealed class StopTwilioSandboxCommand : CancellableCommand
{
    private readonly List<(TwilioSandbox Sandbox, Task<int> Ended)> stopping = new();

    /// <summary>The ports of the sandboxes to stop: 1 to 65535. Default: those of all sandboxes of this runspace.</summary>
    /// <value>All</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation(Several = true)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(SandboxPortCompleter))]
    public int[]? Port { get; set; }

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
        IReadOnlyList<TwilioSandbox> all = RunspaceSandboxes.Here.All;
        foreach (int port in this.Port ?? all.Select(sandbox => sandbox.Port).ToArray())
        {
            TwilioSandbox? found = all.FirstOrDefault(sandbox => sandbox.Port == port);
            if (found is not null)
            {
                this.Stop(found);
                continue;
            }

            string problem = FormattableString.Invariant($"No sandbox of this runspace is served on port {port}.");
            this.WriteError(ErrorIds.SandboxNotFound.Record(new ItemNotFoundException(problem), port));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach ((TwilioSandbox sandbox, Task<int> ended) in this.stopping)
        {
            this.WaitFor(ended);
            LostDeliveriesWarning.Check(this, sandbox, ended.GetAwaiter().GetResult());
        }
    }

    private void Stop(TwilioSandbox sandbox)
    {
        if (!this.ShouldProcess("Stop the " + sandbox + ".", "Stop the " + sandbox + "?", this.MyInvocation.MyCommand.Name)) return;
        RunspaceSandboxes.Here.Remove(sandbox);
        this.stopping.Add((sandbox, sandbox.Server.StopAsync()));
    }
}
