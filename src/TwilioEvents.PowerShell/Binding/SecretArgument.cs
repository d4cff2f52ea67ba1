
namespace TwilioEvents.Binding;

/// <summary>
/// What a parameter was given that may be a secret or hold one. It shows nothing of it: an error record has what its command
/// was given, an error of binding too.
/// </summary>
public sealed class SecretArgument
{
    internal SecretArgument(object? value) => this.Value = value;

    /// <summary>What was given.</summary>
    internal object? Value { get; }

    /// <summary>A mask.</summary>
    /// <returns>The same text whatever was given.</returns>
    public override string ToString() => SecretMask.Mask;
}
