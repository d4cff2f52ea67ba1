using System;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>
/// Makes an address out of text, and leaves each character of it as it is: Twilio signs the text. A validation would come
/// behind the engine's conversion, whose message repeats the text, a password in it included.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PublicUriTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is null) return null;
        OneValue.ThrowIfList(value);
        string address = ((value as Uri)?.OriginalString ?? value.ToString() ?? string.Empty).Trim();
        return DestinationTransformationAttribute.Problem(address, "-Credential") is string problem
            ? throw new ArgumentTransformationMetadataException(problem)
            : new Uri(address);
    }
}
