using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>Makes dictionaries and lists of a configuration, as a definition of a sink takes them.</summary>
internal static class PlainDictionary
{
    public static IDictionary Of(JsonMap map)
    {
        var copy = new OrderedDictionary();
        foreach (KeyValuePair<string, object?> property in map.Properties) copy[property.Key] = Value(property.Value);
        return copy;
    }

    private static object? Value(object? value) => value switch
    {
        JsonMap map => Of(map),
        IReadOnlyList<object?> list => list.Select(Value).ToList(),
        _ => value,
    };
}
