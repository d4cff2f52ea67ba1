using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// A text, or a number and the like that has one. A list or any other object is refused: the binder would send its
/// class's name, or make a text of all its properties, secrets included.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes a list of texts, too.</summary>
    public bool Several { get; set; }

    /// <summary>Whether an address is refused, too: it may hold a password, and an error shows what is bound.</summary>
    public bool RefusesAddress { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = InputKind.Unwrap(inputData);
        if (this.Several && plain is IList list) return list.Cast<object?>().Select(Text).ToArray();
        OneValue.ThrowIfList(plain);
        object? text = Text(inputData);
        return this.RefusesAddress && (text as string)?.Contains("://") == true
            ? throw new ArgumentTransformationMetadataException(
                "An address was given, and the parameter takes none. Give it to -BaseUri or -Proxy.")
            : text;
    }

    private static object? Text(object? input)
    {
        object? given = UnfitInput.Replace(input);
        return given is UnfitInput && UnfitInput.Describe(given.ToString()!) is string description
            ? throw new ArgumentTransformationMetadataException(description
                + " was given, but the parameter takes a text. Give a text, such as one of its properties.")
            : given;
    }
}
