using System;

namespace TwilioEvents.DesiredState;

/// <summary>What stands for {Name} in a document.</summary>
public sealed class ConfigurationParameter
{
    /// <summary>Makes a parameter.</summary>
    /// <param name="text">What stands for the name.</param>
    /// <param name="isSecret">Whether nobody may see it: it can stand in the configuration of a sink alone.</param>
    public ConfigurationParameter(string text, bool isSecret = false)
    {
        this.Text = text ?? throw new ArgumentNullException(nameof(text));
        this.IsSecret = isSecret;
    }

    /// <summary>What stands for the name.</summary>
    public string Text { get; }

    /// <summary>Whether nobody may see it.</summary>
    public bool IsSecret { get; }
}
