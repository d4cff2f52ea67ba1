using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>A webhook on this machine: where it is, and what a request to it looks like, signed as Twilio signs it.</summary>
internal sealed class WebhookTarget
{
    private static readonly char[] PathStarts = { '/', '?' };

    private readonly string method;
    private readonly string address;

    private WebhookTarget(Uri uri, string address, string method)
    {
        this.Uri = uri;
        this.address = address;
        this.method = method;
    }

    public Uri Uri { get; }

    /// <summary>That of a sink; null where the sink is not a webhook, or its webhook is on another machine.</summary>
    public static WebhookTarget? Of(StoredSink sink)
    {
        string? destination = sink.Configuration.Text("destination")?.Trim();
        if (sink.Type != SinkShape.Webhook.SinkType || destination is null) return null;
        if (!Uri.TryCreate(destination, UriKind.Absolute, out Uri? uri) || !uri.IsLoopback) return null;

        // Twilio signs the text as it was entered. What cannot stand in a request so is sent, and signed, as a URL has it.
        string address = destination.All(c => c is > ' ' and < '\u007F') ? destination.Split('#')[0] : uri.AbsoluteUri.Split('#')[0];
        int path = address.IndexOfAny(PathStarts, address.IndexOf("://", StringComparison.Ordinal) + 3);
        if (path < 0) address += "/";
        else if (address[path] == '?') address = address.Insert(path, "/");
        return new WebhookTarget(uri, address, (sink.Configuration.Text("method") ?? "POST").ToUpperInvariant());
    }

    /// <summary>The bytes of a request.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="authToken">What it is signed with.</param>
    public byte[] Request(byte[] body, string authToken)
    {
        string signed = this.address + (this.address.IndexOf('?') < 0 ? "?" : "&") + "bodySHA256=" + Hash(body);
        int authority = signed.IndexOf("://", StringComparison.Ordinal) + 3, path = signed.IndexOf('/', authority);
        string host = signed.Substring(authority, path - authority);
        int at = host.LastIndexOf('@');
        var head = new StringBuilder(this.method).Append(' ').Append(signed, path, signed.Length - path).Append(" HTTP/1.1\r\n");
        foreach (KeyValuePair<string, string> header in new Dictionary<string, string>
        {
            ["Host"] = host.Substring(at + 1),
            ["User-Agent"] = "TwilioEvents sandbox",
            ["Content-Type"] = "application/json",
            ["Content-Length"] = body.Length.ToString(CultureInfo.InvariantCulture),
            ["X-Twilio-Signature"] = Sign(signed, authToken),
        })
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        if (at >= 0) head.Append("Authorization: Basic ").Append(Basic(host.Substring(0, at))).Append("\r\n");
        byte[] headBytes = Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
        var all = new byte[headBytes.Length + body.Length];
        headBytes.CopyTo(all, 0);
        body.CopyTo(all, headBytes.Length);
        return all;
    }

    private static string Basic(string userInformation) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(":", userInformation.Split(':').Select(Uri.UnescapeDataString))));

    private static string Hash(byte[] body)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(body)).Replace("-", string.Empty).ToLowerInvariant();
    }

    // Twilio's algorithm: there is no choice.
#pragma warning disable CA5350
    private static string Sign(string text, string authToken)
    {
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(authToken));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
#pragma warning restore CA5350
}
