using System;
using System.Collections.Generic;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>A resource, its key, and its place in the list, which no other resource of the table ever has.</summary>
internal sealed class Row
{
    public Row(long number, string key, JsonMap value)
    {
        this.Number = number;
        this.Key = key;
        this.Value = value;
    }

    public long Number { get; }

    public string Key { get; }

    public JsonMap Value { get; }
}

/// <summary>Resources under their keys, in the order in which they were added.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, Row> byKey = new(StringComparer.Ordinal);
    private readonly List<Row> rows = new();
    private long last;

    public int Count => this.rows.Count;

    public IReadOnlyList<Row> Rows => this.rows;

    public JsonMap? Find(string key) => this.byKey.TryGetValue(key, out Row? row) ? row.Value : null;

    /// <summary>Adds a resource under a key that is not there yet.</summary>
    public void Add(string key, JsonMap value)
    {
        var row = new Row(++this.last, key, value);
        this.byKey.Add(key, row);
        this.rows.Add(row);
    }

    public bool Remove(string key)
    {
        if (!this.byKey.TryGetValue(key, out Row? row)) return false;
        this.byKey.Remove(key);
        this.rows.RemoveAt(this.IndexAfter(row.Number - 1));
        return true;
    }

    /// <summary>Where the first row with a higher number is; <see cref="Count"/> where there is none.</summary>
    public int IndexAfter(long number)
    {
        int low = 0, high = this.rows.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (this.rows[middle].Number > number) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
