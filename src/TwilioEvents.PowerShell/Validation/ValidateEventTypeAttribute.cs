using System;
using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with the name of a type of events, or of a schema.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateEventTypeAttribute : ValidateArgumentsAttribute
{
    private static readonly Regex Name = new(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant);
    private static readonly Regex Pattern = new(@"^[A-Za-z0-9._*?\[\]-]+\z", RegexOptions.CultureInvariant);

    /// <summary>Whether * and ? may stand in it.</summary>
    public bool AllowWildcards { get; set; }

    /// <summary>Whether the text can be the name of a type or of a schema.</summary>
    public static bool IsName(string text) => Name.IsMatch(text);

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string name, bool allowWildcards = false)
    {
        const string Right = " A type looks like com.twilio.messaging.message.delivered; Get-TwilioEventType lists them.";
        if (name.Length == 0) return "The type is blank." + Right;
        if (allowWildcards && Pattern.IsMatch(name)) return Wildcards.IsPattern(name) ? null : "'" + PlainText.Show(name, 100) + "' is no pattern: its [ and ] do not fit. A pattern looks like com.twilio.voice.*.";
        if (!allowWildcards && Name.IsMatch(name)) return null;
        return "'" + PlainText.Show(name, 100) + "' is no type of events: its name has letters, digits, dots, hyphens and underscores" + (allowWildcards ? ", and wildcards" : string.Empty) + "." + Right;
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (object? argument in arguments is IList list ? list : new[] { arguments })
        {
            if (Problem(argument?.ToString() ?? string.Empty, this.AllowWildcards) is string problem) throw new ValidationMetadataException(problem);
        }
    }
}
