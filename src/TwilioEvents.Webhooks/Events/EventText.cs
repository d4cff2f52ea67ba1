namespace TwilioEvents.Webhooks.Events;

/// <summary>Where the text of an event stands in the text that it came in. The events of a batch share that.</summary>
internal readonly struct EventText
{
    private readonly string? text;
    private readonly int start;
    private readonly int length;

    public EventText(string text, int start, int length)
    {
        this.text = text;
        this.start = start;
        this.length = length;
    }

    /// <summary>The characters of the event; null where it did not come as text.</summary>
    public string? Read() => this.text?.Substring(this.start, this.length);
}
