using System;
using System.Collections.Generic;

namespace TwilioEvents.Json;

/// <summary>A JSON object as it came: names in their order, the last of two equal names wins.</summary>
internal sealed class JsonMap
{
    /// <summary>More names than this are looked up in an index: an answer may hold a million.</summary>
    private const int MostWithoutIndex = 32;

    private readonly List<KeyValuePair<string, object?>> properties = new();
    private Dictionary<string, int>? index;

    /// <summary>The properties in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Properties => this.properties;

    /// <summary>The value under a name, or null where there is none.</summary>
    public object? this[string name]
    {
        get
        {
            int place = this.PlaceOf(name);
            return place < 0 ? null : this.properties[place].Value;
        }

        set
        {
            var property = new KeyValuePair<string, object?>(name, value);
            int place = this.PlaceOf(name);
            if (place < 0) this.Add(property);
            else this.properties[place] = property;
        }
    }

    /// <summary>The value as text: numbers and booleans as JSON writes them, null for a value that is not a scalar.</summary>
    public string? Text(string name) => JsonText.Scalar(this[name]);

    private void Add(KeyValuePair<string, object?> property)
    {
        this.properties.Add(property);
        if (this.index is not null)
        {
            this.index.Add(property.Key, this.properties.Count - 1);
        }
        else if (this.properties.Count > MostWithoutIndex)
        {
            this.index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < this.properties.Count; i++) this.index.Add(this.properties[i].Key, i);
        }
    }

    private int PlaceOf(string name)
    {
        if (this.index is not null) return this.index.TryGetValue(name, out int place) ? place : -1;
        for (int i = 0; i < this.properties.Count; i++)
        {
            if (this.properties[i].Key == name) return i;
        }

        return -1;
    }
}
