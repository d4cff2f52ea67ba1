using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// Stands for an object that was given where a text is wanted. The binder goes on to the object's properties. Where none of
/// them fits, it makes a text of this, which says what was given and shows none of its values: they may be secret.
/// </summary>
internal sealed class UnfitInput
{
    // No line of a file begins with it.
    private const char Mark = '\0';
    private const int MostNames = 8;

    // Secrets are longer.
    private const int LongestQuote = 12;

    private readonly string description;

    private UnfitInput(string description) => this.description = description;

    /// <summary>What to bind in place of an object.</summary>
    /// <param name="input">What was given, live or deserialised, in a PSObject or not.</param>
    /// <returns>The input itself where it is a text or a number; something that describes any other object.</returns>
    public static object? Replace(object? input)
    {
        object? plain = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        return plain switch
        {
            null or UnfitInput or (IConvertible and not DateTime) => plain,
            IDictionary => new UnfitInput("A hashtable"),
            PSObject row => new UnfitInput(OfRow(row)),
            _ => new UnfitInput("A " + PlainText.Show(plain.GetType().FullName, 100)),
        };
    }

    /// <summary>What was given in the place of a text, as the beginning of a sentence; null where the text itself was given.</summary>
    public static string? Describe(string text) => text.Length > 1 && text[0] == Mark ? text.Substring(1) : null;

    /// <summary>A text that was given, in quotes as a message shows it: the password in an address is masked.</summary>
    public static string Quote(string text, int maximum) => "'" + PlainText.Show(text, maximum) + "'";

    /// <summary>
    /// The beginning of a sentence about a text that is not what was wanted. A long one is not repeated: it may be a
    /// secret.
    /// </summary>
    public static string QuoteShort(string text) =>
        text.Length <= LongestQuote ? Quote(text, LongestQuote)
            : "A text of " + text.Length.ToString(CultureInfo.InvariantCulture) + " characters";

    /// <inheritdoc/>
    public override string ToString() => Mark + this.description;

    private static string OfRow(PSObject row)
    {
        string[] names = row.Properties.Select(property => PlainText.Show(property.Name, 40)).ToArray();
        return names.Length switch
        {
            0 => "An object without properties",
            1 => "The object with the property " + names[0],
            <= MostNames => "The object with the properties " + string.Join(", ", names),
            _ => "The object with the properties " + string.Join(", ", names.Take(MostNames)) + " and others",
        };
    }
}
