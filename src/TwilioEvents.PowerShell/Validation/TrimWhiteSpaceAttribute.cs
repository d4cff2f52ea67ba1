using System;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Takes the white space off a text before it is validated: lines of a file have it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class TrimWhiteSpaceAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is string || (inputData as PSObject)?.BaseObject is string ? inputData.ToString()!.Trim() : inputData;
}
