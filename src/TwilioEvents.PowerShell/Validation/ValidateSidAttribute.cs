using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// Says in words what is wrong with a Sid. Declared before ValidatePattern, which has no message of
/// its own in Windows PowerShell 5.1: the first that fails gives the text.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateSidAttribute : ValidateArgumentsAttribute
{
    private readonly SidRule rule;

    public ValidateSidAttribute(SidKind kind)
    {
        this.Kind = kind;
        this.rule = SidRule.Of(kind);
    }

    public SidKind Kind { get; }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        // A parameter for several Sids is validated as a whole.
        foreach (object? argument in arguments is IList list ? list : new[] { arguments })
        {
            string text = argument?.ToString() ?? string.Empty;
            if (!this.rule.IsMatch(text)) throw new ValidationMetadataException(this.Explain(text));
        }
    }

    private string Explain(string text)
    {
        string prefix = this.rule.Prefix;
        string right = "The Sid of " + this.rule.Noun + " is " + prefix + " and 32 hexadecimal digits (0-9, a-f), such as " + this.rule.Example;
        if (text.Length == 0) return "The Sid is blank. " + right + ".";
        if (text is "System.Collections.Hashtable" or "System.Collections.Specialized.OrderedDictionary") return "A hashtable has no property Sid. Write [pscustomobject] in front of it: [pscustomobject]@{ Sid = '" + this.rule.Example + "' }.";
        if (text.StartsWith("@{", StringComparison.Ordinal)) return "The object " + PlainText.Show(text, 60) + " has no text in a property Sid. " + right + ".";
        string wrong = "'" + PlainText.Show(text, 60) + "' is not the Sid of " + this.rule.Noun;
        if (SidRule.Find(text) is SidRule other) return wrong + " but looks like that of " + other.Noun + ". " + right + ".";

        // A digit of another script looks right at first sight, and what has no width is not seen at all.
        int strange = 0;
        while (strange < text.Length && text[strange] is > ' ' and <= '~') strange++;
        if (strange < text.Length) return wrong + ": character " + Number(strange + 1) + " (" + CodePoint(text[strange]) + ") does not belong there. " + right + ".";
        if (!text.StartsWith(prefix, StringComparison.Ordinal) && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return wrong + ": " + prefix + " is written in capitals. " + right + ".";
        if (text.Length != SidRule.Length) return wrong + ". " + right + "; this has " + Number(text.Length) + (text.Length == 1 ? " character" : " characters") + " of 34.";
        if (!text.StartsWith(prefix, StringComparison.Ordinal)) return wrong + ": it does not begin with " + prefix + ". " + right + ".";
        int position = prefix.Length;
        while (SidRule.IsHexadecimal(text[position])) position++;
        return wrong + ": character " + Number(position + 1) + " ('" + text[position] + "') is no hexadecimal digit. " + right + ".";
    }

    private static string CodePoint(char c) => "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
