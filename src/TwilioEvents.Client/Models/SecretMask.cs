using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>Takes the secrets out of a sink's configuration before anybody sees it.</summary>
public static class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "********";

    /// <summary>A pattern for how the names of Twilio's secrets end: those of its sinks and of its credentials.</summary>
    internal const string TwilioNames = "external_?id|write_?key|auth_?token|api_?secret";

    /// <summary>The same for every name that says it is a secret's: a sink that Twilio adds has others. A page's token is none.</summary>
    internal const string Names = TwilioNames + "|(?:api|access|account|private|shared|signing)_?key|(?<!page_?)token|secret|pass(?:word|phrase)";

    private static readonly char[] AfterAuthority = { '/', '?', '#' };
    private static readonly Regex SecretName = new("(?:" + Names + @")\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The text with the password in each address masked.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, as it is where no address in it holds a password.</returns>
    public static string MaskUrlPassword(string text)
    {
        var masked = new StringBuilder();
        int done = 0;
        foreach ((int start, int end) in UrlPasswords(text))
        {
            masked.Append(text, done, start - done).Append(Mask);
            done = end;
        }

        return done == 0 ? text : masked.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>A copy of the value in which every secret is masked.</summary>
    internal static object? Apply(object? value)
    {
        switch (value)
        {
            case JsonMap map:
                var masked = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    masked[property.Key] = property.Value is not null && IsSecretName(property.Key)
                        ? Mask
                        : Apply(property.Value);
                }

                return masked;
            case IReadOnlyList<object?> list:
                return list.Select(Apply).ToList();
            case string text:
                return MaskUrlPassword(text);
            default:
                return value;
        }
    }

    /// <summary>The secrets that stand in the fields of a form.</summary>
    internal static IEnumerable<string> Find(IReadOnlyList<KeyValuePair<string, string>> form) => form
        .Where(field => field.Key == "SinkConfiguration")
        .SelectMany(field => Find(JsonText.Parse(field.Value)));

    /// <summary>Whether what has that name is a secret.</summary>
    /// <param name="name">The name of a field, a column or a parameter.</param>
    /// <returns>True where it ends as the name of a secret does.</returns>
    public static bool IsSecretName(string name) => SecretName.IsMatch(name);

    private static IEnumerable<string> Find(object? value) => value switch
    {
        JsonMap map => map.Properties.SelectMany(p => IsSecretName(p.Key) ? Scalars(p.Value) : Find(p.Value)),
        IReadOnlyList<object?> list => list.SelectMany(Find),
        string text => UrlPasswords(text).Select(p => text.Substring(p.Start, p.End - p.Start)).SelectMany(password => new[] { password, Uri.UnescapeDataString(password) }),
        _ => Array.Empty<string>(),
    };

    // What is under a secret's name is secret, and whatever stands in it.
    private static IEnumerable<string> Scalars(object? value) => value switch
    {
        JsonMap map => map.Properties.SelectMany(p => Scalars(p.Value)),
        IReadOnlyList<object?> list => list.SelectMany(Scalars),
        _ => JsonText.Scalar(value) is string scalar ? new[] { scalar } : Array.Empty<string>(),
    };

    // By hand and not with Uri: a URL that Uri does not understand may hold a password all the same, and a
    // URL may hold another in its query.
    private static IEnumerable<(int Start, int End)> UrlPasswords(string text)
    {
        int done = 0, lastAt = text.LastIndexOf('@');
        for (int scheme = text.IndexOf("://", StringComparison.Ordinal); scheme >= 0; scheme = text.IndexOf("://", done, StringComparison.Ordinal))
        {
            int start = scheme + 3;
            int end = text.IndexOfAny(AfterAuthority, start);
            if (end < 0) end = text.Length;
            int colon = text.IndexOf(':', start, end - start);
            int at = text.LastIndexOf('@', end - 1, end - start);

            // host:8080 has digits behind its colon; what has not is a password with an unescaped / or ? in it.
            if (at < 0 && colon >= 0 && text[start] != '[' && !IsPort(text, colon + 1, end)) at = lastAt;
            bool found = colon >= 0 && at > colon;
            if (found) yield return (colon + 1, at);
            done = found ? at : start;
        }
    }

    private static bool IsPort(string text, int start, int end)
    {
        while (start < end && char.IsDigit(text[start])) start++;
        return start == end;
    }
}
