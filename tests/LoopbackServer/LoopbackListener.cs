using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Tests;

/// <summary>Takes connections on a free port of loopback. Each has a thread of its own, since what a test does may block.</summary>
public sealed class LoopbackListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Socket, CancellationToken, Task> serve;
    private readonly CancellationTokenSource closing = new();

    /// <summary>Starts it.</summary>
    /// <param name="serve">What is done with each connection, which ends afterwards. The token is cancelled when the listener is
    /// disposed; what a client that is gone throws is ignored.</param>
    public LoopbackListener(Func<Socket, CancellationToken, Task> serve)
    {
        this.serve = serve;
        this.listener.Start();
        this.Port = ((IPEndPoint)this.listener.LocalEndpoint).Port;
        _ = this.AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>A server that says something in plain text to whoever connects, and hears nothing.</summary>
    public static LoopbackListener OfPlainText() => new(async (socket, closing) =>
    {
        using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 This is not TLS\r\n\r\n"), closing);
        socket.Shutdown(SocketShutdown.Send);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        this.closing.Cancel();
        this.listener.Dispose();
        this.closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken closing = this.closing.Token;
        try
        {
            while (true)
            {
                Socket socket = await this.listener.AcceptSocketAsync(closing);
                _ = Task.Run(() => this.ServeAsync(socket, closing), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken closing)
    {
        using (socket)
        {
            try
            {
                await this.serve(socket, closing);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The client hung up, or the test is over.
            }
        }
    }
}
