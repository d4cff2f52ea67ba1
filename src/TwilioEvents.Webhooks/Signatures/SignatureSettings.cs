using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Webhooks.Signatures;

/// <summary>
/// The header X-Twilio-Webhooks-Signature-Settings, such as key=webhooks_sharedkey_1,algorithm=HMAC_SHA256. It is there where
/// a request is signed with a shared key.
/// </summary>
internal sealed class SignatureSettings
{
    public const string Sha1 = "HMAC_SHA1";
    public const string Sha256 = "HMAC_SHA256";

    private readonly List<KeyValuePair<string, string>> fields = new();

    /// <param name="values">The values of the header; several are one that was split at a comma.</param>
    public SignatureSettings(IEnumerable<string> values)
    {
        foreach (string field in values.SelectMany(value => value.Split(',')))
        {
            int equals = field.IndexOf('=');
            if (equals < 0) continue;
            this.fields.Add(new(field.Substring(0, equals).Trim(), field.Substring(equals + 1).Trim()));
        }
    }

    /// <summary>The name of the shared key; null where none is named, or more than one.</summary>
    public string? Key => this.Only("key");

    /// <summary>The algorithm, which is HMAC_SHA1 where none is named; null where more than one is.</summary>
    public string? Algorithm => this.Values("algorithm").Length == 0 ? Sha1 : this.Only("algorithm")?.ToUpperInvariant();

    private string? Only(string name)
    {
        string[] values = this.Values(name);
        return values.Length == 1 ? values[0] : null;
    }

    private string[] Values(string name) =>
        this.fields.Where(pair => pair.Key == name && pair.Value.Length > 0).Select(pair => pair.Value).Distinct(StringComparer.Ordinal)
            .ToArray();
}
