using System;
using System.Collections.Generic;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Http;

namespace TwilioEvents.Sandbox.Operations;

/// <summary>What the configuration of a new sink must hold. The messages name fields, never their values: some are secret.</summary>
internal static class SinkConfiguration
{
    /// <exception cref="Refusal">The type is unknown, or the configuration is not what it needs.</exception>
    public static JsonMap Parse(string sinkType, string text)
    {
        Action<JsonMap> check = sinkType switch
        {
            "webhook" => CheckWebhook,
            "kinesis" => CheckKinesis,
            "segment" => configuration => Text(configuration, "write_key"),
            "email" => _ => { }, // Twilio's document names the type, and no field of it.
            _ => throw Bad("SinkType '" + PlainText.Show(sinkType) + "' is none of webhook, kinesis, segment and email"),
        };
        JsonMap configuration = Read(text);
        foreach (KeyValuePair<string, object?> property in configuration.Properties)
        {
            if (property.Value is JsonMap or IReadOnlyList<object?>) throw Bad("SinkConfiguration holds an object or a list under " + PlainText.Show(property.Key));
        }

        check(configuration);
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

    private static void CheckWebhook(JsonMap configuration)
    {
        bool isAddress = Uri.TryCreate(Text(configuration, "destination"), UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        if (!isAddress) throw Bad("The destination in SinkConfiguration is no absolute http or https URL");
        string method = Text(configuration, "method");
        if (!method.Equals("POST", StringComparison.OrdinalIgnoreCase) && !method.Equals("GET", StringComparison.OrdinalIgnoreCase)) throw Bad("The method in SinkConfiguration is neither POST nor GET");
        bool batchEvents = false;
        if (configuration["batch_events"] is not null && !bool.TryParse(configuration.Text("batch_events"), out batchEvents)) throw Bad("The batch_events in SinkConfiguration is neither true nor false");
        configuration["batch_events"] = batchEvents;
    }

    private static void CheckKinesis(JsonMap configuration)
    {
        if (!Text(configuration, "arn").StartsWith("arn:", StringComparison.Ordinal)) throw Bad("The arn in SinkConfiguration is no ARN");
        if (!Text(configuration, "role_arn").StartsWith("arn:", StringComparison.Ordinal)) throw Bad("The role_arn in SinkConfiguration is no ARN");
        Text(configuration, "external_id");
    }

    private static string Text(JsonMap configuration, string name)
    {
        string? text = configuration.Text(name);
        return string.IsNullOrWhiteSpace(text) ? throw Bad("SinkConfiguration lacks " + name) : text!;
    }

    private static Refusal Bad(string message) => Refusal.BadRequest(Refusal.SinkNotCreated, message);
}
