using System;
using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with the name of a type of events.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateEventTypeAttribute : ValidateArgumentsAttribute
{
    private static readonly Regex Name = new(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant);
    private static readonly Regex Pattern = new(@"^[A-Za-z0-9._*?\[\]-]+\z", RegexOptions.CultureInvariant);

    /// <summary>Whether it can contain wildcards.</summary>
    public bool AllowWildcards { get; set; }

    /// <summary>Whether the text can be the name of a type or of a schema.</summary>
    public static bool IsName(string text) => Name.IsMatch(text);

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string name, bool allowWildcards = false)
    {
        const string Right = " A type looks like com.twilio.messaging.message.delivered; Get-TwilioEventType lists them.";
        if (name.Length == 0)
            return "The type is blank." + Right + " To leave out the blank lines of a file, add | Where-Object { $_ } after Get-Content.";
        if (UnfitInput.Describe(name) is string given) return given + " has no text in a property Type." + Right;
        string shown = UnfitInput.Quote(name, 100);
        if (allowWildcards && Wildcards.HasAny(name))
        {
            if (!Pattern.IsMatch(name)) return NotAName(shown, allowWildcards) + Right;
            return Wildcards.IsPattern(name) ? null
                : shown + " is not a pattern: its [ and ] do not match. A pattern looks like com.twilio.voice.*.";
        }

        if (!Name.IsMatch(name)) return NotAName(shown, allowWildcards) + Right;
        return name.IndexOf('.') >= 0 ? null
            : shown + " is not the whole name of a type. To find types that have it in their name: Get-TwilioEventType '*" + name + "*'."
                + Right;
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (object? argument in arguments is IList list ? list : new[] { arguments })
        {
            if (Problem(argument?.ToString() ?? string.Empty, this.AllowWildcards) is string problem)
                throw new ValidationMetadataException(problem);
        }
    }

    private static string NotAName(string shown, bool allowWildcards) =>
        shown + " is not a type of events: its name has letters, digits, dots, hyphens and underscores"
            + (allowWildcards ? ", and wildcards." : ".");
}
