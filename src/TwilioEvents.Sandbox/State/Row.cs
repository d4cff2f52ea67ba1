namespace TwilioEvents.Sandbox.State;

/// <summary>A resource, its key, and its place in the list, which no other resource of the table ever has.</summary>
/// <typeparam name="T">What the resource is.</typeparam>
internal sealed class Row<T>
{
    public Row(long number, string key, T value)
    {
        this.Number = number;
        this.Key = key;
        this.Value = value;
    }

    public long Number { get; }

    public string Key { get; }

    public T Value { get; }
}
