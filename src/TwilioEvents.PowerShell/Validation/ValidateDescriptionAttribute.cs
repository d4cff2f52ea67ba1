using System;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with a description; see <see cref="ValidateSidAttribute"/> for why.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateDescriptionAttribute : ValidateArgumentsAttribute
{
    /// <summary>At least one character that is not white space.</summary>
    public const string Pattern = @"\S";

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "The description '" + PlainText.Show(text, 20)
                + "' is blank. Give a text that says what it is for, such as 'Billing events'.";
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i]))
            {
                return "The description '" + PlainText.Show(text, 60) + "' contains half a character (U+"
                    + ((int)text[i]).ToString("X4", CultureInfo.InvariantCulture)
                    + ") at position " + (i + 1).ToString(CultureInfo.InvariantCulture)
                    + ", which cannot be sent. Remove it, or give the whole character.";
            }
        }

        return null;
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Problem(arguments?.ToString() ?? string.Empty) is string problem) throw new ValidationMetadataException(problem);
    }
}
