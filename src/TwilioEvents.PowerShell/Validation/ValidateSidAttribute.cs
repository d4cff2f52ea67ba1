using System;
using System.Collections;
using System.Globalization;
using System.Linq;
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
            return "The Sid is blank. " + right + ". To leave out the blank lines of a file, add | Where-Object { $_ } after Get-Content.";
        if (UnfitInput.Describe(text) is string given) return this.ExplainObject(given) + " " + right + ".";
        string wrong = UnfitInput.Quote(text, 60) + " is not the Sid of " + this.rule.Noun;
        if (SidRule.Find(text) is SidRule other) return wrong + " but looks like that of " + other.Noun + ". " + right + ".";
        if (text.IndexOf('\n') >= 0)
            return wrong + ": it has several lines. Give one Sid per line, as Get-Content does without -Raw. " + right + ".";
        string bare = text.Trim('"', '\'', ',', ';', ' ');
        if (!this.IsMeantAsSid(bare)) return wrong + ". " + right + "." + this.HowToFind(bare);
        if (bare.Length < text.Length)
        {
            return wrong + ": it has quotation marks or separators around it"
                + (bare.Length == SidRule.Length ? string.Empty : ", and without them " + Characters(bare) + ", not 34")
                + ". Remove them, or read a CSV file with Import-Csv. " + right + ".";
        }

        // A digit of another script looks right at first sight, and what has no width is not seen at all.
        int strange = 0;
        while (strange < text.Length && text[strange] is > ' ' and <= '~') strange++;
        if (strange < text.Length)
            return wrong + ": character " + Number(strange + 1) + " (" + CodePoint(text[strange]) + ") is not allowed there. " + right
                + ".";
        if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return wrong + ": it does not begin with " + prefix + ". " + right + ".";
        if (text.Length != SidRule.Length)
        {
            bool mayBeName = !text.Skip(prefix.Length).All(SidRule.IsHexadecimal);
            return wrong + ". " + right + "; it has " + Characters(text) + ", not 34." + (mayBeName ? this.HowToFind(text) : string.Empty);
        }

        if (!text.StartsWith(prefix, StringComparison.Ordinal)) return wrong + ": " + prefix + " is written in capitals. " + right + ".";
        int position = prefix.Length;
        while (SidRule.IsHexadecimal(text[position])) position++;
        return wrong + ": character " + Number(position + 1) + " ('" + text[position] + "') is not a hexadecimal digit. " + right + ".";
    }

    private string ExplainObject(string given) => given == "A hashtable"
        ? "A hashtable has no property " + this.Property + ". Write [pscustomobject] before it: [pscustomobject]@{ " + this.Property
            + " = '" + this.rule.Example + "' }."
        : given + " has no Sid of " + this.rule.Noun + " in a property " + this.Property + ".";

    // Whether it is a Sid that is cut off, lacks its prefix or has a wrong character, rather than a description.
    private bool IsMeantAsSid(string text)
    {
        int digits = SidRule.Length - this.rule.Prefix.Length;
        bool isOneWord = !text.Any(char.IsWhiteSpace), hasPrefix = text.StartsWith(this.rule.Prefix, StringComparison.OrdinalIgnoreCase);
        return isOneWord ? hasPrefix || text.Length == SidRule.Length || (text.Length == digits && text.All(SidRule.IsHexadecimal))
            : hasPrefix && text.Skip(this.rule.Prefix.Length).All(c => SidRule.IsHexadecimal(c) || char.IsWhiteSpace(c));
    }

    // A user who writes 'analytics' knows the description and not the Sid.
    private string HowToFind(string text) => this.Kind switch
    {
        SidKind.Sink => " To find a sink by its description: Get-TwilioSink -Description " + Pattern(text) + ".",
        SidKind.Subscription => " To find a subscription by its description: Get-TwilioSubscription -Description " + Pattern(text) + ".",
        _ => string.Empty,
    };

    private static string Pattern(string text) => "'*" + PlainText.Show(SecretMask.MaskText(text), 40).Replace("'", "''") + "*'";

    private static string CodePoint(char c) => "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);

    private static string Characters(string text) => Number(text.Length) + (text.Length == 1 ? " character" : " characters");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
