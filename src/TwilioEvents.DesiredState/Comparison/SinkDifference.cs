using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState.Comparison;

/// <summary>A field in which a sink differs from its configuration, or may.</summary>
internal sealed class SinkDifference
{
    private const string NotReturned = "Twilio does not return the secret";

    private SinkDifference(string property, string? current, string? desired, string? unknownBecause = null)
    {
        this.Property = property;
        this.Current = current;
        this.Desired = desired;
        this.UnknownBecause = unknownBecause;
    }

    public string Property { get; }

    public string? Current { get; }

    public string? Desired { get; }

    /// <summary>Why it cannot be told; null where it does differ.</summary>
    public string? UnknownBecause { get; }

    /// <summary>Compares what the configuration names. Fields that only Twilio has are not compared.</summary>
    public static IReadOnlyList<SinkDifference> Find(ConfiguredSink desired, Sink current)
    {
        // A sink of another type has other fields.
        if (desired.SinkType != current.SinkType) return new[] { new SinkDifference("SinkType", current.SinkType, desired.SinkType) };
        var actual = new JsonMap();
        foreach (KeyValuePair<string, object?> property in current.Configuration?.Properties
            ?? Array.Empty<KeyValuePair<string, object?>>()) actual[property.Key] = property.Value;
        ConfigurationShape.AddDefaults(desired.SinkType, actual);
        var masked = (JsonMap)SecretMask.Apply(actual)!;
        return ConfigurationShape.Sort(desired.SinkType, desired.Configuration)
            .Select(property => Compare(property.Key, property.Value, actual[property.Key], masked[property.Key]))
            .OfType<SinkDifference>().ToArray();
    }

    // Null where they are equal.
    private static SinkDifference? Compare(string name, object? desired, object? current, object? masked)
    {
        string? shownCurrent = Show(masked), shownDesired = ShowDesired(name, desired);
        if (FindUnresolved(desired) is string reference)
            return new SinkDifference(name, shownCurrent, shownDesired, reference + " cannot be resolved here");
        if (AreEqual(desired, current)) return null;
        bool isSecret = SecretNames.IsSecret(name) || desired is ConfiguredValue;
        return (isSecret && current is null) || SecretMask.IsIn(JsonText.Scalar(current))
            ? new SinkDifference(name, shownCurrent, shownDesired, NotReturned)
            : new SinkDifference(name, shownCurrent, shownDesired);
    }

    private static string? FindUnresolved(object? value) => value switch
    {
        ConfiguredValue { Text: null } secret => secret.Reference,
        JsonMap map => map.Properties.Select(property => FindUnresolved(property.Value)).FirstOrDefault(found => found is not null),
        IReadOnlyList<object?> list => list.Select(FindUnresolved).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool AreEqual(object? desired, object? current) => desired switch
    {
        ConfiguredValue secret => secret.Text == JsonText.Scalar(current),
        JsonMap map => current is JsonMap other && map.Properties.All(property => AreEqual(property.Value, other[property.Key])),
        IReadOnlyList<object?> list =>
            current is IReadOnlyList<object?> other && list.Count == other.Count && list.Zip(other, AreEqual).All(equal => equal),
        null => current is null,
        _ => JsonText.Scalar(desired) == JsonText.Scalar(current),
    };

    private static string? ShowDesired(string name, object? desired) => desired switch
    {
        ConfiguredValue secret => secret.Reference ?? SecretMask.Mask,
        null => null,
        _ => Show((SecretMask.Apply(new JsonMap { [name] = Plain(desired) }) as JsonMap)![name]),
    };

    private static object? Plain(object? value) => value switch
    {
        ConfiguredValue secret => secret.Reference ?? SecretMask.Mask,
        JsonMap map => map.Properties.Aggregate(new JsonMap(), (copy, property) =>
        {
            copy[property.Key] = Plain(property.Value);
            return copy;
        }),
        IReadOnlyList<object?> list => list.Select(Plain).ToList(),
        _ => value,
    };

    private static string? Show(object? value) =>
        value is null ? null : value is JsonMap or IReadOnlyList<object?> ? JsonText.Write(value) : JsonText.Scalar(value);
}
