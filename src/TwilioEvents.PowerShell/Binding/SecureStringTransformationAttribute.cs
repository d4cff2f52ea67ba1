using System;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;

namespace TwilioEvents.Binding;

/// <summary>Takes a SecureString alone. The engine's own error repeats what else was given, and that is a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly ConditionalWeakTable<SecureString, string> Problems = new();

    /// <summary>
    /// Whether the command asks for the problem, and says it. It does where rows hold secrets: an error of binding has the row
    /// as its target, and the secret in it.
    /// </summary>
    public bool CommandAsks { get; set; }

    /// <summary>What is wrong with what was given in the place of a SecureString, in sentences; null where nothing is.</summary>
    public static string? Problem(SecureString bound) => Problems.TryGetValue(bound, out string problem) ? problem : null;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = InputKind.Unwrap(inputData);
        if (given is null or SecureString) return given;
        string problem = given switch
        {
            string => "Plain text was given, which command lines and logs store. Give a SecureString, such as from Read-Host "
                + "-AsSecureString or Get-Secret.",
            PSCredential => "A PSCredential was given. Give its property Password, or use the parameter -Credential.",
            _ => "An object of the type " + given.GetType().Name
                + " was given. Give a SecureString, such as from Read-Host -AsSecureString or Get-Secret.",
        };
        if (!this.CommandAsks) throw new ArgumentTransformationMetadataException(problem);
        var empty = new SecureString();
        Problems.Add(empty, problem);
        return empty;
    }
}
