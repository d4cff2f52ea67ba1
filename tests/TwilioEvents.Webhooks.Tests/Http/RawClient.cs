using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Webhooks.Tests.Http;

/// <summary>A sender that decides about each byte.</summary>
internal sealed class RawClient : IDisposable
{
    /// <summary>A test that waits so long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket socket;

    private RawClient(Socket socket) => this.socket = socket;

    public static async Task<RawClient> ConnectAsync(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to);
        return new RawClient(socket);
    }

    public Task SendAsync(string text) => this.SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await this.socket.SendAsync(bytes);

    /// <summary>Reads until the text ends so.</summary>
    public async Task<string> ReadToAsync(string ending)
    {
        var read = new StringBuilder();
        while (!read.ToString().EndsWith(ending, StringComparison.Ordinal))
        {
            string more = await this.ReadAsync();
            if (more.Length == 0) throw new EndOfStreamException("Only this came: " + read);
            read.Append(more);
        }

        return read.ToString();
    }

    /// <summary>The head of an answer without a body.</summary>
    public Task<string> ReadHeadAsync() => this.ReadToAsync("\r\n\r\n");

    /// <summary>Reads until the other side ends the connection, in whatever way.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var read = new StringBuilder();
        try
        {
            string more;
            while ((more = await this.ReadAsync()).Length > 0) read.Append(more);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // An end like another: the other side had not read all.
        }

        return read.ToString();
    }

    public void Dispose() => this.socket.Dispose();

    private async Task<string> ReadAsync()
    {
        var buffer = new byte[4096];
        using var late = new CancellationTokenSource(Patience);
        int count = await this.socket.ReceiveAsync(buffer, SocketFlags.None, late.Token);
        return Encoding.Latin1.GetString(buffer, 0, count);
    }
}
