using System;
using System.Collections;
using System.Management.Automation;

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

    /// <summary>The text that was given, or that of a SecureString.</summary>
    /// <returns>The text, or null where it is empty or where something else was given.</returns>
    internal string? ToText() =>
        PlainValue.Of(this.Value) is object plain and not (IDictionary or IList)
            && LanguagePrimitives.ConvertTo<string>(plain) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The hashtable, or the properties of the object, that was given.</summary>
    /// <param name="what">What it is, for the error, such as "The configuration".</param>
    /// <param name="example">A hashtable that is right.</param>
    /// <exception cref="ArgumentException">It is something else, or holds what cannot be sent.</exception>
    internal IDictionary ToDictionary(string what, string example)
    {
        try
        {
            return PlainValue.Of(this.Value) as IDictionary
                ?? throw new ArgumentException("It is not a hashtable and not an object with properties. Give a hashtable with Twilio's "
                    + "names, such as " + example + ".");
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(what + " cannot be sent. " + e.Message, e);
        }
    }

    /// <summary>A mask.</summary>
    /// <returns>The same text whatever was given.</returns>
    public override string ToString() => SecretMask.Mask;
}
