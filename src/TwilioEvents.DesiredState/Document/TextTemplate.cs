using System;
using System.Collections.Generic;
using System.Text;

namespace TwilioEvents.DesiredState.Document;

/// <summary>Texts of a document with {Name} in them. {{ and }} are braces.</summary>
internal static class TextTemplate
{
    /// <summary>The text with its names filled.</summary>
    /// <param name="text">The text as the document has it.</param>
    /// <param name="parameters">What stands for each name; upper and lower case are the same.</param>
    /// <param name="isSecret">Whether a secret is in what comes back.</param>
    /// <exception cref="FormatException">A name has no value, or a brace stands alone; the message says which.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, ConfigurationParameter> parameters, out bool isSecret)
    {
        isSecret = false;
        if (text.IndexOf('{') < 0 && text.IndexOf('}') < 0) return text;
        var filled = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is not ('{' or '}'))
            {
                filled.Append(c);
            }
            else if (i + 1 < text.Length && text[i + 1] == c)
            {
                filled.Append(c);
                i++;
            }
            else
            {
                int end = c == '{' ? text.IndexOf('}', i) : -1;
                if (end < 0) throw new FormatException("a " + c + " stands alone; write " + c + c + " for a brace");
                string name = text.Substring(i + 1, end - i - 1);
                if (!parameters.TryGetValue(name, out ConfigurationParameter? parameter))
                {
                    throw new FormatException("{" + PlainText.Show(name, 60)
                        + "} has no value; give one with the parameters, or write {{ for "
                        + "a brace");
                }

                filled.Append(parameter.Text);
                isSecret |= parameter.IsSecret;
                i = end;
            }
        }

        return filled.ToString();
    }

    /// <summary>A text that <see cref="Fill"/> leaves as it was.</summary>
    public static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");
}
