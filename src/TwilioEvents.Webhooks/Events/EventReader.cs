using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Webhooks.Events;

namespace TwilioEvents.Webhooks;

/// <summary>
/// Reads events from what comes piece by piece: lines of text, and single bytes. A line that is whole JSON is read at once;
/// others are put together until they are, or until something else comes, or the end. Not safe for several threads.
/// </summary>
public sealed class EventReader
{
    private readonly EventParser parser;
    private readonly List<string> lines = new();
    private readonly List<byte> bytes = new();
    private JsonNesting nesting = new();

    /// <summary>Makes a reader.</summary>
    /// <param name="parser">Reads what is whole.</param>
    public EventReader(EventParser parser) => this.parser = parser ?? throw new ArgumentNullException(nameof(parser));

    /// <summary>Takes a text: a line, or several, or JSON that is whole.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The events that are whole now, and what is not one.</returns>
    public IReadOnlyList<ParsedItem> Add(string text)
    {
        List<ParsedItem> items = this.EndBytes();
        this.AddText(text ?? throw new ArgumentNullException(nameof(text)), items);
        return items;
    }

    /// <summary>Takes one byte of a text. The text is read when something else comes, or at the end.</summary>
    /// <param name="value">The byte.</param>
    /// <returns>The events that were waiting, and what is not one.</returns>
    public IReadOnlyList<ParsedItem> Add(byte value)
    {
        var items = new List<ParsedItem>();
        this.EndLines(items);
        this.bytes.Add(value);
        return items;
    }

    /// <summary>Takes the bytes of a text that is whole: JSON, or lines of it.</summary>
    /// <param name="whole">The bytes.</param>
    /// <param name="input">What they came as, for what is not an event.</param>
    /// <returns>The events, and what is not one.</returns>
    public IReadOnlyList<ParsedItem> Add(byte[] whole, object input)
    {
        var items = new List<ParsedItem>(this.End());
        items.AddRange(this.Read(whole ?? throw new ArgumentNullException(nameof(whole)), input));
        return items;
    }

    /// <summary>Reads what is waiting: no more comes, or something of another kind.</summary>
    /// <returns>The events, and what is not one.</returns>
    public IReadOnlyList<ParsedItem> End()
    {
        List<ParsedItem> items = this.EndBytes();
        this.EndLines(items);
        return items;
    }

    private static bool BeginsValue(string line) => line.TrimStart() is { Length: > 0 } text && text[0] is '{' or '[';

    private List<ParsedItem> EndBytes()
    {
        var items = new List<ParsedItem>();
        if (this.bytes.Count == 0) return items;
        byte[] whole = this.bytes.ToArray();
        this.bytes.Clear();
        items.AddRange(this.Read(whole, whole));
        return items;
    }

    private IEnumerable<ParsedItem> Read(byte[] whole, object input)
    {
        string text = EventBytes.ToText(whole);
        var items = new List<ParsedItem>();
        this.AddText(text, items);
        this.EndLines(items);
        if (string.IsNullOrWhiteSpace(text)) items.AddRange(this.parser.Parse(text));
        return items.Select(item => item.Problem is null ? item : ParsedItem.Of(item.Problem, input));
    }

    private void AddText(string text, List<ParsedItem> items)
    {
        if (text.IndexOf('\n') < 0)
        {
            this.AddLine(text, items);
            return;
        }

        if (this.lines.Count == 0 && this.parser.TryParse(text, text) is { } whole)
        {
            items.AddRange(whole);
            return;
        }

        foreach (string line in text.Split('\n')) this.AddLine(line, items);
    }

    private void AddLine(string line, List<ParsedItem> items)
    {
        // What waits and cannot go on stays what it is: a value begins anew.
        if (!this.nesting.IsOpen && BeginsValue(line)) this.EndLines(items);
        if (this.lines.Count == 0 && string.IsNullOrWhiteSpace(line)) return;
        this.lines.Add(line);
        this.nesting.Add(line);
        if (this.nesting.IsOpen) return;
        if (this.nesting.IsBroken)
        {
            this.RecoverFrom(line, items);
            return;
        }

        string text = string.Join("\n", this.lines);
        if (this.parser.TryParse(text, text) is not { } whole)
        {
            this.nesting.Break();
            return;
        }

        items.AddRange(whole);
        this.Clear();
    }

    // A line that was cut off leaves brackets open, and the value that comes next does not fit in.
    private void RecoverFrom(string line, List<ParsedItem> items)
    {
        if (this.lines.Count == 1 || !BeginsValue(line)) return;
        this.lines.RemoveAt(this.lines.Count - 1);
        this.EndLines(items);
        this.AddLine(line, items);
    }

    // The lines are not JSON together; some may be by themselves.
    private void EndLines(List<ParsedItem> items)
    {
        if (this.lines.Count == 0) return;
        string[] waiting = this.lines.ToArray();
        this.Clear();
        string text = string.Join("\n", waiting);
        IReadOnlyList<ParsedItem> together = this.parser.Parse(text);
        if (waiting.Length == 1 || together.Count != 1 || together[0].Problem is not string problem)
        {
            items.AddRange(together);
            return;
        }

        var rest = new List<string>();
        foreach (string line in waiting)
        {
            IReadOnlyList<ParsedItem>? whole = BeginsValue(line) ? this.parser.TryParse(line, line) : null;
            if (whole is null || whole.Any(item => item.Event is null)) rest.Add(line);
            else items.AddRange(whole);
        }

        items.Add(ParsedItem.Of(problem, string.Join("\n", rest)));
    }

    private void Clear()
    {
        this.lines.Clear();
        this.nesting = new JsonNesting();
    }
}
