using System.Collections.Generic;

namespace TwilioEvents.Json;

/// <summary>A JSON object as it came: names in their order, the last of two equal names wins.</summary>
internal sealed class JsonMap
{
    private readonly List<KeyValuePair<string, object?>> properties = new();

    /// <summary>The properties in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Properties => this.properties;

    /// <summary>The value under a name, or null where there is none.</summary>
    public object? this[string name]
    {
        get
        {
            int index = this.IndexOf(name);
            return index < 0 ? null : this.properties[index].Value;
        }

        set
        {
            var property = new KeyValuePair<string, object?>(name, value);
            int index = this.IndexOf(name);
            if (index < 0) this.properties.Add(property);
            else this.properties[index] = property;
        }
    }

    /// <summary>The value as text: numbers and booleans as JSON writes them, null for what is no scalar.</summary>
    public string? Text(string name) => JsonText.Scalar(this[name]);

    private int IndexOf(string name)
    {
        for (int i = 0; i < this.properties.Count; i++)
        {
            if (this.properties[i].Key == name) return i;
        }

        return -1;
    }
}
