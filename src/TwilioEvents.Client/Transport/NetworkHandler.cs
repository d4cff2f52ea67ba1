using System;
using System.Net;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Transport;

/// <summary>
/// The way over the network, and the only place that knows what .NET Framework (Windows PowerShell 5.1)
/// and .NET (PowerShell 7) do differently there.
/// </summary>
internal static class NetworkHandler
{
    /// <summary>More calls at once than anybody makes.</summary>
    public const int MaximumConnections = 256;

    // netstandard2.0 does not define it.
    private const SslProtocols Tls13 = (SslProtocols)12288;

    public static bool IsNetFramework { get; } =
        RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    private static readonly Lazy<HttpMessageHandler> ThroughSystemProxy = new(() => Build(useProxy: true, null, null));
    private static readonly Lazy<HttpMessageHandler> Direct = new(() => Build(useProxy: false, null, null));

    /// <summary>
    /// A handler for one client. Clients without a proxy of their own share the connections underneath: who
    /// asks stands in each request, and four hundred accounts need not shake hands four hundred times.
    /// </summary>
    public static HttpMessageHandler Create(TwilioEventsClientOptions options)
    {
        // Plain http is for loopback alone, so it must not leave the machine through a proxy.
        bool useProxy = !options.NoProxy && options.BaseUri.Scheme == Uri.UriSchemeHttps;
        bool hasOwnProxy = options.Proxy is not null || options.ProxyCredential is not null;
        if (useProxy && hasOwnProxy) return Build(useProxy, options.Proxy, options.ProxyCredential);
        return new SharedHandler((useProxy ? ThroughSystemProxy : Direct).Value);
    }

    private static HttpMessageHandler Build(bool useProxy, Uri? proxy, NetworkCredential? proxyCredential)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = MaximumConnections,

            // Of this handler alone: ServicePointManager would change it for the whole process. Left to itself a
            // system may still offer TLS 1.0. Checking certificates is on by default, and nothing turns it off.
            // .NET Framework 4.7.2 refuses TLS 1.3.
            SslProtocols = IsNetFramework ? SslProtocols.Tls12 : SslProtocols.Tls12 | Tls13,
            UseCookies = false,
            UseProxy = useProxy,
        };

        // Without a Proxy, either edition takes the system's: the environment's HTTPS_PROXY, or Windows' settings.
        if (proxy is not null) handler.Proxy = new WebProxy(proxy) { Credentials = proxyCredential };
        else if (proxyCredential is not null) handler.DefaultProxyCredentials = proxyCredential;
        return IsNetFramework ? new ServicePointHandler(handler) : handler;
    }

    /// <summary>What one client sees of the shared handler: it stays when the client goes.</summary>
    private sealed class SharedHandler : HttpMessageHandler
    {
        private readonly HttpMessageInvoker shared;

        public SharedHandler(HttpMessageHandler shared) => this.shared = new HttpMessageInvoker(shared, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            this.shared.SendAsync(request, cancellationToken);
    }

    /// <summary>
    /// .NET Framework opens two connections to a host unless its ServicePoint says more, and makes a new
    /// ServicePoint after a while without a call: so it is told before each.
    /// </summary>
    private sealed class ServicePointHandler : DelegatingHandler
    {
        private readonly HttpClientHandler network;

        public ServicePointHandler(HttpClientHandler network)
            : base(network) => this.network = network;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            IWebProxy? proxy = this.network.UseProxy ? this.network.Proxy ?? WebRequest.DefaultWebProxy : null;
            ServicePoint point = ServicePointManager.FindServicePoint(request.RequestUri, proxy);
            if (point.ConnectionLimit < MaximumConnections) point.ConnectionLimit = MaximumConnections;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
