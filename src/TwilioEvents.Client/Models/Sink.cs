using System;
using System.Collections.Generic;
using System.Globalization;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// Makes what the host calls an object out of the properties of a JSON object; the cmdlets make a
/// PSObject. The values are strings, numbers, booleans, null, arrays and objects made the same way.
/// </summary>
/// <param name="properties">The properties in the order in which Twilio sent them.</param>
/// <returns>The host's object.</returns>
public delegate object ObjectFactory(IReadOnlyList<KeyValuePair<string, object?>> properties);

/// <summary>
/// A sink: where Event Streams delivers events. Every property may be null, and a status or a type
/// that Twilio adds tomorrow arrives as its text.
/// See https://www.twilio.com/docs/events/event-streams/sink-resource.
/// </summary>
public sealed class Sink
{
    private readonly JsonMap fields;
    private readonly ObjectFactory objects;
    private object? sinkConfiguration;
    private object? links;

    internal Sink(JsonMap fields, ObjectFactory objects)
    {
        this.fields = fields;
        this.objects = objects;
        this.Sid = fields.Text("sid");
        this.Description = fields.Text("description");
        this.SinkType = fields.Text("sink_type");
        this.Status = fields.Text("status");
        this.DateCreated = Timestamp(fields.Text("date_created"));
        this.DateUpdated = Timestamp(fields.Text("date_updated"));
        this.Url = fields.Text("url");
    }

    /// <summary>The Sid of the sink: DG and 32 hexadecimal digits.</summary>
    public string? Sid { get; }

    /// <summary>The text that its owner gave it.</summary>
    public string? Description { get; }

    /// <summary>kinesis, webhook, segment or email.</summary>
    public string? SinkType { get; }

    /// <summary>initialized, validating, active or failed.</summary>
    public string? Status { get; }

    /// <summary>Where and how the sink delivers, its secrets masked. See <see cref="GetSinkConfiguration"/>.</summary>
    public object? SinkConfiguration => this.sinkConfiguration ??= this.ToObject(SecretMask.Apply(this.fields["sink_configuration"]));

    /// <summary>When the sink was created.</summary>
    public DateTimeOffset? DateCreated { get; }

    /// <summary>When the sink was last changed.</summary>
    public DateTimeOffset? DateUpdated { get; }

    /// <summary>The address of the sink in the API.</summary>
    public string? Url { get; }

    /// <summary>Addresses of what belongs to the sink: sink_test, sink_validate.</summary>
    public object? Links => this.links ??= this.ToObject(this.fields["links"]);

    /// <summary>The configuration with its real values, secrets included.</summary>
    /// <returns>The host's object, or null where Twilio sent none.</returns>
    public object? GetSinkConfiguration() => this.ToObject(this.fields["sink_configuration"]);

    /// <summary>The Sid.</summary>
    /// <returns>The Sid, or an empty text where there is none.</returns>
    public override string ToString() => this.Sid ?? string.Empty;

    private static DateTimeOffset? Timestamp(string? text)
    {
        // ISO 8601 as the API sends it; a text that is no date is no reason to lose the sink.
        string[] formats = { "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK" };
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;
    }

    private object? ToObject(object? value)
    {
        switch (value)
        {
            case JsonMap map:
                var properties = new List<KeyValuePair<string, object?>>(map.Properties.Count);
                foreach (KeyValuePair<string, object?> property in map.Properties)
                {
                    properties.Add(new KeyValuePair<string, object?>(property.Key, this.ToObject(property.Value)));
                }

                return this.objects(properties);
            case IReadOnlyList<object?> list:
                var array = new object?[list.Count];
                for (int i = 0; i < array.Length; i++) array[i] = this.ToObject(list[i]);
                return array;
            default:
                return value;
        }
    }
}
