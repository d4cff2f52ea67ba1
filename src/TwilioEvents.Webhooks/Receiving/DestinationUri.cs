using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using TwilioEvents.Secrets;
using TwilioEvents.Webhooks.Http;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>The URL that Twilio called, as far as a request says which: the texts that may have been signed.</summary>
internal sealed class DestinationUri
{
    private static readonly char[] EndsOfPath = { '?', '#' };

    private readonly string? publicUri;
    private readonly string? userName;
    private readonly SecureString? password;

    public DestinationUri(EventReceiverOptions options)
    {
        this.publicUri = options.PublicUri;
        this.userName = options.UserName;
        this.password = options.Password;
    }

    /// <summary>The texts of one request, without a password.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isForwarded">Whether headers of a proxy say which it is.</param>
    public IReadOnlyList<string> Of(HttpRequest request, out bool isForwarded)
    {
        isForwarded = false;
        string asked = request.PathAndQuery;
        if (this.publicUri is not null)
        {
            int end = this.publicUri.IndexOfAny(EndsOfPath);
            string address = end < 0 ? this.publicUri : this.publicUri.Substring(0, end);
            int question = asked.IndexOf('?');
            string query = question < 0 ? string.Empty : asked.Substring(question);

            // Whoever entered no path means the root, which has a slash on its way and none in the text.
            return HasPath(address) ? new[] { address + query } : new[] { address + query, address + "/" + query };
        }

        string? scheme = First(request.Value("X-Forwarded-Proto")), host = First(request.Value("X-Forwarded-Host"));
        isForwarded = scheme is not null || host is not null;
        if (scheme is not ("http" or "https")) scheme = "http";
        return new[] { scheme + "://" + (host ?? request.Value("Host")) + asked };
    }

    /// <summary>The same with the user name and the password, which are part of a destination: escaped as a URL has them, and as
    /// they are. Whoever checks them tries the text without them, too.</summary>
    public IReadOnlyList<string> WithCredential(IReadOnlyList<string> addresses)
    {
        if (this.userName is null || this.password is null) return addresses;
        string secret = SecretText.Read(this.password, text => new string(text));
        string[] users = { Uri.EscapeDataString(this.userName) + ":" + Uri.EscapeDataString(secret), this.userName + ":" + secret };
        return addresses.SelectMany(address => users.Distinct().Select(user => address.Insert(AfterScheme(address), user + "@")))
            .ToArray();
    }

    private static int AfterScheme(string address) => address.IndexOf("://", StringComparison.Ordinal) + 3;

    private static bool HasPath(string address) => address.IndexOf('/', AfterScheme(address)) >= 0;

    // The proxy that Twilio reached wrote the first of several.
    private static string? First(string? values)
    {
        string? first = values?.Split(',')[0].Trim();
        return string.IsNullOrEmpty(first) ? null : first;
    }
}
