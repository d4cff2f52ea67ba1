using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using TwilioEvents.Secrets;

namespace TwilioEvents;

/// <summary>Where the client connects, as whom, how, and how long it waits.</summary>
public sealed class TwilioEventsClientOptions
{
    private readonly SecureString secret;
    private Uri baseUri = DefaultBaseUri;
    private string? serverName;
    private string? root;

    /// <summary>Makes the options from a secret that is protected already.</summary>
    /// <param name="userName">An Account SID (AC...) or the SID of an API key (SK...).</param>
    /// <param name="secret">The Auth Token, or the secret of the API key; copied.</param>
    public TwilioEventsClientOptions(string userName, SecureString secret)
    {
        this.UserName = userName ?? throw new ArgumentNullException(nameof(userName));
        this.secret = (secret ?? throw new ArgumentNullException(nameof(secret))).Copy();
    }

    /// <summary>Makes the options from a secret that is a text already, as in a test.</summary>
    /// <param name="userName">An Account SID (AC...) or the SID of an API key (SK...).</param>
    /// <param name="secret">The Auth Token, or the secret of the API key.</param>
    public TwilioEventsClientOptions(string userName, string secret)
    {
        this.UserName = userName ?? throw new ArgumentNullException(nameof(userName));
        this.secret = SecretText.Protect(secret);
    }

    /// <summary>Where Twilio serves the Events API.</summary>
    public static Uri DefaultBaseUri => TwilioHosts.Default;

    /// <summary>The user of the Basic authentication.</summary>
    public string UserName { get; }

    /// <summary>The SID of the account it connects to, where it is known: an API key does not say it.</summary>
    public string? AccountSid { get; set; }

    /// <summary>What is put in front of /v1; https, or http to loopback.</summary>
    public Uri BaseUri
    {
        get => this.baseUri;
        set
        {
            this.baseUri = value ?? throw new ArgumentNullException(nameof(value));
            this.root = null;
        }
    }

    /// <summary>What errors call the server, such as "the sandbox"; the name of its host where nothing is set.</summary>
    public string ServerName
    {
        get => this.serverName ?? this.BaseUri.Host;
        set => this.serverName = value;
    }

    /// <summary>
    /// How long the attempts of one call may take together, whole answers included. Not in it are the waits: at most a
    /// minute before each retry, and its turn, while a 429 slows all calls.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is tried again after a fault that may be retried, 0 or more.</summary>
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>The longest wait before the first retry; doubled for each further one, up to a minute.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Time and chance; a test puts its own in their place.</summary>
    public Clock Clock { get; set; } = Clock.System;

    /// <summary>The proxy on the way to https addresses; the system's where it is null. Holds no user information.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>Whom the proxy, the given one or the system's, gets to know where it asks.</summary>
    public NetworkCredential? ProxyCredential { get; set; }

    /// <summary>Whether to go straight to the address, past the system's proxy.</summary>
    public bool NoProxy { get; set; }

    /// <summary>The text of the header User-Agent.</summary>
    public string UserAgent { get; set; } = "TwilioEvents";

    /// <summary>Makes the host's objects; an array of pairs where nothing else is set.</summary>
    public ObjectFactory Objects { get; set; } = properties => properties;

    /// <summary>What every path stands behind: the base, with a slash at its end.</summary>
    internal string Root => this.root ??= this.baseUri.AbsoluteUri.TrimEnd('/') + "/";

    /// <summary>
    /// The header Authorization for one request: the secret is a text only in it and as long as it lives.
    /// </summary>
    /// <returns>The header; null where the secret was forgotten.</returns>
    internal AuthenticationHeaderValue? CreateAuthorization()
    {
        try
        {
            return SecretText.Read(this.secret, this.BasicAuthorization);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>The secrets of the connection, to be masked where an answer repeats them.</summary>
    /// <param name="authorization">A header of <see cref="CreateAuthorization"/>.</param>
    internal IEnumerable<string> SecretsOf(AuthenticationHeaderValue authorization)
    {
        yield return Encoding.UTF8.GetString(Convert.FromBase64String(authorization.Parameter!)).Substring(this.UserName.Length + 1);
        if (this.ProxyCredential is { } proxy) yield return proxy.Password;
    }

    /// <summary>A copy of the secret; null where it was forgotten.</summary>
    internal SecureString? CopySecret()
    {
        try
        {
            return this.secret.Copy();
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Overwrites the secret in memory: no further request can be made.</summary>
    internal void ForgetSecret()
    {
        this.secret.Dispose();
        this.ProxyCredential = null;
    }

    private AuthenticationHeaderValue BasicAuthorization(char[] text)
    {
        byte[] user = Encoding.UTF8.GetBytes(this.UserName + ":");
        var pair = new byte[user.Length + Encoding.UTF8.GetByteCount(text)];
        try
        {
            user.CopyTo(pair, 0);
            Encoding.UTF8.GetBytes(text, 0, text.Length, pair, user.Length);
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }
        finally
        {
            Array.Clear(pair, 0, pair.Length);
        }
    }
}
