using System;

namespace TwilioEvents;

/// <summary>A field in the configuration of a sink.</summary>
public sealed class SinkField
{
    private readonly Func<string, bool> accepts;

    internal SinkField(string name, string expected, Func<string, bool> accepts, bool isRequired = true)
    {
        this.Name = name;
        this.Expected = expected;
        this.accepts = accepts;
        this.IsRequired = isRequired;
    }

    /// <summary>Its name, in Twilio's word, such as batch_events.</summary>
    public string Name { get; }

    /// <summary>What a value has to be, such as: true or false.</summary>
    public string Expected { get; }

    /// <summary>Whether a configuration without it is refused.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether a value is one for this field.</summary>
    /// <param name="value">The value as text.</param>
    /// <returns>True where it is.</returns>
    public bool Accepts(string value) => this.accepts(value);
}
