using System;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Stands before [Credential], which shows what it was given where that is neither a PSCredential nor a user's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialOnlyAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputKind.Unwrap(inputData) switch
    {
        null or string or PSCredential => inputData,
        object other => throw new ArgumentTransformationMetadataException(
            "An object of the type " + other.GetType().Name
                + " was given. Give a PSCredential, such as from Get-Credential, or a user name. PowerShell then asks for the password."),
    };
}
