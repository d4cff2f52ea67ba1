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

    /// <param name="kind">What the Sid is the Sid of.</param>
    /// <param name="property">The property that the Sid of a piped object is taken from.</param>
    public ValidateSidAttribute(SidKind kind, string property = "Sid")
    {
        this.Kind = kind;
        this.Property = property;
        this.rule = SidRule.Of(kind);
    }

    public SidKind Kind { get; }

    public string Property { get; }

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
        string right =
            "The Sid of " + this.rule.Noun + " is " + prefix + " and 32 hexadecimal digits (0-9, a-f in either case), such as "
                + this.rule.Example;
        if (text.Length == 0)
            return "The Sid is blank. " + right + ". To leave out the blank lines of a file, put | Where-Object { $_ } behind Get-Content.";
        if (UnfitInput.Describe(text) is string given) return this.ExplainObject(given) + " " + right + ".";
        string wrong = UnfitInput.Quote(text, 60) + " is not the Sid of " + this.rule.Noun;
        if (SidRule.Find(text) is SidRule other) return wrong + " but looks like that of " + other.Noun + ". " + right + ".";
        if (text.IndexOf('\n') >= 0)
            return wrong + ": it has several lines. Give one Sid a line; Get-Content without -Raw does so. " + right + ".";
        string bare = text.Trim('"', '\'', ',', ';', ' ');
        if (bare.Length < text.Length && this.rule.IsMatch(bare))
        {
            return wrong + ": it has quotation marks or separators around it. Take them off, or read a CSV with Import-Csv. " + right + ".";
        }

        // A digit of another script looks right at first sight, and what has no width is not seen at all.
        int strange = 0;
        while (strange < text.Length && text[strange] is > ' ' and <= '~') strange++;
        bool isName = !text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && text.Length != SidRule.Length;
        if (isName) return wrong + ". " + right + "." + this.HowToFind(text);
        if (strange < text.Length)
            return wrong + ": character " + Number(strange + 1) + " (" + CodePoint(text[strange]) + ") does not belong there. " + right
                + ".";
        if (!text.StartsWith(prefix, StringComparison.Ordinal) && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return wrong + ": " + prefix + " is written in capitals. " + right + ".";
        }

        if (text.Length != SidRule.Length)
            return wrong + ". " + right + "; it has " + Number(text.Length) + (text.Length == 1 ? " character" : " characters")
                + ", not 34.";
        if (!text.StartsWith(prefix, StringComparison.Ordinal)) return wrong + ": it does not begin with " + prefix + ". " + right + ".";
        int position = prefix.Length;
        while (SidRule.IsHexadecimal(text[position])) position++;
        return wrong + ": character " + Number(position + 1) + " ('" + text[position] + "') is not a hexadecimal digit. " + right + ".";
    }

    private string ExplainObject(string given) => given == "A hashtable"
        ? "A hashtable has no property " + this.Property + ". Write [pscustomobject] in front of it: [pscustomobject]@{ " + this.Property
            + " = '" + this.rule.Example + "' }."
        : given + " has no text in a property " + this.Property + ".";

    // Who writes 'analytics' knows the description and not the Sid.
    private string HowToFind(string text) => this.Kind switch
    {
        SidKind.Sink => " To find a sink by its description: Get-TwilioSink -Description " + Pattern(text) + ".",
        SidKind.Subscription => " To find a subscription by its description: Get-TwilioSubscription -Description " + Pattern(text) + ".",
        _ => string.Empty,
    };

    private static string Pattern(string text) => "'*" + PlainText.Show(SecretMask.MaskText(text), 40).Replace("'", "''") + "*'";

    private static string CodePoint(char c) => "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
