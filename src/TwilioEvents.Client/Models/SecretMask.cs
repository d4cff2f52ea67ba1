using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>Takes the secrets out of a sink's configuration before anybody sees it.</summary>
public static class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "********";

    private static readonly char[] AfterAuthority = { '/', '?', '#' };
    private static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase) { "external_id", "write_key" };

    /// <summary>A copy of the value in which every secret is masked.</summary>
    internal static object? Apply(object? value)
    {
        switch (value)
        {
            case JsonMap map:
                var masked = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    masked[property.Key] = property.Value is not null && SecretNames.Contains(property.Key)
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

    // By hand and not with Uri: a URL that Uri does not understand may hold a password all the same.
    private static string MaskUrlPassword(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return text;
        int start = scheme + 3;
        int end = text.IndexOfAny(AfterAuthority, start);
        if (end < 0) end = text.Length;
        int colon = text.IndexOf(':', start, end - start);
        if (colon < 0) return text;
        int at = text.LastIndexOf('@', end - 1, end - start);

        // host:8080 has digits behind its colon; what has not is a password with an unescaped / or ? in it.
        bool isPort = at < 0 && text.Substring(colon + 1, end - colon - 1).All(char.IsDigit);
        if (at < 0 && !isPort && text[start] != '[') at = text.LastIndexOf('@');
        return at < colon ? text : text.Substring(0, colon + 1) + Mask + text.Substring(at);
    }

    private static string? PasswordOf(string text)
    {
        string masked = MaskUrlPassword(text);
        if (masked == text) return null;
        int start = masked.IndexOf(':', masked.IndexOf("://", StringComparison.Ordinal) + 3) + 1;
        return text.Substring(start, text.Length - (masked.Length - Mask.Length));
    }

    private static IEnumerable<string> Find(object? value) => value switch
    {
        JsonMap map => map.Properties.SelectMany(p => p.Value is string secret && SecretNames.Contains(p.Key) ? new[] { secret } : Find(p.Value)),
        IReadOnlyList<object?> list => list.SelectMany(Find),
        string text => PasswordOf(text) is string password ? new[] { password, Uri.UnescapeDataString(password) } : Array.Empty<string>(),
        _ => Array.Empty<string>(),
    };
}
