using System;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// A text, or a number and the like that has one. A list or any other object is refused: the binder would send its
/// class's name.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        OneValue.ThrowIfList(InputKind.Unwrap(inputData));
        object? given = UnfitInput.Replace(inputData);
        return given is UnfitInput && UnfitInput.Describe(given.ToString()!) is string description
            ? throw new ArgumentTransformationMetadataException(description
                + " was given, but the parameter takes a text. Give a text, such as one of its properties.")
            : given;
    }
}
