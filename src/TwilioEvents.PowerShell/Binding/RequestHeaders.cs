using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Headers of a request as the frameworks have them: a dictionary, a NameValueCollection, or an object with properties.</summary>
internal static class RequestHeaders
{
    /// <summary>The values of a header, whose name may stand there in any case and more than once.</summary>
    /// <returns>The values; null where the object cannot hold headers.</returns>
    public static IReadOnlyList<string>? Find(object? headers, string name)
    {
        IEnumerable<KeyValuePair<string, object?>>? all = Pairs(headers);
        return all?.Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).SelectMany(pair => Texts(pair.Value))
            .ToArray();
    }

    private static IEnumerable<KeyValuePair<string, object?>>? Pairs(object? headers) => InputKind.Unwrap(headers) switch
    {
        null or string or ValueType => null,
        NameValueCollection collection => collection.AllKeys.Where(key => key is not null)
            .Select(key => new KeyValuePair<string, object?>(key!, collection.GetValues(key))),
        IDictionary dictionary => Entries(dictionary),

        // Headers of ASP.NET and of HttpClient: neither is an IDictionary.
        IEnumerable sequence => sequence.Cast<object?>().All(item => Property(item, "Key") is not null)
            ? sequence.Cast<object?>()
                .Select(item => new KeyValuePair<string, object?>(Text(Property(item, "Key")), Property(item, "Value")))
            : null,
        _ => PSObject.AsPSObject(headers).Properties
            .Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)),
    };

    // With the enumerator of IDictionary: that of a generic dictionary gives another kind of pairs.
    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) yield return new KeyValuePair<string, object?>(Text(entry.Key), entry.Value);
    }

    private static object? Property(object? item, string name) => item is null ? null : PSObject.AsPSObject(item).Properties[name]?.Value;

    private static IEnumerable<string> Texts(object? value) => InputKind.Unwrap(value) switch
    {
        null => Array.Empty<string>(),
        string text => new[] { text },
        IEnumerable sequence => sequence.Cast<object?>().Select(Text),
        object other => new[] { Text(other) },
    };

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;
}
