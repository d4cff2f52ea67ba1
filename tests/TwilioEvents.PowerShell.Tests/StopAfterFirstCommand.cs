using System;
using System.Management.Automation;
using System.Reflection;
using System.Threading;

namespace TwilioEvents.Tests;

/// <summary>
/// Does what Select-Object -First 1 does, which ships with pwsh and not with the engine's package: writes the
/// first object and ends the commands upstream by the engine's own exception.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "AfterFirst")]
public sealed class StopAfterFirstCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        this.WriteObject(this.InputObject);
        Type ending = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(ending, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}

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
