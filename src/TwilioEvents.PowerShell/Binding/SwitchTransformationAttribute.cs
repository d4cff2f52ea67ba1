using System;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Takes yes or no. The engine's own error repeats what else was given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SwitchTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputKind.Unwrap(inputData) switch
    {
        SwitchParameter given => given,
        bool given => new SwitchParameter(given),
        int or long or double or decimal => new SwitchParameter(LanguagePrimitives.IsTrue(inputData)),
        object other => throw new ArgumentTransformationMetadataException("A switch is $true or $false, not a value of the type " + other.GetType().Name + "."),
        null => throw new ArgumentTransformationMetadataException("A switch is $true or $false, not null."),
    };
}
