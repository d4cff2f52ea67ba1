using System;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>A yes or no that may come as text, as cells of a file do: 'true' and 'false'; a blank text is none.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class BooleanTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is not string text) return inputData;
        return Parse(text, out bool? flag) ? flag
            : throw new ArgumentTransformationMetadataException(UnfitInput.QuoteShort(text)
            + " is neither true nor false. Write true or false, or leave it blank.");
    }

    /// <summary>Reads a flag; blank is none.</summary>
    public static bool Parse(string? text, out bool? flag)
    {
        bool read = bool.TryParse(text?.Trim(), out bool value);
        flag = read ? value : null;
        return read || string.IsNullOrWhiteSpace(text);
    }
}
