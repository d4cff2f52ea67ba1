using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Http;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>What the configuration of a new sink must hold. The messages name fields, never their values: some are secret.</summary>
internal static class SinkConfiguration
{
    /// <exception cref="Refusal">The type is unknown, or the configuration is not what it needs.</exception>
    public static JsonMap Parse(string sinkType, string text)
    {
        SinkShape shape = SinkShape.Known.FirstOrDefault(known => known.SinkType == sinkType) ?? throw UnknownType(sinkType);
        JsonMap configuration = Read(text);
        foreach (KeyValuePair<string, object?> property in configuration.Properties)
        {
            if (property.Value is JsonMap or IReadOnlyList<object?>)
            {
                throw Bad("SinkConfiguration holds an object or a list under " + PlainText.Show(property.Key));
            }
        }

        foreach (SinkField field in shape.Fields) Check(field, configuration.Text(field.Name));
        if (shape == SinkShape.Webhook)
        {
            // It may come as text, and false is the default.
            configuration["batch_events"] = bool.TryParse(configuration.Text("batch_events"), out bool batches) && batches;
        }

        return configuration;
    }

    private static JsonMap Read(string text)
    {
        try
        {
            return JsonText.Parse(text) as JsonMap ?? throw Bad("SinkConfiguration is not a JSON object");
        }
        catch (FormatException)
        {
            throw Bad("SinkConfiguration is not JSON");
        }
    }

    private static void Check(SinkField field, string? value)
    {
        if (field.IsRequired && string.IsNullOrWhiteSpace(value)) throw Bad("SinkConfiguration lacks " + field.Name);
        if (value is not null && !field.Accepts(value)) throw Bad("The " + field.Name + " in SinkConfiguration is not " + field.Expected);
    }

    private static Refusal UnknownType(string sinkType) => Bad(
        "SinkType '" + PlainText.Show(sinkType) + "' is none of " + string.Join(", ", SinkShape.Known.Select(shape => shape.SinkType)));

    private static Refusal Bad(string message) => Refusal.BadRequest(Refusal.SinkNotCreated, message);
}
