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

    /// <summary>HMAC_SHA256 or HMAC_SHA1; null where none is named, or more than one.</summary>
    public string? Algorithm => this.Only("algorithm");

    private string? Only(string name)
    {
        string[] values = this.fields.Where(field => field.Key == name).Select(field => field.Value).Distinct(StringComparer.Ordinal)
            .ToArray();
        return values.Length == 1 && values[0].Length > 0 ? values[0] : null;
    }
}
