using System;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using TwilioEvents.Secrets;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>A user name and a password that a request must have.</summary>
internal sealed class BasicCredential
{
    private const string Scheme = "Basic ";

    private readonly string userName;
    private readonly SecureString password;

    public BasicCredential(string userName, SecureString password)
    {
        this.userName = userName;
        this.password = password;
    }

    /// <summary>Whether the value of an Authorization header holds them.</summary>
    public bool IsIn(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        byte[] given;
        try
        {
            given = Convert.FromBase64String(authorization.Substring(Scheme.Length).Trim());
        }
        catch (FormatException)
        {
            return false;
        }

        byte[] right = SecretText.Read(this.password, secret => Encoding.UTF8.GetBytes(this.userName + ":" + new string(secret)));
        bool isSame = IsSame(given, right);
        Array.Clear(right, 0, right.Length);
        return isSame;
    }

    // In a time that says nothing of where they differ.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool IsSame(byte[] given, byte[] right)
    {
        int difference = given.Length ^ right.Length;
        for (int i = 0; i < given.Length; i++) difference |= given[i] ^ right[i % right.Length];
        return difference == 0;
    }
}
