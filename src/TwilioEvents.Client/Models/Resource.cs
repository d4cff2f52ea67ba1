using System;
using System.Collections.Generic;
using System.Globalization;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// What every resource of the Events API has in common. Every property may be null; a value that Twilio adds
/// tomorrow arrives as its text, and a field that is not known does no harm.
/// </summary>
public abstract class Resource
{
    private static readonly string[] DateFormats = { "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK" };

    private readonly JsonMap fields;
    private readonly ObjectFactory objects;

    private protected Resource(JsonMap fields, ObjectFactory objects)
    {
        this.fields = fields;
        this.objects = objects;
    }

    /// <summary>The address of the resource in the API.</summary>
    public string? Url => this.Text("url");

    private protected string? Text(string field) => this.fields.Text(field);

    // ISO 8601 as the API sends it; a text that is not a date does not make the resource unreadable.
    private protected DateTimeOffset? Date(string field) =>
        DateTimeOffset.TryParseExact(this.Text(field), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset date) ? date : null;

    private protected int? Number(string field) =>
        int.TryParse(this.Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    private protected object? Field(string field) => this.fields[field];

    private protected object? Object(string field) => ToObject(this.fields[field], this.objects);

    private protected object? MaskedObject(string field) => ToObject(SecretMask.Apply(this.fields[field]), this.objects);

    private protected string? MaskedText(string field, string name) =>
        (SecretMask.Apply(this.fields[field]) as JsonMap)?.Text(name);

    /// <summary>Makes the host's objects out of what JSON holds.</summary>
    internal static object? ToObject(object? value, ObjectFactory objects)
    {
        switch (value)
        {
            case JsonMap map:
                var properties = new List<KeyValuePair<string, object?>>(map.Properties.Count);
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    properties.Add(new KeyValuePair<string, object?>(property.Key, ToObject(property.Value, objects)));
                }

                return objects(properties);
            case IReadOnlyList<object?> list:
                var array = new object?[list.Count];
                for (int i = 0; i < array.Length; i++) array[i] = ToObject(list[i], objects);
                return array;
            default:
                return value;
        }
    }
}
