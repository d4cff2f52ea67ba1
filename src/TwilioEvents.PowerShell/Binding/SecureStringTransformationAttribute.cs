using System;
using System.Management.Automation;
using System.Security;

namespace TwilioEvents.Binding;

/// <summary>Takes a SecureString alone. The engine's own error repeats what else was given, and that is a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputKind.Unwrap(inputData) switch
    {
        null => null,
        SecureString secret => secret,
        string => throw new ArgumentTransformationMetadataException(
            "Plain text was given, which command lines and logs store. Give a SecureString, such as from Read-Host "
                + "-AsSecureString or Get-Secret."),
        PSCredential => throw new ArgumentTransformationMetadataException("A PSCredential was given. Give its property Password, or "
            + "use the parameter -Credential."),
        object other => throw new ArgumentTransformationMetadataException(
            "An object of the type " + other.GetType().Name
                + " was given. Give a SecureString, such as from Read-Host -AsSecureString or Get-Secret."),
    };
}
