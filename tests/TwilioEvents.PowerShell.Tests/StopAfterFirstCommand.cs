using System;
using System.Management.Automation;
using System.Reflection;

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
