using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace TwilioEvents.Validation;

/// <summary>
/// Says in words what is wrong with a Sid. Declared before ValidatePattern, which has no message of
/// its own in Windows PowerShell 5.1: the first that fails gives the text.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateSidAttribute : ValidateArgumentsAttribute
{
    /// <summary>\z and not $, which lets a newline at the end pass.</summary>
    public const string SinkPattern = @"^DG[0-9a-fA-F]{32}\z";

    private static readonly Regex Sink = new(SinkPattern, RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["AC"] = "an account", ["SK"] = "an API key", ["DF"] = "a subscription", ["SM"] = "a message", ["CA"] = "a call", ["PN"] = "a telephone number", ["MG"] = "a messaging service",
    };

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        string text = arguments?.ToString() ?? string.Empty;
        if (!Sink.IsMatch(text)) throw new ValidationMetadataException(Explain(text));
    }

    private static string Explain(string text)
    {
        const string Right = "A sink's Sid is DG and 32 hexadecimal digits (0-9, a-f), such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        if (text.Length == 0) return "The Sid is blank. " + Right + ".";
        string shown = "'" + PlainText.Show(text, 60) + "' is not the Sid of a sink";
        if (text.Length == 34 && Kinds.TryGetValue(text.Substring(0, 2), out string? kind)) return shown + " but looks like that of " + kind + ". " + Right + ".";
        if (text.StartsWith("DG", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("DG", StringComparison.Ordinal)) return shown + ": DG is written in capitals. " + Right + ".";
        return shown + ". " + Right + "; this has " + text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) + (text.Length == 1 ? " character" : " characters") + " of 34.";
    }
}
