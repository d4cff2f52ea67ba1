using System;
using System.Collections;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Takes the white space off an optional text, and takes a blank one, as an empty cell is, for none.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class BlankIsNothingAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is IList list) throw OneValue.Not(list);
        if (value is not string text) return inputData;
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }
}
