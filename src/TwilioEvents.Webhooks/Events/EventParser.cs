using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TwilioEvents.Json;
using TwilioEvents.Webhooks.Events;

namespace TwilioEvents.Webhooks;

/// <summary>
/// Reads events: a JSON object with a type of text is one, and every other field may be missing. Safe for many threads.
/// </summary>
public sealed class EventParser
{
    private readonly ObjectFactory objects;

    /// <summary>Makes a parser.</summary>
    /// <param name="objects">Makes what the host calls an object, for the data of events.</param>
    public EventParser(ObjectFactory objects) => this.objects = objects ?? throw new ArgumentNullException(nameof(objects));

    /// <summary>Reads a JSON text that is whole: an event, or an array of them.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The events in their order. A text that is not JSON is one item, with its problem.</returns>
    public IReadOnlyList<ParsedItem> Parse(string text) => this.Parse(text ?? throw new ArgumentNullException(nameof(text)), text);

    /// <summary>Reads the bytes of a JSON text that is whole, such as the body of a request.</summary>
    /// <param name="bytes">The bytes: UTF-8, or what a byte order mark says.</param>
    /// <returns>The events in their order. A text that is not JSON is one item, with its problem.</returns>
    public IReadOnlyList<ParsedItem> Parse(byte[] bytes) =>
        this.Parse(EventBytes.ToText(bytes ?? throw new ArgumentNullException(nameof(bytes))), bytes);

    /// <summary>Reads an event that somebody has parsed already.</summary>
    /// <param name="fields">Its fields: dictionaries, lists and scalars at any depth.</param>
    /// <param name="input">What it came as, for an item that is not an event.</param>
    /// <returns>The event, or its problem. A record of a Kinesis stream may have several.</returns>
    public IReadOnlyList<ParsedItem> Parse(IDictionary fields, object? input)
    {
        try
        {
            var parsed = new List<ParsedItem>(1);
            this.Read(JsonText.FromObject(fields), default, input, parsed);
            return parsed;
        }
        catch (FormatException e)
        {
            return new[] { ParsedItem.Of(e.Message, input) };
        }
    }

    /// <summary>Reads a record of a Kinesis stream.</summary>
    /// <param name="data">Its Data: bytes, a stream, or base64 text.</param>
    /// <param name="input">What it came as, for items that are not events.</param>
    /// <returns>The events in their order, or the problem.</returns>
    public IReadOnlyList<ParsedItem> ParseRecord(object? data, object? input)
    {
        byte[]? bytes = data switch
        {
            byte[] plain => plain,
            Stream stream => EventBytes.ReadAll(stream),
            string encoded => EventBytes.Decode(encoded),
            _ => null,
        };
        return bytes is null
            ? new[] { ParsedItem.Of("It has no type, so it is not an event; and its Data is not that of a Kinesis record: bytes, a "
                + "stream, or base64 text.", input) }
            : this.Parse(EventBytes.ToText(bytes), input);
    }

    /// <summary>Whether a text is JSON, and what is in it.</summary>
    /// <returns>Null where it is not JSON.</returns>
    internal IReadOnlyList<ParsedItem>? TryParse(string text, object? input)
    {
        try
        {
            return this.ParseJson(text, input);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? DataOf(JsonMap fields) =>
        fields.Properties.FirstOrDefault(property => property.Key.Equals("Data", StringComparison.OrdinalIgnoreCase)).Value as string;

    private IReadOnlyList<ParsedItem> Parse(string text, object? input)
    {
        try
        {
            return this.ParseJson(text, input);
        }
        catch (FormatException e)
        {
            return new[] { ParsedItem.Of(e.Message, input) };
        }
    }

    private List<ParsedItem> ParseJson(string text, object? input)
    {
        // A mark at the beginning is no part of the text.
        string json = text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text;
        List<JsonItem> items = JsonText.ParseItems(json);
        var parsed = new List<ParsedItem>(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            int before = parsed.Count;
            this.Read(items[i].Value, new EventText(json, items[i].Start, items[i].Length), input, parsed);
            if (items.Count > 1 && parsed.Count > before && parsed[before].Problem is string problem)
            {
                parsed[before] = ParsedItem.Of(
                    string.Format(CultureInfo.InvariantCulture, "Item {0} of {1}: {2}", i + 1, items.Count, problem), input);
            }
        }

        return parsed;
    }

    private void Read(object? value, EventText text, object? input, List<ParsedItem> parsed)
    {
        if (value is not JsonMap fields)
        {
            parsed.Add(ParsedItem.Of("This is not an event: it is not a JSON object.", input));
        }
        else if (fields["type"] is string type)
        {
            parsed.Add(ParsedItem.Of(new TwilioEvent(type, fields, this.objects, text)));
        }
        else if (fields["type"] is null && DataOf(fields) is string data)
        {
            parsed.AddRange(this.ParseRecord(data, input));
        }
        else
        {
            parsed.Add(ParsedItem.Of("This is not an event: it has no type that is a text.", input));
        }
    }
}
