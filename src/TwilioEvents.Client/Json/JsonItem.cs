namespace TwilioEvents.Json;

/// <summary>A value of a JSON text, and where an object stands in it.</summary>
internal readonly struct JsonItem
{
    public JsonItem(object? value, int start, int length)
    {
        this.Value = value;
        this.Start = start;
        this.Length = length;
    }

    /// <summary>The value, of maps, lists and scalars.</summary>
    public object? Value { get; }

    /// <summary>The place of an object's first character; without meaning for any other value.</summary>
    public int Start { get; }

    /// <summary>How many characters an object has; without meaning for any other value.</summary>
    public int Length { get; }
}
