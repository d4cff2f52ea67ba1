using System.Management.Automation;

namespace EmptyModule;

/// <summary>Does nothing with what it is given.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
    /// <summary>Anything.</summary>
    [Parameter(ValueFromPipeline = true)]
    public string? InputObject { get; set; }
}
