using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState;

/// <summary>Writes a configuration as the text of a file. No secret is in it: a reference stands for each.</summary>
public sealed class ConfigurationWriter
{
    private const string Indent = "    ";

    private readonly List<string> references = new();
    private readonly JsonMap root;

    /// <summary>Prepares the text of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    public ConfigurationWriter(EventsConfiguration configuration)
    {
        if (configuration is null) throw new ArgumentNullException(nameof(configuration));
        this.root = new JsonMap
        {
            ["Version"] = EventsConfiguration.FormVersion,
            ["Sinks"] = configuration.Sinks.Select(this.Sink).ToList(),
            ["Subscriptions"] = configuration.Subscriptions.Select(Subscription).ToList(),
        };
    }

    /// <summary>The references that stand for secrets, each with the sink and the field that it stands in.</summary>
    public IReadOnlyList<string> References => this.references;

    /// <summary>The document as JSON.</summary>
    /// <returns>Lines that end with a line feed.</returns>
    public string ToJson()
    {
        var text = new StringBuilder();
        Write(text, this.root, string.Empty, isJson: true);
        return text.Append('\n').ToString();
    }

    /// <summary>The document as a PowerShell data file.</summary>
    /// <returns>Lines that end with a line feed.</returns>
    public string ToDataFile()
    {
        var text = new StringBuilder();
        Write(text, this.root, string.Empty, isJson: false);
        return text.Append('\n').ToString();
    }

    private object? Sink(ConfiguredSink sink)
    {
        var configuration = new JsonMap();
        foreach (KeyValuePair<string, object?> property in ConfigurationShape.Sort(sink.SinkType, sink.Configuration))
            configuration[property.Key] = this.WithoutSecrets(property.Key, property.Value, sink.Name, property.Key);
        JsonMap named = Named(sink.Description, sink.Sid);
        named["SinkType"] = TextTemplate.Escape(sink.SinkType);
        named["SinkConfiguration"] = configuration;
        return named;
    }

    private static object? Subscription(ConfiguredSubscription subscription)
    {
        JsonMap named = Named(subscription.Description, subscription.Sid);
        named["Sink"] = TextTemplate.Escape(subscription.Sink);
        named["Types"] = subscription.Types.Select(type => (object?)type.ToString()).ToList();
        return named;
    }

    private static JsonMap Named(string? description, string? sid)
    {
        var map = new JsonMap();
        if (description is not null) map["Description"] = TextTemplate.Escape(description);
        if (sid is not null) map["Sid"] = sid;
        return map;
    }

    private object? WithoutSecrets(string name, object? value, string sink, string path)
    {
        switch (value)
        {
            case ConfiguredValue { Reference: string reference }:
                return TextTemplate.Escape(reference);
            case not null when SecretNames.IsSecret(name) || value is ConfiguredValue:
            case string text when SecretMask.MaskText(text) != text || SecretMask.IsIn(text):
                return this.Reference(sink, path);
            case string text:
                return TextTemplate.Escape(SecretReference.Escape(text));
            case JsonMap map when SecretMask.Apply(map) is JsonMap masked:
                var copy = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    // One of a pair of a name and a value is secret by the other.
                    string place = path + "_" + property.Key;
                    bool isMasked = masked[property.Key] is SecretMask.Mask;
                    copy[property.Key] =
                        isMasked ? this.Reference(sink, place) : this.WithoutSecrets(property.Key, property.Value, sink, place);
                }

                return copy;
            case IReadOnlyList<object?> list:
                return list.Select((item, index) => this.WithoutSecrets(string.Empty, item, sink,
                    path + "_" + index.ToString(CultureInfo.InvariantCulture))).ToList();
            default:
                return value;
        }
    }

    // A variable's name from those of the sink and the field, that no other has.
    private string Reference(string sink, string path)
    {
        string name = new(("TWILIO_" + sink + "_" + path).ToUpperInvariant()
            .Select(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' ? c : '_')
            .ToArray());
        string reference = SecretReference.Environment + name;
        for (int i = 2; this.references.Contains(reference); i++)
            reference = SecretReference.Environment + name + "_" + i.ToString(CultureInfo.InvariantCulture);
        this.references.Add(reference);
        return reference;
    }

    private static void Write(StringBuilder text, object? value, string indent, bool isJson)
    {
        string inner = indent + Indent, open, close;
        (string? Name, object? Value)[] items;
        switch (value)
        {
            case JsonMap map:
                (open, close) = (isJson ? "{" : "@{", "}");
                items = map.Properties.Select(property => ((string?)property.Key, property.Value)).ToArray();
                break;
            case IReadOnlyList<object?> list:
                (open, close) = isJson ? ("[", "]") : ("@(", ")");
                items = list.Select(item => ((string?)null, item)).ToArray();
                break;
            default:
                text.Append(isJson ? JsonText.Write(value) : DataFileText.Scalar(value));
                return;
        }

        text.Append(open);
        for (int i = 0; i < items.Length; i++)
        {
            text.Append('\n').Append(inner);
            if (items[i].Name is string name) text.Append(isJson ? JsonText.Write(name) + ": " : DataFileText.Name(name) + " = ");
            Write(text, items[i].Value, inner, isJson);
            if (isJson && i < items.Length - 1) text.Append(',');
        }

        if (items.Length > 0) text.Append('\n').Append(indent);
        text.Append(close);
    }
}
