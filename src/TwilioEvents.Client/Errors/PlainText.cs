using System.Text;

namespace TwilioEvents;

/// <summary>Makes text from outside safe to show: a terminal obeys control characters, and a page of HTML fills it.</summary>
public static class PlainText
{
    /// <summary>The text on one line, without control characters, cut at a length.</summary>
    /// <param name="text">Any text, or null.</param>
    /// <param name="maximum">How many characters to keep, at least 1.</param>
    /// <returns>Text that is safe to print.</returns>
    public static string Show(string? text, int maximum = 300)
    {
        if (text is null) return string.Empty;
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            if (shown.Length >= maximum) return shown.Append("...").ToString();

            // U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows.
            bool unsafeToShow = char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
            shown.Append(unsafeToShow ? ' ' : c);
        }

        return shown.ToString().Trim();
    }
}
