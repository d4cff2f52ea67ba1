using System;
using System.Management.Automation;
using System.Threading;

namespace TwilioEvents.Tests;

/// <summary>Holds the object that it takes until the pipeline is stopped, and then tries to write it.</summary>
[Cmdlet(VerbsLifecycle.Wait, "UntilStopped")]
public sealed class WaitUntilStoppedCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim stopped = new();

    [Parameter(Position = 0)]
    public ManualResetEventSlim? Held { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    public void Dispose() => this.stopped.Dispose();

    protected override void ProcessRecord()
    {
        this.Held!.Set();
        this.stopped.Wait();
        this.WriteObject(this.InputObject);
    }

    protected override void StopProcessing() => this.stopped.Set();
}
