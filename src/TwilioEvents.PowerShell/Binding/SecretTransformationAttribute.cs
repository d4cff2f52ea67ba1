using System;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Hides what is given in a <see cref="SecretArgument"/>. It never fails, and looks at nothing: the command does.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <param name="givenType">What the help says that the parameter takes.</param>
    public SecretTransformationAttribute(Type givenType) => this.GivenType = givenType;

    /// <summary>What the help says that the parameter takes.</summary>
    public Type GivenType { get; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : InputKind.Unwrap(inputData) as SecretArgument ?? new SecretArgument(inputData);
}
