using System.Management.Automation;
using TwilioEvents.Formatting;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets share that do something to what is piped: their errors hold the whole of it, so that it
/// can be piped again.</summary>
public abstract class TwilioChangeCommand : TwilioSidCommand
{
    private readonly PipedInput piped = new();

    /// <summary>The whole input object; null where nothing was piped.</summary>
    private protected PSObject? InputObject => this.piped.InputObject?.Value is object value ? PSObject.AsPSObject(value) : null;

    private protected override PipedAccount CreatePiped() => this.piped;

    /// <summary>Forgets what was piped last: what follows is about all of it.</summary>
    private protected void ForgetInput() => this.piped.InputObject = null;

    /// <summary>A sink or a subscription, named as the piped object names it.</summary>
    /// <param name="noun">What it is: sink or subscription.</param>
    /// <param name="sid">Its Sid.</param>
    private protected string Describe(string noun, string sid) => TargetName.Of(noun, sid, this.InputObject);

    private protected override object? Input(object? taken) =>
        this.InputObject is not PSObject piped ? taken : piped.BaseObject is PSCustomObject ? piped : piped.BaseObject;
}
