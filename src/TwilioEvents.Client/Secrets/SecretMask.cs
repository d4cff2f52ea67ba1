using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;
using TwilioEvents.Secrets;

namespace TwilioEvents;

/// <summary>Takes the secrets out of a sink's configuration before anybody sees it, and knows one that was masked.</summary>
public static class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "********";

    /// <summary>The text with each secret in it masked: the password of an address, a token in its query.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, as it is where nothing in it is a secret.</returns>
    public static string MaskText(string text) =>
        SecretFinder.MayHold(text ?? throw new ArgumentNullException(nameof(text))) ? FindIn(text).Mask(text) : text;

    /// <summary>Whether a mask stands somewhere in the place of a secret.</summary>
    /// <param name="value">A text, a dictionary or a list of such.</param>
    /// <returns>True where a configuration was copied from where it is shown masked.</returns>
    public static bool IsIn(object? value) => value switch
    {
        string text => text.Contains(Mask),
        IDictionary map => map.Values.Cast<object?>().Any(IsIn),
        IEnumerable list => list.Cast<object?>().Any(IsIn),
        _ => false,
    };

    /// <summary>A copy of the value in which every secret is masked.</summary>
    internal static object? Apply(object? value)
    {
        switch (value)
        {
            case JsonMap map:
                var masked = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    masked[property.Key] = property.Value is not null && IsSecret(map, property.Key) ? Mask : Apply(property.Value);
                }

                return masked;
            case IReadOnlyList<object?> list:
                return list.Select(Apply).ToList();
            case string text:
                return MaskText(text);
            default:
                return value;
        }
    }

    /// <summary>
    /// The secrets in the fields of a form: in fields with the name of a secret, in JSON, and in addresses. A
    /// description is shown as it is.
    /// </summary>
    internal static IEnumerable<string> Find(IReadOnlyList<KeyValuePair<string, string>> form) => form
        .Where(field => field.Key != "Description")
        .SelectMany(field => SecretNames.IsSecret(field.Key) ? new[] { field.Value } : Find(JsonOrText(field.Value)));

    private static object? JsonOrText(string value)
    {
        try
        {
            return value.Length > 0 && (value[0] is '{' or '[') ? JsonText.Parse(value) : value;
        }
        catch (FormatException)
        {
            return value;
        }
    }

    private static IEnumerable<string> Find(object? value) => value switch
    {
        JsonMap map => map.Properties.SelectMany(property => IsSecret(map, property.Key) ? Scalars(property.Value) : Find(property.Value)),
        IReadOnlyList<object?> list => list.SelectMany(Find),
        string text when SecretFinder.MayHold(text) =>
            FindIn(text).Parts(text).SelectMany(secret => new[] { secret, Uri.UnescapeDataString(secret) }).Distinct(),
        _ => Array.Empty<string>(),
    };

    // By its own name, or as one of a pair, such as { "name": "X-Api-Key", "value": "..." }.
    private static bool IsSecret(JsonMap map, string name) =>
        SecretNames.IsSecret(name)
        || (name.Equals("value", StringComparison.OrdinalIgnoreCase)
            && map.Properties.Any(other => other.Value is string text && IsNaming(other.Key) && SecretNames.IsSecret(text)));

    private static bool IsNaming(string name) => name.ToLowerInvariant() is "name" or "key" or "header";

    private static TextRanges FindIn(string text)
    {
        var found = new TextRanges();
        SecretFinder.Find(UnescapedText.Of(text), found);
        return found;
    }

    // A value under a secret's name is secret, with everything in it.
    private static IEnumerable<string> Scalars(object? value) => value switch
    {
        JsonMap map => map.Properties.SelectMany(p => Scalars(p.Value)),
        IReadOnlyList<object?> list => list.SelectMany(Scalars),
        _ => JsonText.Scalar(value) is string scalar ? new[] { scalar } : Array.Empty<string>(),
    };
}
