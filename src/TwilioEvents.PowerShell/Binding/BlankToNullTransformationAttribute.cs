using System;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Takes the white space off an optional text, and takes a blank one, as an empty cell is, for none.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class BlankToNullTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        OneValue.ThrowIfList(value);
        if (value is not string text) return inputData;
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }
}
