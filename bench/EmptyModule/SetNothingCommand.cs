using System.Management.Automation;
using System.Text.RegularExpressions;

namespace EmptyModule;

/// <summary>Asks the engine for all that Set-TwilioSink asks it for: parameters, a question and an object. Sends nothing.</summary>
[Cmdlet(VerbsCommon.Set, "Nothing", SupportsShouldProcess = true)]
public sealed class SetNothingCommand : PSCmdlet, IDynamicParameters
{
    private readonly Thing thing = new();

    /// <summary>The Sid.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidatePattern(TestNothingCommand.Pattern, Options = RegexOptions.CultureInvariant)]
    public string Sid { get; set; } = string.Empty;

    /// <summary>The description.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidatePattern(@"\S", Options = RegexOptions.CultureInvariant)]
    public string Description { get; set; } = string.Empty;

    /// <summary>The connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Connection { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => new Piped();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string action = "Set the description of sink " + this.Sid + " to '" + this.Description + "'";
        if (this.ShouldProcess(action + ".", action + "?", "Set-Nothing")) this.WriteObject(this.thing);
    }

    private sealed class Piped
    {
        [Parameter(ValueFromPipeline = true)]
        public PSObject? InputObject { get; set; }

        [Parameter(ValueFromPipelineByPropertyName = true)]
        public string? AccountSid { get; set; }
    }
}
