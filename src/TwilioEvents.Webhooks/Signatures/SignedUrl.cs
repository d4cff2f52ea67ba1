using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Webhooks.Signatures;

/// <summary>
/// The address of a request as a text. Nothing of it is escaped, unescaped or brought into order, since a signature is over
/// characters: only what stands before the path may differ, in the ways in which Twilio, proxies and web servers differ.
/// </summary>
internal sealed class SignedUrl
{
    private const string BodyHashName = "bodySHA256";
    private static readonly char[] EndsOfAuthority = { '/', '?', '#' };

    private readonly string url;

    public SignedUrl(string url) => this.url = url;

    /// <summary>Each value of bodySHA256 in the query; empty where the name stands alone.</summary>
    public IReadOnlyList<string> BodyHashes => this.Query().TrimStart('?').Split('&')
        .Where(pair => pair.Split('=')[0] == BodyHashName)
        .Select(pair => Uri.UnescapeDataString(pair.Substring(BodyHashName.Length).TrimStart('=')))
        .ToArray();

    /// <summary>
    /// The texts that Twilio may have signed: with the port, or without; with the default port where none is given; with the
    /// user information, or without; and the same with the scheme and the host in lower case, as most programs send them.
    /// The first is the text as it was given, which almost always is the one: no other is made where nobody asks on.
    /// </summary>
    public IEnumerable<string> Variants()
    {
        yield return this.url;
        int scheme = this.url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) yield break;
        int start = scheme + 3;
        int end = this.url.IndexOfAny(EndsOfAuthority, start);
        if (end < 0) end = this.url.Length;
        string authority = this.url.Substring(start, end - start), rest = this.url.Substring(end);
        int at = authority.LastIndexOf('@');
        string user = authority.Substring(0, at + 1), address = authority.Substring(at + 1);

        // An address of IPv6 has colons of its own, in brackets.
        int colon = address.LastIndexOf(':');
        bool hasPort = colon > address.LastIndexOf(']');
        string host = hasPort ? address.Substring(0, colon) : address;
        string schemeText = this.url.Substring(0, scheme);
        string port = hasPort ? address.Substring(colon) : DefaultPort(schemeText);

        var known = new HashSet<string>(StringComparer.Ordinal) { this.url };
        foreach (string userText in new[] { user, string.Empty })
        {
            foreach (string portText in new[] { port, string.Empty })
            {
                string variant = schemeText + "://" + userText + host + portText + rest;
                if (known.Add(variant)) yield return variant;
                variant = schemeText.ToLowerInvariant() + "://" + userText + host.ToLowerInvariant() + portText + rest;
                if (known.Add(variant)) yield return variant;
            }
        }
    }

    private static string DefaultPort(string scheme) =>
        scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? ":443"
            : scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? ":80" : string.Empty;

    private string Query()
    {
        string withoutFragment = this.url.Split('#')[0];
        int question = withoutFragment.IndexOf('?');
        return question < 0 ? string.Empty : withoutFragment.Substring(question);
    }
}
