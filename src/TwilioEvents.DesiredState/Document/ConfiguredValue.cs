namespace TwilioEvents.DesiredState.Document;

/// <summary>
/// A text in the configuration of a sink that nobody may see: it came from a reference, or a secret parameter is in it.
/// </summary>
internal sealed class ConfiguredValue
{
    /// <param name="text">The text; null where the reference could not be resolved here.</param>
    /// <param name="reference">The reference, such as env:NAME; null where a parameter brought the secret.</param>
    public ConfiguredValue(string? text, string? reference)
    {
        this.Text = text;
        this.Reference = reference;
    }

    public string? Text { get; }

    public string? Reference { get; }
}
