using System;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace TwilioEvents.Webhooks.Tests.Signatures;

/// <summary>Signs as Twilio documents it, with nothing of ours.</summary>
internal static class Oracle
{
    public static string Sign(string url, string key, string algorithm = "HMAC_SHA1")
    {
        byte[] secret = Encoding.UTF8.GetBytes(key), text = Encoding.UTF8.GetBytes(url);
#pragma warning disable CA5350 // Twilio's algorithm.
        return Convert.ToBase64String(algorithm == "HMAC_SHA256" ? HMACSHA256.HashData(secret, text) : HMACSHA1.HashData(secret, text));
#pragma warning restore CA5350
    }

    public static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    public static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
