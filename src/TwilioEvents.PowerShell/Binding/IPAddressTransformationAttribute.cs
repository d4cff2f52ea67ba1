using System;
using System.Management.Automation;
using System.Net;

namespace TwilioEvents.Binding;

/// <summary>
/// Makes an IP address out of text. The engine's own conversion repeats in its error what was given, and that may be a row with
/// a secret.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IPAddressTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is null or IPAddress) return value;
        OneValue.ThrowIfList(value);
        return value is string text && IPAddress.TryParse(text.Trim(), out IPAddress? address)
            ? address
            : throw new ArgumentTransformationMetadataException("The value is not an IP address. Write it as 127.0.0.1, 0.0.0.0 or ::1.");
    }
}
