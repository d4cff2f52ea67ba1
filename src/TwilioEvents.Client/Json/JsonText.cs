using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Newtonsoft.Json;

namespace TwilioEvents.Json;

/// <summary>
/// Reads JSON into maps, lists and scalars, and writes it. Works on Newtonsoft's tokens alone: no
/// serializer, so nothing that a user sets in JsonConvert.DefaultSettings reaches us.
/// </summary>
internal static class JsonText
{
    /// <summary>Deeper than any answer of Twilio's, and far from a stack overflow.</summary>
    private const int MaxDepth = 64;

    /// <summary>Reads exactly one JSON value.</summary>
    /// <exception cref="FormatException">The text is not JSON, or nested too deeply.</exception>
    public static object? Parse(TextReader text) => Read(text, reader =>
    {
        object? value = ReadValue(reader);
        MustEnd(reader);
        return value;
    });

    /// <inheritdoc cref="Parse(TextReader)"/>
    public static object? Parse(string text)
    {
        using var reader = new StringReader(text);
        return Parse(reader);
    }

    /// <summary>Reads exactly one JSON value: the items of an array one by one, or the value as the only item.</summary>
    /// <exception cref="FormatException">The text is not JSON, or nested too deeply.</exception>
    public static List<JsonItem> ParseItems(string text)
    {
        using var source = new StringReader(text);
        return Read(source, reader =>
        {
            var items = new List<JsonItem>();
            var place = new JsonPlace(text);
            bool isArray = reader.TokenType == JsonToken.StartArray;
            if (isArray) MustRead(reader);
            while (!isArray || reader.TokenType != JsonToken.EndArray)
            {
                // Behind the first character of an object; of any other value nobody asks where it stands.
                int start = place.Of(reader) - 1;
                object? value = ReadValue(reader);
                items.Add(new JsonItem(value, start, place.Of(reader) - start));
                if (!isArray) break;
                MustRead(reader);
            }

            MustEnd(reader);
            return items;
        });
    }

    /// <summary>Makes maps and lists out of dictionaries and sequences, at any depth.</summary>
    /// <exception cref="FormatException">A value that JSON has no place for, or nested too deeply.</exception>
    public static object? FromObject(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new FormatException(
                "The value is nested deeper than " + MaxDepth.ToString(CultureInfo.InvariantCulture) + " levels, or contains itself.");
        switch (value)
        {
            case null or JsonMap or string or bool or int or long or double or float or decimal or short or byte
                or System.Numerics.BigInteger:
                return value;
            case IDictionary dictionary:
                var map = new JsonMap();
                foreach (DictionaryEntry entry in dictionary)
                    map[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = FromObject(entry.Value, depth + 1);
                return map;
            case IEnumerable sequence:
                var list = new List<object?>();
                foreach (object? item in sequence) list.Add(FromObject(item, depth + 1));
                return list;
            case IFormattable formattable:
                return formattable.ToString(null, CultureInfo.InvariantCulture);
            default:
                return value.ToString();
        }
    }

    /// <summary>Writes a value that is made of maps, lists and scalars.</summary>
    public static string Write(object? value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text)) WriteValue(writer, value);
        return text.ToString();
    }

    /// <summary>A scalar as text, invariant; null for null, maps and lists.</summary>
    public static string? Scalar(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static T Read<T>(TextReader text, Func<JsonTextReader, T> read)
    {
        using var reader = new JsonTextReader(text)
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Double,
            MaxDepth = MaxDepth,
            Culture = CultureInfo.InvariantCulture,
            CloseInput = false,
        };
        try
        {
            if (!NextToken(reader)) throw new FormatException("The text is empty.");
            return read(reader);
        }
        catch (JsonReaderException e)
        {
            // Newtonsoft's own message may quote the text, and so a secret in it.
            throw new FormatException(
                string.Format(CultureInfo.InvariantCulture, "The text is not JSON from line {0}, position {1}.", e.LineNumber,
                    e.LinePosition));
        }
    }

    private static bool NextToken(JsonTextReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment) return true;
        }

        return false;
    }

    // The reader itself refuses any further value.
    private static void MustEnd(JsonTextReader reader) => NextToken(reader);

    private static object? ReadValue(JsonTextReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.StartObject:
                var map = new JsonMap();
                while (true)
                {
                    MustRead(reader);
                    if (reader.TokenType == JsonToken.EndObject) return map;
                    string name = (string)reader.Value!;
                    MustRead(reader);
                    map[name] = ReadValue(reader);
                }

            case JsonToken.StartArray:
                var list = new List<object?>();
                while (true)
                {
                    MustRead(reader);
                    if (reader.TokenType == JsonToken.EndArray) return list;
                    list.Add(ReadValue(reader));
                }

            case JsonToken.Null:
            case JsonToken.Undefined:
                return null;
            case JsonToken.String:
            case JsonToken.Integer:
            case JsonToken.Float:
            case JsonToken.Boolean:
                return reader.Value;
            default:
                throw new FormatException("Unexpected " + reader.TokenType + " in the JSON text.");
        }
    }

    private static void MustRead(JsonTextReader reader)
    {
        if (!NextToken(reader)) throw new FormatException("The JSON text ends too early.");
    }

    private static void WriteValue(JsonTextWriter writer, object? value)
    {
        switch (value)
        {
            case JsonMap map:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    writer.WritePropertyName(property.Key);
                    WriteValue(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (object? item in list) WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteValue(value);
                break;
        }
    }
}
