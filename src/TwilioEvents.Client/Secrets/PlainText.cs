using System.Globalization;
using System.Text;

namespace TwilioEvents;

/// <summary>
/// Makes text from outside safe to show: a terminal obeys control characters, a page of HTML fills it, and what somebody
/// gave by mistake may hold a password.
/// </summary>
public static class PlainText
{
    /// <summary>What is looked through for secrets beyond what is shown: a secret may be cut at the end.</summary>
    private const int CutMargin = 1000;

    /// <summary>The text on one line, without control characters and without the secrets in it, cut at a length.</summary>
    /// <param name="text">Any text, or null.</param>
    /// <param name="maximum">How many characters to keep, at least 1.</param>
    /// <returns>Text that is safe to print.</returns>
    public static string Show(string? text, int maximum = 300)
    {
        if (text is null) return string.Empty;
        text = text.Length - CutMargin > maximum ? SecretMask.MaskText(text.Substring(0, maximum + CutMargin)) : SecretMask.MaskText(text);
        if (text.Length <= maximum && IsPlain(text)) return text;
        var shown = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            // Never cut between the two halves of a character.
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (shown.Length + length > maximum) return shown.Append("...").ToString();
            if (length == 2) shown.Append(text[i++]).Append(text[i]);
            else shown.Append(IsSafe(text[i]) ? text[i] : ' ');
        }

        return shown.ToString().Trim();
    }

    // Almost every text is: then nothing is copied.
    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~') return false;
        }

        return text.Length > 0 && text[0] != ' ' && text[text.Length - 1] != ' ';
    }

    private static bool IsSafe(char c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate => false,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,

        // These turn the direction of what follows.
        UnicodeCategory.Format => c is not ('\u061C' or '\u200E' or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'),
        _ => true,
    };
}
