using System.Management.Automation;
using System.Text.RegularExpressions;

namespace EmptyModule;

/// <summary>Takes a Sid, validated as that of a sink is.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Nothing")]
public sealed class TestNothingCommand : PSCmdlet
{
    /// <summary>The pattern of the Sid of a sink.</summary>
    public const string Pattern = @"^DG[0-9a-fA-F]{32}\z";

    /// <summary>The Sid.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidatePattern(Pattern, Options = RegexOptions.CultureInvariant)]
    public string Sid { get; set; } = string.Empty;
}
