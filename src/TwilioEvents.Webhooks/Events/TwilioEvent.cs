using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;
using TwilioEvents.Webhooks.Events;

namespace TwilioEvents;

/// <summary>
/// An event of Event Streams: a CloudEvent, and what is Twilio's in it. Every property but <see cref="Type"/> may be null.
/// See https://www.twilio.com/docs/events.
/// </summary>
public sealed class TwilioEvent
{
    // What CloudEvents itself names; everything else is an extension.
    private static readonly HashSet<string> KnownNames = new(
        new[] { "specversion", "id", "type", "source", "time", "dataschema", "datacontenttype", "data", "data_base64" },
        StringComparer.Ordinal);

    private readonly JsonMap fields;
    private readonly ObjectFactory objects;
    private readonly EventText text;
    private object? parsedData;
    private object? data;
    private object? extensions;

    internal TwilioEvent(string type, JsonMap fields, ObjectFactory objects, EventText text)
    {
        this.Type = type;
        this.fields = fields;
        this.objects = objects;
        this.text = text;
    }

    /// <summary>
    /// What tells it from the others of its source and type, such as EZ and 32 hexadecimal digits. Every test event has the
    /// Account SID here.
    /// </summary>
    public string? Id => this.fields.Text("id");

    /// <summary>Its type, such as com.twilio.messaging.message.delivered.</summary>
    public string Type { get; }

    /// <summary>What it is about: a path in Twilio's API, or a Sid.</summary>
    public string? Source => this.fields.Text("source");

    /// <summary>When it happened; null where that is not said, or not in the form of RFC 3339.</summary>
    public DateTimeOffset? Time => EventTime.Parse(this.fields.Text("time"));

    /// <summary>The schema of its data, such as Messaging.MessageStatus.</summary>
    public string? Schema => DataSchema.Parse(this.fields.Text("dataschema")).Id;

    /// <summary>The version of that schema, from 1.</summary>
    public int? SchemaVersion => DataSchema.Parse(this.fields.Text("dataschema")).Version;

    /// <summary>
    /// What happened, with Twilio's names: an object, or another value that JSON has. Data that came as text is parsed where
    /// the text is a JSON object or array.
    /// </summary>
    public object? Data => this.data ??= Resource.ToObject(this.ParsedData, this.objects);

    /// <summary>The SID of the account that it happened in, where the data names one.</summary>
    public string? AccountSid => (this.ParsedData as JsonMap)?.Properties
        .Where(property => property.Key.Replace("_", string.Empty).Equals("accountsid", StringComparison.OrdinalIgnoreCase))
        .Select(property => property.Value as string).FirstOrDefault(sid => sid is not null);

    /// <summary>What came beside the fields of CloudEvents, with its names; null where nothing did.</summary>
    public object? Extensions => this.extensions ??= this.ReadExtensions();

    /// <summary>What tells a test event from the others of its sink; null where the data has none.</summary>
    internal string? TestId => (this.ParsedData as JsonMap)?.Text("test_id");

    private object? ParsedData => this.parsedData ??= this.ReadData();

    /// <summary>The event as JSON: character for character as it came, where it came as text or bytes.</summary>
    /// <returns>A JSON object.</returns>
    public string ToJson() => this.text.Read() ?? JsonText.Write(this.fields);

    /// <summary>The type.</summary>
    /// <returns>The type.</returns>
    public override string ToString() => this.Type;

    private object? ReadData()
    {
        object? value = this.fields["data"];
        if (value is null && this.fields["data_base64"] is string encoded) return EventBytes.Decode(encoded) ?? (object)encoded;
        return value is string plain ? JsonOrText(plain) : value;
    }

    private static object JsonOrText(string plain)
    {
        string trimmed = plain.TrimStart();
        if (trimmed.Length == 0 || trimmed[0] is not ('{' or '[')) return plain;
        try
        {
            return JsonText.Parse(plain) ?? plain;
        }
        catch (FormatException)
        {
            return plain;
        }
    }

    private object? ReadExtensions()
    {
        KeyValuePair<string, object?>[] others = this.fields.Properties.Where(property => !KnownNames.Contains(property.Key))
            .Select(property => new KeyValuePair<string, object?>(property.Key, Resource.ToObject(property.Value, this.objects)))
            .ToArray();
        return others.Length == 0 ? null : this.objects(others);
    }
}
