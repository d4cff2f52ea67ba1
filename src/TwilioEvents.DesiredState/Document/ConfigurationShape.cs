using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState.Document;

/// <summary>The fields of a sink's configuration in one form: with the defaults that Twilio has, and checked.</summary>
internal static class ConfigurationShape
{
    /// <summary>Fills what is absent with Twilio's defaults: the method of a webhook is POST, and batch_events false.</summary>
    public static void AddDefaults(string sinkType, JsonMap configuration)
    {
        if (sinkType != SinkShape.Webhook.SinkType) return;
        configuration["method"] = configuration["method"] is string method ? method.ToUpperInvariant() : configuration["method"] ?? "POST";
        configuration["batch_events"] = bool.TryParse(configuration.Text("batch_events"), out bool batches)
            ? batches
            : configuration["batch_events"] ?? false;
    }

    /// <summary>Fills the defaults, and tells what does not fit; no problem shows a value.</summary>
    public static IEnumerable<string> Complete(SinkShape shape, JsonMap configuration)
    {
        AddDefaults(shape.SinkType, configuration);
        foreach (SinkField field in shape.Fields)
        {
            object? value = configuration[field.Name];
            string? text = value is ConfiguredValue secret ? secret.Text : JsonText.Scalar(value);
            if (value is ConfiguredValue && text is null) continue;
            if (field.IsRequired && string.IsNullOrWhiteSpace(text)) yield return ": it lacks " + field.Name + ", " + field.Expected + ".";
            else if (text is not null && !field.Accepts(text)) yield return "." + field.Name + ": it is not " + field.Expected + ".";
            else if (text is not null && SecretMask.IsIn(text))
                yield return "." + field.Name + ": it holds a masked value (" + SecretMask.Mask + "), not the secret itself.";
        }

        foreach (KeyValuePair<string, object?> near in configuration.Properties.Where(property => IsMisspelt(shape, property.Key)))
        {
            yield return "." + PlainText.Show(near.Key, 60) + ": Twilio writes its names in lower case; the fields of a " + shape.SinkType
                + " are " + string.Join(", ", shape.Fields.Select(field => field.Name)) + ".";
        }
    }

    /// <summary>The names in the order in which they are documented, and the others behind.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Sort(string sinkType, JsonMap configuration)
    {
        List<string> known = SinkShape.Known.FirstOrDefault(shape => shape.SinkType == sinkType)?.Fields.Select(field => field.Name)
            .ToList()
            ?? new List<string>();
        return configuration.Properties.OrderBy(property => (uint)known.IndexOf(property.Key))
            .ThenBy(property => property.Key, StringComparer.Ordinal);
    }

    // What Twilio may add tomorrow is taken as it is; a known name with other capitals or without its underscore is a mistake.
    private static bool IsMisspelt(SinkShape shape, string name) => shape.Fields.All(field => field.Name != name)
        && shape.Fields.Any(field => Plain(field.Name).Equals(Plain(name), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string name) => name.Replace("_", string.Empty);
}
