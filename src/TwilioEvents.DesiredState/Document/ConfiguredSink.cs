using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>A sink as a configuration describes it.</summary>
public sealed class ConfiguredSink
{
    private readonly ObjectFactory objects;
    private object? shown;

    internal ConfiguredSink(string path, string? description, string? sid, string sinkType, JsonMap configuration, ObjectFactory objects)
    {
        this.Path = path;
        this.Description = description;
        this.Sid = sid;
        this.SinkType = sinkType;
        this.Configuration = configuration;
        this.objects = objects;
    }

    /// <summary>The description, which is the name of the sink. Null only where a Sid names it.</summary>
    public string? Description { get; }

    /// <summary>The Sid, where the description alone does not name one sink; otherwise null.</summary>
    public string? Sid { get; }

    /// <summary>webhook, kinesis, segment, email, or what Twilio adds.</summary>
    public string SinkType { get; }

    /// <summary>Where and how the sink delivers, its secrets masked. See <see cref="GetSinkConfiguration"/>.</summary>
    public object SinkConfiguration =>
        this.shown ??= Resource.ToObject(SecretMask.Apply(Replace(this.Configuration, _ => SecretMask.Mask)), this.objects)!;

    /// <summary>Where it stands in the document, such as Sinks[0].</summary>
    internal string Path { get; }

    /// <summary>What people call it.</summary>
    internal string Name => this.Description ?? this.Sid!;

    /// <summary>The configuration with its defaults. A secret in it can be a <see cref="ConfiguredValue"/>.</summary>
    internal JsonMap Configuration { get; }

    /// <summary>The references that could not be resolved here, such as env:NAME.</summary>
    internal IEnumerable<string> Unresolved => Values(this.Configuration).Where(value => value.Text is null)
        .Select(value => value.Reference!);

    /// <summary>The configuration with its real values, secrets included.</summary>
    /// <returns>The host's object. A reference that could not be resolved here is null in it.</returns>
    public object GetSinkConfiguration() => Resource.ToObject(this.ToPlain(), this.objects)!;

    /// <summary>The description, or the Sid.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => this.Name;

    /// <summary>The configuration as it is sent.</summary>
    internal JsonMap ToPlain() => (JsonMap)Replace(this.Configuration, value => value.Text)!;

    private static object? Replace(object? value, System.Func<ConfiguredValue, string?> replace)
    {
        switch (value)
        {
            case ConfiguredValue secret:
                return replace(secret);
            case JsonMap map:
                var copy = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties) copy[property.Key] = Replace(property.Value, replace);
                return copy;
            case IReadOnlyList<object?> list:
                return list.Select(item => Replace(item, replace)).ToList();
            default:
                return value;
        }
    }

    private static IEnumerable<ConfiguredValue> Values(object? value) => value switch
    {
        ConfiguredValue secret => new[] { secret },
        JsonMap map => map.Properties.SelectMany(property => Values(property.Value)),
        IReadOnlyList<object?> list => list.SelectMany(Values),
        _ => Enumerable.Empty<ConfiguredValue>(),
    };
}
