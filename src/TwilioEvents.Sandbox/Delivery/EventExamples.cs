using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>Examples of our own for the data of the most used types, from Examples.json. The other types have one for all.</summary>
internal static class EventExamples
{
    private static readonly Lazy<JsonMap> Examples = new(Load);

    /// <summary>The source and the data of an event of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fill">Gives the text for a name in braces. A name that comes twice is the same both times.</param>
    public static JsonMap Of(KnownEventType type, Func<string, string> fill)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var example = (JsonMap)(Examples.Value[type.SchemaId] ?? Examples.Value["*"]!);
        var data = (JsonMap)Filled(example["data"])!;
        if (Examples.Value[type.Type] is JsonMap more)
        {
            foreach (KeyValuePair<string, object?> property in more.Properties) data[property.Key] = Filled(property.Value);
        }

        return new JsonMap { ["source"] = FilledText(example.Text("source")!), ["data"] = data };

        object? Filled(object? value)
        {
            if (value is string text) return FilledText(text);
            if (value is not JsonMap map) return value;
            var filled = new JsonMap();
            foreach (KeyValuePair<string, object?> property in map.Properties) filled[property.Key] = Filled(property.Value);
            return filled;
        }

        string FilledText(string text)
        {
            var filled = new StringBuilder();
            foreach (string part in text.Split('{'))
            {
                int end = part.IndexOf('}');
                if (end < 0)
                {
                    filled.Append(part);
                    continue;
                }

                string name = part.Substring(0, end);
                if (!known.TryGetValue(name, out string? value)) known.Add(name, value = fill(name));
                filled.Append(value).Append(part, end + 1, part.Length - end - 1);
            }

            return filled.ToString();
        }
    }

    private static JsonMap Load()
    {
        using Stream stream = typeof(EventExamples).Assembly.GetManifestResourceStream("Examples.json")!;
        using var reader = new StreamReader(stream);
        return (JsonMap)JsonText.Parse(reader)!;
    }
}
