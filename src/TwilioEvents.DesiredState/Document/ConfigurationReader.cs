using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState;

/// <summary>Reads a document of plain values into an <see cref="EventsConfiguration"/>, and finds all that is wrong with it.</summary>
public sealed class ConfigurationReader
{
    private const string SinksField = "Sinks", SubscriptionsField = "Subscriptions", DescriptionField = "Description", SidField = "Sid";
    private readonly IReadOnlyDictionary<string, ConfigurationParameter> parameters;
    private readonly SecretResolver secrets;
    private readonly ObjectFactory objects;
    private readonly List<string> problems = new();

    private ConfigurationReader(
        IReadOnlyDictionary<string, ConfigurationParameter> parameters, SecretResolver secrets, ObjectFactory objects)
    {
        this.parameters = parameters;
        this.secrets = secrets;
        this.objects = objects;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="document">Dictionaries, sequences and scalars.</param>
    /// <param name="parameters">What stands for each {Name}. Its comparer decides whether upper and lower case are the same.</param>
    /// <param name="secrets">Looks up what a reference stands for.</param>
    /// <param name="objects">Makes the host's objects.</param>
    /// <returns>The configuration. References that could not be resolved are in it.</returns>
    /// <exception cref="EventsConfigurationException">Something is wrong with it. All of it is told.</exception>
    public static EventsConfiguration Read(
        object? document,
        IReadOnlyDictionary<string, ConfigurationParameter> parameters,
        SecretResolver secrets,
        ObjectFactory objects)
    {
        if (parameters is null) throw new ArgumentNullException(nameof(parameters));
        if (secrets is null) throw new ArgumentNullException(nameof(secrets));
        if (objects is null) throw new ArgumentNullException(nameof(objects));
        try
        {
            return new ConfigurationReader(parameters, secrets, objects).Read(JsonText.FromObject(document));
        }
        catch (FormatException e)
        {
            throw new EventsConfigurationException(new[] { e.Message });
        }
    }

    /// <summary>Reads a JSON text into dictionaries, sequences and scalars.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A document to read.</returns>
    /// <exception cref="EventsConfigurationException">It is not JSON; the message says where.</exception>
    public static object? ReadJson(string text)
    {
        try
        {
            return JsonText.Parse(text);
        }
        catch (FormatException e)
        {
            throw new EventsConfigurationException(new[] { e.Message });
        }
    }

    private EventsConfiguration Read(object? document)
    {
        EventsConfiguration? configuration = null;
        if (this.Section(document, "The document", SinksField, SubscriptionsField, "Version", "$schema") is JsonMap root)
        {
            if (Find(root, "Version") is object version && JsonText.Scalar(version) != "1")
            {
                this.problems.Add("Version: this module reads version 1 of the form, not '" + PlainText.Show(JsonText.Scalar(version), 20)
                    + "'.");
            }

            ConfiguredSink[] sinks = Items(root, SinksField).Select(item => this.ReadSink(item.Value, item.Path))
                .OfType<ConfiguredSink>().ToArray();
            ConfiguredSubscription[] subscriptions = Items(root, SubscriptionsField)
                .Select(item => this.ReadSubscription(item.Value, item.Path)).OfType<ConfiguredSubscription>().ToArray();
            this.problems.AddRange(NamesTwice.Find(sinks.Select(sink => (sink.Path, sink.Description, sink.Sid))));
            this.problems.AddRange(NamesTwice.Find(subscriptions.Select(one => (one.Path, one.Description, one.Sid))));
            configuration = new EventsConfiguration(sinks, subscriptions);
        }

        return this.problems.Count == 0 ? configuration! : throw new EventsConfigurationException(this.problems);
    }

    private ConfiguredSink? ReadSink(object? value, string path)
    {
        if (this.Section(value, path, DescriptionField, SidField, "SinkType", "SinkConfiguration") is not JsonMap fields) return null;
        (string? description, string? sid) = this.ReadName(fields, path, SidKind.Sink);
        string? sinkType = this.Text(fields, "SinkType", path, isRequired: true);
        object? given = Find(fields, "SinkConfiguration");
        JsonMap? configuration = given is null ? new JsonMap() : this.Fill(given, path + ".SinkConfiguration") as JsonMap;
        if (configuration is null) this.problems.Add(path + ".SinkConfiguration: it is not a table of names and values.");
        if (configuration is null || sinkType is null) return null;
        if (SinkShape.Known.FirstOrDefault(known => known.SinkType == sinkType) is SinkShape shape)
        {
            this.problems.AddRange(ConfigurationShape.Complete(shape, configuration)
                .Select(problem => path + ".SinkConfiguration" + problem));
        }

        return (description ?? sid) is null ? null : new ConfiguredSink(path, description, sid, sinkType, configuration, this.objects);
    }

    private ConfiguredSubscription? ReadSubscription(object? value, string path)
    {
        if (this.Section(value, path, DescriptionField, SidField, "Sink", "Types") is not JsonMap fields) return null;
        (string? description, string? sid) = this.ReadName(fields, path, SidKind.Subscription);
        string? sink = this.Text(fields, "Sink", path, isRequired: true);
        object? given = Find(fields, "Types");
        if (given is null) this.problems.Add(path + ".Types: it is missing.");
        var types = new List<TypeVersion>();
        object?[] texts = given is IReadOnlyList<object?> list ? list.ToArray() : new[] { given };
        for (int i = 0; given is not null && i < texts.Length; i++)
        {
            string place = FormattableString.Invariant($"{path}.Types[{i}]");
            if (this.Fill(texts[i], place, takesSecrets: false) is not string text || TypeText.Read(text) is not TypeVersion type)
            {
                this.problems.Add(place
                    + ": it is not the name of a type, such as com.twilio.messaging.message.delivered, or with a version "
                    + "com.twilio.messaging.message.delivered@2.");
            }
            else if (types.Exists(other => other.Type == type.Type))
            {
                this.problems.Add(place + ": the type " + PlainText.Show(type.Type, 100) + " stands twice.");
            }
            else
            {
                types.Add(type);
            }
        }

        return sink is null || (description ?? sid) is null ? null : new ConfiguredSubscription(path, description, sid, sink, types);
    }

    private (string? Description, string? Sid) ReadName(JsonMap fields, string path, SidKind kind)
    {
        string? description = this.Text(fields, DescriptionField, path), sid = this.Text(fields, SidField, path);
        if (description is null && sid is null) this.problems.Add(path + ".Description: it is missing or blank.");
        if (sid is not null && !SidRule.Of(kind).IsMatch(sid))
            this.problems.Add(path + ".Sid: '" + PlainText.Show(sid, 60) + "' is not the Sid of " + SidRule.Of(kind).Noun + ".");
        if (ReplacementMark.SidOf(description) is not null)
            this.problems.Add(path + ".Description: it ends with the mark of a replacement that is not finished. Take the mark out.");
        return (description, sid);
    }

    private static IEnumerable<(object? Value, string Path)> Items(JsonMap root, string field)
    {
        object? value = Find(root, field);

        // What PowerShell makes of a list of one.
        object?[] items = value is IReadOnlyList<object?> list ? list.ToArray() : value is null ? Array.Empty<object?>() : new[] { value };
        return items.Select((item, index) => (item, FormattableString.Invariant($"{field}[{index}]")));
    }

    private JsonMap? Section(object? value, string path, params string[] fields)
    {
        if (value is not JsonMap map)
        {
            this.problems.Add(path + ": it is not a table with " + string.Join(", ", fields) + ".");
            return null;
        }

        foreach (KeyValuePair<string, object?> property in map.Properties)
        {
            if (fields.Contains(property.Key, StringComparer.OrdinalIgnoreCase)) continue;
            this.problems.Add(path + ": it has no field '" + PlainText.Show(property.Key, 60) + "'. Its fields are "
                + string.Join(", ", fields) + ".");
        }

        return map;
    }

    private string? Text(JsonMap fields, string field, string path, bool isRequired = false)
    {
        object? value = Find(fields, field);
        string? text = value is null ? null : this.Fill(value, path + "." + field, takesSecrets: false) as string;
        if (value is not null && value is not string) this.problems.Add(path + "." + field + ": it is not a text.");
        if (!string.IsNullOrWhiteSpace(text)) return text;
        if (isRequired && value is null or string) this.problems.Add(path + "." + field + ": it is missing or blank.");
        return null;
    }

    // The value with its names filled and, where it may have any, its references resolved.
    private object? Fill(object? value, string path, bool takesSecrets = true)
    {
        switch (value)
        {
            case string text:
                return this.FillText(text, path, takesSecrets);
            case JsonMap map:
                var filled = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                    filled[property.Key] = this.Fill(property.Value, path + "." + PlainText.Show(property.Key, 60), takesSecrets);
                return filled;
            case IReadOnlyList<object?> list:
                return list.Select((item, index) => this.Fill(item, FormattableString.Invariant($"{path}[{index}]"), takesSecrets))
                    .ToList();
            default:
                return value;
        }
    }

    private object FillText(string text, string path, bool takesSecrets)
    {
        try
        {
            bool isReference = SecretReference.TryParse(text, out string kind, out string name) && takesSecrets;
            string filled = TextTemplate.Fill(isReference ? name : takesSecrets ? SecretReference.Unescape(text) : text, this.parameters,
                out bool isSecret);
            if (isSecret && (isReference || !takesSecrets))
            {
                this.problems.Add(path + ": a secret cannot stand here, where it would be shown.");
                return text;
            }

            if (!isReference) return isSecret ? new ConfiguredValue(filled, null) : filled;
            if (filled.Length > 0) return new ConfiguredValue(this.secrets(kind, filled), kind + ":" + filled);
            this.problems.Add(path + ": the reference '" + text + "' has no name. To begin a text so, write '" + kind + "::'.");
        }
        catch (FormatException e)
        {
            this.problems.Add(path + ": " + e.Message + ".");
        }

        // One problem is enough: what is not known is not checked any further.
        return takesSecrets ? new ConfiguredValue(null, text) : text;
    }

    // Names of ours are taken in upper and lower case, as PowerShell takes those of a hashtable.
    private static object? Find(JsonMap map, string field) =>
        map.Properties.FirstOrDefault(property => property.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
}
