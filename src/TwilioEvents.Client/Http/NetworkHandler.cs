using System;
using System.Net;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Http;

/// <summary>
/// The way over the network, and the only place that knows what .NET Framework (Windows PowerShell 5.1)
/// and .NET (PowerShell 7) do differently there.
/// </summary>
internal static class NetworkHandler
{
    /// <summary>More calls at once than anybody makes.</summary>
    public const int MaximumConnections = 256;

    // netstandard2.0 has no name for it.
    private const SslProtocols Tls13 = (SslProtocols)12288;

    public static bool IsNetFramework { get; } = RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    /// <summary>A handler for one client; closes its connections when it is disposed.</summary>
    public static HttpMessageHandler Create(TwilioEventsClientOptions options)
    {
        // Plain http is for loopback alone, so it must not leave the machine through a proxy.
        bool useProxy = !options.NoProxy && options.BaseUri.Scheme == Uri.UriSchemeHttps;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = MaximumConnections,

            // Of this handler alone: ServicePointManager would change it for the whole process. Checking
            // certificates is on by default and nothing turns it off. .NET Framework 4.7.2 refuses TLS 1.3.
            SslProtocols = IsNetFramework ? SslProtocols.Tls12 : SslProtocols.Tls12 | Tls13,
            UseCookies = false,
            UseProxy = useProxy,
        };

        // Without a Proxy, either edition takes the system's: the environment's HTTPS_PROXY, or Windows' settings.
        if (useProxy && options.Proxy is not null) handler.Proxy = new WebProxy(options.Proxy) { Credentials = options.ProxyCredential };
        if (useProxy && options.Proxy is null) handler.DefaultProxyCredentials = options.ProxyCredential;
        return IsNetFramework ? new ServicePointHandler(handler, options.BaseUri) : handler;
    }

    /// <summary>
    /// .NET Framework opens two connections to a host unless its ServicePoint says more, and makes a new
    /// ServicePoint after a while without a call: so it is told before each.
    /// </summary>
    private sealed class ServicePointHandler : DelegatingHandler
    {
        private readonly HttpClientHandler network;
        private readonly Uri baseUri;

        public ServicePointHandler(HttpClientHandler network, Uri baseUri)
            : base(network)
        {
            this.network = network;
            this.baseUri = baseUri;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            IWebProxy? proxy = this.network.UseProxy ? this.network.Proxy ?? WebRequest.DefaultWebProxy : null;
            ServicePoint point = ServicePointManager.FindServicePoint(this.baseUri, proxy);
            if (point.ConnectionLimit < MaximumConnections) point.ConnectionLimit = MaximumConnections;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
