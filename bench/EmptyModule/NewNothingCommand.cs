using System.Management.Automation;

namespace EmptyModule;

/// <summary>Writes an object that the module has a view for.</summary>
[Cmdlet(VerbsCommon.New, "Nothing")]
public sealed class NewNothingCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => this.WriteObject(new Thing());
}

/// <summary>What the view shows.</summary>
public sealed class Thing
{
    /// <summary>Its name.</summary>
    public string Name { get; } = "Thing";
}
