using System;
using System.Globalization;
using System.Linq;
using System.Text;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState.Document;

/// <summary>How a PowerShell data file writes a value.</summary>
internal static class DataFileText
{
    private static readonly string[] Keywords =
        { "data", "if", "in", "do", "for", "from", "end", "exit", "class", "enum", "param", "try", "trap", "using", "var" };

    /// <summary>A name on the left of an equals sign.</summary>
    public static string Name(string name) => IsBare(name) ? name : Quote(name);

    /// <summary>A scalar.</summary>
    public static string Scalar(object? value) => value switch
    {
        null => "$null",
        bool flag => flag ? "$true" : "$false",
        string text => Quote(text),
        _ => JsonText.Scalar(value)!,
    };

    // A letter alone needs no quotes; a word of the language would.
    private static bool IsBare(string name) =>
        name.Length > 0 && name.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_')
        && !Keywords.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (char c in text)
        {
            quoted.Append(c);

            // PowerShell takes the curly quotes for straight ones, too.
            if (c is '\'' or >= '\u2018' and <= '\u201B') quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }
}
