using System;
using System.Collections.Generic;

namespace TwilioEvents.Sandbox.State;

/// <summary>Resources under their keys, in the order in which they were added.</summary>
/// <typeparam name="T">What a resource is.</typeparam>
internal sealed class Table<T>
    where T : class
{
    private readonly Dictionary<string, Row<T>> byKey = new(StringComparer.Ordinal);
    private readonly List<Row<T>> rows = new();
    private long last;

    public int Count => this.rows.Count;

    public IReadOnlyList<Row<T>> Rows => this.rows;

    public T? Find(string key) => this.byKey.TryGetValue(key, out Row<T>? row) ? row.Value : null;

    /// <summary>Adds a resource under a key that is not there yet.</summary>
    public void Add(string key, T value)
    {
        var row = new Row<T>(++this.last, key, value);
        this.byKey.Add(key, row);
        this.rows.Add(row);
    }

    public bool Remove(string key)
    {
        if (!this.byKey.TryGetValue(key, out Row<T>? row)) return false;
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
