using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using TwilioEvents.Webhooks;

namespace TwilioEvents.Binding;

/// <summary>Reads events from objects: what a framework has parsed, and records of a Kinesis stream.</summary>
internal static class ParsedEvent
{
    /// <summary>The events of an object, or why it is none.</summary>
    public static IReadOnlyList<ParsedItem> Read(EventParser parser, object? input)
    {
        object? plain = InputKind.Unwrap(input);
        if (plain is TwilioEvent found) return new[] { ParsedItem.Of(found) };

        // Only what can be an event is looked at in full: a file has a folder, which has files.
        KeyValuePair<string, object?>? type = Field(input, "type");
        if (type is null && Field(input, "Data") is { Value: not (null or IDictionary or PSCustomObject) } data)
            return parser.ParseRecord(data.Value is IList list ? RawBody.FromList(list) ?? data.Value : data.Value, input);
        try
        {
            var fields = type is { Key: "type", Value: string } ? PlainValue.OfEvent(input) as IDictionary : null;
            return parser.Parse(fields ?? new Hashtable(), input);
        }
        catch (ArgumentException e)
        {
            return new[] { ParsedItem.Of(e.Message, input) };
        }
    }

    // Objects have their names in any case, and some frameworks' dictionaries too.
    private static KeyValuePair<string, object?>? Field(object? input, string name)
    {
        if (InputKind.Unwrap(input) is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                if (entry.Key is string key && key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return new KeyValuePair<string, object?>(key, InputKind.Unwrap(entry.Value));
            }

            return null;
        }

        PSPropertyInfo? property = input is null ? null : PSObject.AsPSObject(input).Properties[name];
        return property is null ? null : new KeyValuePair<string, object?>(property.Name, InputKind.Unwrap(property.Value));
    }
}
