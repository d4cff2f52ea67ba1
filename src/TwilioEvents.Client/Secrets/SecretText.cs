using System;
using System.Runtime.InteropServices;
using System.Security;

namespace TwilioEvents.Secrets;

/// <summary>Reads a SecureString for a moment, and makes one.</summary>
internal static class SecretText
{
    /// <summary>Shows the secret to a function, and overwrites the copy that it saw.</summary>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public static T Read<T>(SecureString secret, Func<char[], T> read)
    {
        var text = new char[secret.Length];
        IntPtr unprotected = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(unprotected, text, 0, text.Length);
            return read(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(unprotected);
            Array.Clear(text, 0, text.Length);
        }
    }

    /// <summary>A copy in its own memory.</summary>
    public static SecureString Protect(string? text) => Protect((text ?? string.Empty).ToCharArray());

    /// <summary>A copy in its own memory. The given one is overwritten.</summary>
    public static SecureString Protect(char[] text)
    {
        var secret = new SecureString();
        foreach (char c in text) secret.AppendChar(c);
        Array.Clear(text, 0, text.Length);
        secret.MakeReadOnly();
        return secret;
    }
}
