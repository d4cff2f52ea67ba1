using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using TwilioEvents.Secrets;
using TwilioEvents.Webhooks.Signatures;

namespace TwilioEvents.Webhooks;

/// <summary>
/// Says whether a request is one that Twilio signed, and whether its body is the one that was signed. Safe for many threads.
/// See https://www.twilio.com/docs/usage/webhooks/webhooks-security.
/// </summary>
public sealed class SignatureValidator
{
    /// <summary>The name of the header that holds the signature.</summary>
    public const string SignatureHeader = "X-Twilio-Signature";

    /// <summary>The name of the header that names a shared key and its algorithm, where the request is signed with one.</summary>
    public const string SettingsHeader = "X-Twilio-Webhooks-Signature-Settings";

    private readonly SecureString[] authTokens;
    private readonly IReadOnlyDictionary<string, SecureString> sharedKeys;

    /// <summary>Takes what Twilio may have signed with. Nothing is copied: the secrets must not be disposed before.</summary>
    /// <param name="authTokens">Auth Tokens of accounts, each of which may have signed.</param>
    /// <param name="sharedKeys">Shared keys by their names in Twilio; null for none.</param>
    /// <exception cref="ArgumentException">One of them is empty: everybody could sign with that.</exception>
    public SignatureValidator(IEnumerable<SecureString> authTokens, IReadOnlyDictionary<string, SecureString>? sharedKeys = null)
    {
        this.authTokens = (authTokens ?? throw new ArgumentNullException(nameof(authTokens))).ToArray();
        this.sharedKeys = sharedKeys ?? new Dictionary<string, SecureString>();
        if (this.authTokens.Any(IsEmpty)) throw new ArgumentException("An Auth Token is empty.", nameof(authTokens));
        if (this.sharedKeys.Values.Any(IsEmpty)) throw new ArgumentException("A shared key is empty.", nameof(sharedKeys));
    }

    /// <summary>Checks a request that Twilio signs in the way of a JSON body.</summary>
    /// <param name="url">The whole address that Twilio called, with its query, as a text.</param>
    /// <param name="body">The body as its bytes came.</param>
    /// <param name="signatures">The values of <see cref="SignatureHeader"/>: one of them must be right.</param>
    /// <param name="settings">The values of <see cref="SettingsHeader"/>; none where Twilio sent none.</param>
    /// <returns>Whether it is valid, and why not. No input is an error.</returns>
    public SignatureValidation Validate(
        string url, byte[] body, IEnumerable<string> signatures, IEnumerable<string>? settings = null)
    {
        if (url is null) throw new ArgumentNullException(nameof(url));
        if (body is null) throw new ArgumentNullException(nameof(body));
        string[] given = (signatures ?? throw new ArgumentNullException(nameof(signatures))).Where(text => text.Length > 0).ToArray();
        if (given.Length == 0)
            return Invalid(SignatureFailure.NoSignature, "There is no signature: the request has no header " + SignatureHeader + ".");

        var address = new SignedUrl(url);
        IReadOnlyList<string> hashes = address.BodyHashes;
        if (hashes.Count == 0)
        {
            return Invalid(SignatureFailure.NoBodyHash, "There is no bodySHA256 in the query of the URL. Twilio adds it to the URL that it "
                + "calls; give the URL with its whole query.");
        }

        string hash = HashOf(body);
        if (!hashes.All(text => IsSame(text.ToLowerInvariant(), hash)))
        {
            return Invalid(SignatureFailure.OtherBody, "The body is not the one that was signed: its SHA-256 is not the bodySHA256 of the "
                + "URL. Give the body exactly as it came; one that was parsed and written again is another.");
        }

        string[] named = (settings ?? Array.Empty<string>()).Where(text => text.Length > 0).ToArray();
        return named.Length == 0 ? this.ByAuthToken(address, given) : this.BySharedKey(address, given, new SignatureSettings(named));
    }

    private static bool IsEmpty(SecureString secret) => SecretText.Read(secret, text => Array.TrueForAll(text, char.IsWhiteSpace));

    // What is read from a file has a newline at its end.
    private static byte[] ToBytes(char[] text)
    {
        int start = 0, end = text.Length;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return Encoding.UTF8.GetBytes(text, start, end - start);
    }

    private static SignatureValidation Invalid(SignatureFailure failure, string reason) => new(failure, reason);

    private static SignatureValidation Result(bool isValid, string reason) =>
        isValid ? new SignatureValidation(SignatureFailure.None, null) : Invalid(SignatureFailure.OtherKeyOrUrl, reason);

    private static string HashOf(byte[] body)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(body)).Replace("-", string.Empty).ToLowerInvariant();
    }

    // Twilio's algorithm for an Auth Token: there is no choice.
#pragma warning disable CA5350
    private static HMAC CreateHmac(string algorithm, byte[] key) =>
        algorithm == SignatureSettings.Sha256 ? new HMACSHA256(key) : new HMACSHA1(key);
#pragma warning restore CA5350

    private static bool IsSignedWith(SecureString key, string algorithm, SignedUrl address, string[] signatures)
    {
        byte[] secret = SecretText.Read(key, ToBytes);
        try
        {
            // It has a copy of the key, and overwrites that when it is disposed.
            using HMAC hmac = CreateHmac(algorithm, secret);
            foreach (string text in address.Variants())
            {
                string right = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
                if (signatures.Any(signature => IsSame(signature, right))) return true;
            }

            return false;
        }
        finally
        {
            Array.Clear(secret, 0, secret.Length);
        }
    }

    // In a time that does not depend on how much of it is right. .NET Framework has no method for it.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool IsSame(string given, string right)
    {
        if (given.Length != right.Length) return false;
        int difference = 0;
        for (int i = 0; i < right.Length; i++) difference |= given[i] ^ right[i];
        return difference == 0;
    }

    private SignatureValidation ByAuthToken(SignedUrl address, string[] signatures)
    {
        if (this.authTokens.Length == 0)
        {
            return Invalid(SignatureFailure.NoAuthToken, "It is not signed with a shared key (there is no header " + SettingsHeader
                + "), and no Auth Token is there to check it with.");
        }

        bool isValid = this.authTokens.Any(token => IsSignedWith(token, SignatureSettings.Sha1, address, signatures));
        return Result(isValid, "It is signed with another Auth Token, or for another URL. The URL must be the one that Twilio calls, as "
            + "text: scheme, host, path and query.");
    }

    private SignatureValidation BySharedKey(SignedUrl address, string[] signatures, SignatureSettings settings)
    {
        string? name = settings.Key, algorithm = settings.Algorithm;
        if (name is null || algorithm is not (SignatureSettings.Sha1 or SignatureSettings.Sha256))
        {
            return Invalid(SignatureFailure.UnknownSettings, "The header " + SettingsHeader + " does not name one key and one of the "
                + "algorithms " + SignatureSettings.Sha256 + " and " + SignatureSettings.Sha1 + ".");
        }

        if (!this.sharedKeys.TryGetValue(name, out SecureString? key))
        {
            return Invalid(SignatureFailure.UnknownSharedKey, "It is signed with the shared key '" + PlainText.Show(name, 80)
                + "', which was not given.");
        }

        return Result(IsSignedWith(key, algorithm, address, signatures),
            "It is signed with another key than the shared key of that name, or for another URL.");
    }
}
