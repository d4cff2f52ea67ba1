using System;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// Takes the white space off a text before it is validated: lines of a file have it, and a byte order mark
/// where files were put together.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TrimWhiteSpaceAttribute : ArgumentTransformationAttribute
{
    private const string ByteOrderMark = "\uFEFF";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is not string && (inputData as PSObject)?.BaseObject is not string) return inputData;
        string text = inputData.ToString()!.Trim();
        return text.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? text.Substring(1).Trim() : text;
    }
}
