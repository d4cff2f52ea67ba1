using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>A connection to a webhook on this machine. It sends one request after the other, and reads of an answer its status.</summary>
/// <remarks>HttpClient would not do: in Windows PowerShell 5.1 it sends no body with a GET, and it writes the URL anew.</remarks>
internal sealed class WebhookConnection : IDisposable
{
    /// <summary>More than any head has that says something to us.</summary>
    private const int BufferSize = 16 * 1024;

    private readonly TcpClient client;
    private readonly byte[] buffer = new byte[BufferSize];
    private readonly Stream stream;
    private int end;

    private WebhookConnection(TcpClient client, Stream stream)
    {
        this.client = client;
        this.stream = stream;
    }

    /// <summary>Whether it takes another request.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether anything of the current answer came.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Connects to this machine, whatever its name is in the address.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The certificate is not trusted.</exception>
    public static async Task<WebhookConnection> OpenAsync(Uri uri)
    {
        IPAddress[] addresses =
            IPAddress.TryParse(uri.DnsSafeHost, out IPAddress address) ? new[] { address }
                : new[] { IPAddress.Loopback, IPAddress.IPv6Loopback };
        for (int i = 0; ; i++)
        {
            var client = new TcpClient(addresses[i].AddressFamily) { NoDelay = true };
            try
            {
                await client.ConnectAsync(addresses[i], uri.Port).ConfigureAwait(false);
                if (uri.Scheme != Uri.UriSchemeHttps) return new WebhookConnection(client, client.GetStream());
                var secure = new SslStream(client.GetStream());
                await secure.AuthenticateAsClientAsync(uri.DnsSafeHost).ConfigureAwait(false);
                return new WebhookConnection(client, secure);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                client.Dispose();
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
    }

    /// <summary>Sends a request, and reads the status of its answer.</summary>
    /// <exception cref="IOException">The connection broke, or what came is not HTTP.</exception>
    public async Task<int> SendAsync(byte[] request)
    {
        this.HasAnswered = false;
        await this.stream.WriteAsync(request, 0, request.Length).ConfigureAwait(false);
        while (true)
        {
            string head = await this.ReadHeadAsync().ConfigureAwait(false);
            bool isStatus = head.Length >= 12 && head.StartsWith("HTTP/1.", StringComparison.Ordinal)
                && int.TryParse(head.Substring(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out _);
            if (!isStatus) throw new IOException("The answer is not HTTP.");
            int status = int.Parse(head.Substring(9, 3), CultureInfo.InvariantCulture);
            if (status < 200) continue;
            await this.SkipBodyAsync(head, status).ConfigureAwait(false);
            return status;
        }
    }

    public void Dispose()
    {
        this.IsOpen = false;
        this.stream.Dispose();
        this.client.Dispose();
    }

    private static string? Field(string head, string name)
    {
        foreach (string line in head.Split('\n'))
        {
            int colon = line.IndexOf(':');
            if (colon > 0 && string.Equals(line.Substring(0, colon).Trim(), name, StringComparison.OrdinalIgnoreCase))
                return line.Substring(colon + 1).Trim();
        }

        return null;
    }

    private async Task<string> ReadHeadAsync()
    {
        while (true)
        {
            string text = Encoding.ASCII.GetString(this.buffer, 0, this.end);
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0)
            {
                this.Skip(head + 4);
                return text.Substring(0, head);
            }

            if (this.end == BufferSize) throw new IOException("The head of the answer does not end.");
            await this.ReadAsync().ConfigureAwait(false);
        }
    }

    // A body that is long, or whose end nobody knows, costs more than a new connection.
    private async Task SkipBodyAsync(string head, int status)
    {
        int length = 0;
        bool isKnown = status is 204 or 304
            || int.TryParse(Field(head, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out length);
        string connection = Field(head, "Connection") ?? (head.StartsWith("HTTP/1.0", StringComparison.Ordinal) ? "close" : string.Empty);
        bool closes = connection.IndexOf("close", StringComparison.OrdinalIgnoreCase) >= 0;
        this.IsOpen = isKnown && !closes && length <= BufferSize && Field(head, "Transfer-Encoding") is null;
        while (this.IsOpen && this.end < length) await this.ReadAsync().ConfigureAwait(false);
        if (this.IsOpen) this.Skip(length);
    }

    private async Task ReadAsync()
    {
        int count = await this.stream.ReadAsync(this.buffer, this.end, BufferSize - this.end).ConfigureAwait(false);
        if (count == 0) throw new IOException("The connection was closed before the answer was there.");
        this.HasAnswered = true;
        this.end += count;
    }

    private void Skip(int count)
    {
        this.end -= count;
        Buffer.BlockCopy(this.buffer, count, this.buffer, 0, this.end);
    }
}
