using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Formatting;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets share that do something to what is piped: their errors hold the whole of it, so that it
/// can be piped again.</summary>
public abstract class TwilioChangeCommand : TwilioSidCommand
{
    /// <summary>What came down the pipe, whole. The other parameters are taken from it; an error has it as its TargetObject.</summary>
    [Parameter(DontShow = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected override IEnumerable<string> Taken => base.Taken.Where(name => name != nameof(this.InputObject));

    /// <summary>A sink or a subscription, named as the piped object names it.</summary>
    /// <param name="noun">What it is: sink or subscription.</param>
    /// <param name="sid">Its Sid.</param>
    private protected string Describe(string noun, string sid) => TargetName.Of(noun, sid, this.InputObject);

    private protected override object? Input(object? taken) =>
        this.InputObject is not PSObject piped ? taken : piped.BaseObject is PSCustomObject ? piped : piped.BaseObject;
}
