namespace TwilioEvents.Webhooks;

/// <summary>An event that was read, or what stands in the place of one.</summary>
public sealed class ParsedItem
{
    private ParsedItem(TwilioEvent? found, string? problem, object? input)
    {
        this.Event = found;
        this.Problem = problem;
        this.Input = input;
    }

    /// <summary>The event; null where it is not one.</summary>
    public TwilioEvent? Event { get; }

    /// <summary>Why it is not an event, in a sentence that repeats nothing of it; null where it is one.</summary>
    public string? Problem { get; }

    /// <summary>The whole input that it is in, where it is not an event.</summary>
    public object? Input { get; }

    /// <summary>An event.</summary>
    /// <param name="found">It.</param>
    /// <returns>The item.</returns>
    public static ParsedItem Of(TwilioEvent found) => new(found, null, null);

    /// <summary>What is not an event.</summary>
    /// <param name="problem">Why, in a sentence that repeats nothing of it.</param>
    /// <param name="input">The whole input that it is in.</param>
    /// <returns>The item.</returns>
    public static ParsedItem Of(string problem, object? input) => new(null, problem, input);
}
