using System;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Webhooks.Http;

namespace TwilioEvents.Sandbox;

/// <summary>Serves a sandbox over HTTP on loopback, to any client in any process of this machine.</summary>
public sealed class SandboxServer : IDisposable
{
    /// <summary>How long the answers to requests in hand may take on their way when it is stopped.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>How long deliveries that were not tried yet may take then: as long as a receiver has for its answer, and a bit.</summary>
    private static readonly TimeSpan DeliveryTimeout = TimeSpan.FromSeconds(6);

    private readonly HttpServer server;

    private SandboxServer(SandboxHandler sandbox, int port)
    {
        this.Sandbox = sandbox;
        this.server = HttpServer.Start(new HttpServerOptions { Port = port }, this.AnswerAsync, _ => { });
        this.Port = this.server.Port;
        this.BaseUri = new Uri("http://127.0.0.1:" + this.Port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What is served.</summary>
    public SandboxHandler Sandbox { get; }

    /// <summary>The port, on 127.0.0.1 and ::1.</summary>
    public int Port { get; }

    /// <summary>Its address, without /v1.</summary>
    public Uri BaseUri { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="sandbox">What is served; disposed with the server.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <returns>The server; it serves until it is stopped or disposed.</returns>
    /// <exception cref="SocketException">The port is in use, or may not be used.</exception>
    public static SandboxServer Start(SandboxHandler sandbox, int port = 0) =>
        new(sandbox ?? throw new ArgumentNullException(nameof(sandbox)), port);

    /// <summary>Frees the port at once, gives the requests in hand a moment for their answers, and makes the deliveries that are
    /// due, for a few seconds.</summary>
    /// <returns>How many deliveries were not over, and are lost.</returns>
    public async Task<int> StopAsync()
    {
        await this.server.StopAsync(StopTimeout).ConfigureAwait(false);
        int lost = await this.Sandbox.EndDeliveriesAsync(DeliveryTimeout).ConfigureAwait(false);
        this.Dispose();
        return lost;
    }

    /// <summary>Frees the port and ends everything at once.</summary>
    public void Dispose()
    {
        this.server.Dispose();
        this.Sandbox.Dispose();
    }

    private async Task<HttpAnswer> AnswerAsync(HttpRequest request)
    {
        if (request.BodyState != HttpBodyState.Whole) return SandboxAnswer.Error(Refusal.TooLarge()).ToHttpAnswer();

        // Addresses in the answer lead back to where the client sent its request, by whichever name.
        bool isUri = Uri.TryCreate("http://" + request.Value("Host") + request.PathAndQuery, UriKind.Absolute, out Uri? uri);
        if (!isUri || uri!.UserInfo.Length > 0) return SandboxAnswer.Error(Refusal.BadAddress()).ToHttpAnswer();
        var parsed = new SandboxRequest(request.Method, uri, Encoding.UTF8.GetString(request.Body));
        return (await this.Sandbox.AnswerAsync(parsed, request.Value("Authorization")).ConfigureAwait(false)).ToHttpAnswer();
    }
}
