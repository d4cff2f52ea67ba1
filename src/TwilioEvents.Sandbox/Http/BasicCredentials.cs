using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace TwilioEvents.Sandbox.Http;

/// <summary>The one user name and secret that the sandbox lets in, as the header Authorization carries them.</summary>
internal sealed class BasicCredentials
{
    private const string Scheme = "Basic ";

    private readonly string parameter;

    public BasicCredentials(string userName, string secret) =>
        this.parameter = Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + secret));

    /// <summary>Whether the value of an Authorization header holds them.</summary>
    public bool AreIn(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && IsSame(authorization.Substring(Scheme.Length).Trim(), this.parameter);

    // In a time that says nothing of where they differ.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool IsSame(string given, string right)
    {
        int difference = given.Length ^ right.Length;
        for (int i = 0; i < given.Length; i++) difference |= given[i] ^ right[i % right.Length];
        return difference == 0;
    }
}
