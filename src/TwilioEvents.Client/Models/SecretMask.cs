using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>Takes the secrets out of a sink's configuration before anybody sees it.</summary>
internal static class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "********";

    private static readonly char[] AfterAuthority = { '/', '?', '#' };
    private static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase) { "external_id", "write_key" };

    /// <summary>A copy of the value in which every secret is masked.</summary>
    public static object? Apply(object? value)
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

    // By hand and not with Uri: a URL that Uri does not understand may hold a password all the same, and a
    // URL may hold another in its query.
    private static string MaskUrlPassword(string text)
    {
        var masked = new StringBuilder();
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
            int shown = found ? colon + 1 : start;
            masked.Append(text, done, shown - done);
            if (found) masked.Append(Mask);
            done = found ? at : start;
        }

        return masked.Append(text, done, text.Length - done).ToString();
    }

    private static bool IsPort(string text, int start, int end)
    {
        while (start < end && char.IsDigit(text[start])) start++;
        return start == end;
    }
}
