using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Connection;

/// <summary>The settings of Connect-TwilioEvents beside the credentials, and whether they can be used.</summary>
internal sealed class ConnectionSettings
{
    /// <summary>The name under which -Connection finds the connection, or null.</summary>
    public string? Name { get; set; }

    public string? Region { get; set; }

    public string? Edge { get; set; }

    public Uri? BaseUri { get; set; }

    public Uri? Proxy { get; set; }

    public PSCredential? ProxyCredential { get; set; }

    public bool NoProxy { get; set; }

    /// <summary>What is put behind the module's own User-Agent.</summary>
    public string? UserAgent { get; set; }

    public int TimeoutSec { get; set; }

    public int MaximumRetryCount { get; set; }

    public int RetryIntervalSec { get; set; }

    /// <summary>A connection with these settings. Sends nothing.</summary>
    /// <param name="credentials">Whom it connects.</param>
    /// <param name="source">Where the credentials come from.</param>
    /// <param name="session">For the user agent.</param>
    /// <exception cref="ConnectionSettingException">A setting cannot be used.</exception>
    /// <exception cref="TwilioConfigurationException">The region or the edge cannot be part of a host's name.</exception>
    public TwilioEventsConnection Connect(TwilioCredentials credentials, string source, SessionState session)
    {
        string? name = this.CheckedName();
        this.ChooseHost(credentials);
        TwilioEventsClientOptions options = ConnectionFactory.Options(credentials, session);
        options.BaseUri = this.BaseUri ?? options.BaseUri;
        options.Timeout = TimeSpan.FromSeconds(this.TimeoutSec);
        options.MaximumRetryCount = this.MaximumRetryCount;
        options.RetryInterval = TimeSpan.FromSeconds(this.RetryIntervalSec);
        if (this.UserAgent is not null) options.UserAgent += " " + this.CheckedUserAgent();
        this.ChooseProxy(options);
        return ConnectionFactory.Create(credentials, options, source, name);
    }

    private void ChooseHost(TwilioCredentials credentials)
    {
        string? region = NullIfBlank(this.Region), edge = NullIfBlank(this.Edge);
        if (this.BaseUri is null)
        {
            credentials.Region = region ?? credentials.Region;
            credentials.Edge = edge ?? credentials.Edge;
            return;
        }

        if (region is not null || edge is not null)
        {
            throw Wrong("-BaseUri cannot be combined with -Region or -Edge, which select Twilio's own hosts. Leave one of them out.");
        }

        credentials.Region = null;
        credentials.Edge = null;
        if (TwilioEventsClient.IsAllowed(this.BaseUri)) return;

        // Only what cannot hold a secret is repeated.
        throw new ConnectionSettingException(
            "The address " + PlainText.Show(this.BaseUri.Scheme + "://" + this.BaseUri.Authority)
                + " cannot be used. Credentials go to https, or to http on loopback"
                + " such as http://localhost:8080. The address cannot contain a user name, a query or a fragment.",
            ErrorIds.BaseUriInvalid);
    }

    private void ChooseProxy(TwilioEventsClientOptions options)
    {
        bool hasCredential = this.ProxyCredential is not null && this.ProxyCredential != PSCredential.Empty;
        if (this.NoProxy && (this.Proxy is not null || hasCredential))
        {
            throw Wrong("-NoProxy cannot be combined with -Proxy or -ProxyCredential. Leave one of them out.");
        }

        if (this.Proxy is not null)
        {
            bool isProxy = (this.Proxy.Scheme == Uri.UriSchemeHttp || this.Proxy.Scheme == Uri.UriSchemeHttps)
                && this.Proxy.Host.Length > 0;
            if (!isProxy) throw Wrong("-Proxy is not the address of a proxy. Write it as http://proxy.example.com:8080.");
            if (this.Proxy.UserInfo.Length > 0)
            {
                throw Wrong("-Proxy contains a user name or a password. Give them with -ProxyCredential, which never shows them.");
            }

            if (options.BaseUri.Scheme == Uri.UriSchemeHttp)
            {
                throw Wrong("-Proxy cannot be used with http on loopback, which never leaves this machine.");
            }
        }

        options.Proxy = this.Proxy;
        options.ProxyCredential = hasCredential ? this.ProxyCredential!.GetNetworkCredential() : null;
        options.NoProxy = this.NoProxy;
    }

    private string CheckedUserAgent()
    {
        string text = this.UserAgent!.Trim();
        return text.Length is > 0 and <= 200 && text.All(c => c is >= ' ' and <= '~') ? text
            : throw Wrong("-UserAgent '" + PlainText.Show(text, 60)
                + "' cannot be sent: it must be 1 to 200 printable ASCII characters, such as nightly-job/1.2.");
    }

    private string? CheckedName()
    {
        string? name = this.Name?.Trim();
        bool isName = name is null || (name.Length > 0 && !name.Any(char.IsControl) && !WildcardPattern.ContainsWildcardCharacters(name));
        return isName ? name
            : throw Wrong("-Name '" + PlainText.Show(name, 60)
                + "' cannot be a name: a name is not blank, and contains no wildcards (*, ?, [ or ]).");
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    private static ConnectionSettingException Wrong(string message) => new(message);
}
