using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace TwilioEvents.Webhooks.Http;

/// <summary>
/// A small HTTP/1.1 server over sockets. It sends the answers of one function and no other: what is not a whole request,
/// or is too slow, is closed without an answer, and so is everything when it is stopped.
/// </summary>
/// <remarks>
/// HttpListener would not do: on Linux it answers 200 to a request in hand when it is stopped, answers another Host
/// with a 404 of its own, and gives a sender as much time as it likes.
/// </remarks>
public sealed class HttpServer : IDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private readonly HttpServerOptions options;
    private readonly IReadOnlyList<Socket> listeners;

    // Guards what follows, and what the connections say of themselves.
    private readonly object gate = new();
    private readonly HashSet<HttpConnection> connections = new();
    private readonly TaskCompletionSource<bool> empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bodySize;
    private bool isStopping;

    private HttpServer(HttpServerOptions options, Func<HttpRequest, Task<HttpAnswer>> answer, Action<Exception> onError)
    {
        this.options = options;
        this.Answer = answer;
        this.OnError = onError;
        this.listeners = ListeningSockets.Open(options);
        this.EndPoints = this.listeners.Select(listener => (IPEndPoint)listener.LocalEndPoint).ToArray();
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>The port, the same on all addresses.</summary>
    public int Port => this.EndPoints[0].Port;

    internal Func<HttpRequest, Task<HttpAnswer>> Answer { get; }

    internal Action<Exception> OnError { get; }

    internal HttpServerOptions Options => this.options;

    internal TimeSpan Now => this.options.Clock.Elapsed;

    /// <summary>Whether a connection takes no further request.</summary>
    internal bool IsStopping
    {
        get
        {
            lock (this.gate) return this.isStopping;
        }
    }

    /// <summary>How many connections there are.</summary>
    internal int Connections
    {
        get
        {
            lock (this.gate) return this.connections.Count;
        }
    }

    /// <summary>How many bytes are kept for bodies.</summary>
    internal long BodySize
    {
        get
        {
            lock (this.gate) return this.bodySize;
        }
    }

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where, and how much it takes.</param>
    /// <param name="answer">Answers a request. Called on any thread, several at a time; a connection's requests one after the
    /// other.</param>
    /// <param name="onError">Is told of an exception of that function; its request is closed without an answer. Called on any
    /// thread.</param>
    /// <returns>The server; it listens until it is stopped or disposed.</returns>
    /// <exception cref="SocketException">The port is in use, or the address is not this machine's.</exception>
    public static HttpServer Start(
        HttpServerOptions options, Func<HttpRequest, Task<HttpAnswer>> answer, Action<Exception> onError)
    {
        if (options is null) throw new ArgumentNullException(nameof(options));
        if (answer is null) throw new ArgumentNullException(nameof(answer));
        if (onError is null) throw new ArgumentNullException(nameof(onError));
        var server = new HttpServer(options, answer, onError);
        foreach (Socket listener in server.listeners) _ = server.AcceptAsync(listener);
        _ = server.CheckTimesAsync();
        return server;
    }

    /// <summary>
    /// Frees the port at once, closes what is not answered yet and not in the hands of the answering function, and gives the
    /// rest a moment for its answers.
    /// </summary>
    /// <param name="patience">How long that moment is at most.</param>
    /// <returns>A task that ends when no connection is open any more.</returns>
    public async Task StopAsync(TimeSpan patience)
    {
        foreach (HttpConnection connection in this.Close()) connection.CloseReading();
        await Task.WhenAny(this.empty.Task, this.options.Clock.DelayAsync(patience, default)).ConfigureAwait(false);
        this.Dispose();
    }

    /// <summary>Frees the port and closes all connections at once, without another answer.</summary>
    public void Dispose()
    {
        foreach (HttpConnection connection in this.Close()) connection.Close();
    }

    /// <summary>Asks for room for a body. Where there is none, requests that are not whole give way, the oldest first.</summary>
    /// <param name="size">How many bytes more.</param>
    /// <param name="asking">The connection that asks; it does not give way to itself.</param>
    /// <returns>Whether there is room; it is then taken.</returns>
    internal bool TryReserve(int size, HttpConnection asking)
    {
        while (true)
        {
            HttpConnection? oldest;
            lock (this.gate)
            {
                if (this.bodySize + size <= this.options.MaximumBodySizeInTotal)
                {
                    this.bodySize += size;
                    return true;
                }

                oldest = this.OldestReading(connection => connection != asking && connection.Reserved > 0);
            }

            if (oldest is null) return false;
            oldest.CloseReading();
        }
    }

    /// <summary>Gives room back.</summary>
    internal void Release(int size)
    {
        lock (this.gate) this.bodySize -= size;
    }

    /// <summary>A connection has ended.</summary>
    internal void Remove(HttpConnection connection)
    {
        lock (this.gate)
        {
            this.connections.Remove(connection);
            if (this.isStopping && this.connections.Count == 0) this.empty.TrySetResult(true);
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket? socket = null;
            try
            {
                socket = await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                if (this.IsStopping) return;

                // The sender was gone before it was accepted, or there are too many open files: the next one may succeed.
                await this.options.Clock.DelayAsync(AcceptPause, default).ConfigureAwait(false);
            }

            if (socket is not null) this.Begin(socket);
        }
    }

    private void Begin(Socket socket)
    {
        var connection = new HttpConnection(this, socket);
        HttpConnection? oldest = null;
        lock (this.gate)
        {
            bool isFull = this.connections.Count >= this.options.MaximumConnections;
            if (isFull) oldest = this.OldestReading(_ => true);
            if (this.isStopping || (isFull && oldest is null))
            {
                socket.Dispose();
                return;
            }

            if (oldest is not null) this.connections.Remove(oldest);
            this.connections.Add(connection);
        }

        oldest?.CloseReading();
        _ = connection.ServeAsync();
    }

    private HttpConnection? OldestReading(Func<HttpConnection, bool> may) =>
        this.connections.Where(connection => connection.IsReading && may(connection)).OrderBy(connection => connection.Since)
            .FirstOrDefault();

    // One look at all connections a few times a second, instead of a timer for each request.
    private async Task CheckTimesAsync()
    {
        while (!this.IsStopping)
        {
            await this.options.Clock.DelayAsync(CheckInterval, default).ConfigureAwait(false);
            List<HttpConnection> late;
            lock (this.gate) late = this.connections.Where(connection => connection.Deadline <= this.Now).ToList();
            foreach (HttpConnection connection in late) connection.CloseLate(this.Now);
        }
    }

    private List<HttpConnection> Close()
    {
        List<HttpConnection> open;
        lock (this.gate)
        {
            this.isStopping = true;
            if (this.connections.Count == 0) this.empty.TrySetResult(true);
            open = this.connections.ToList();
        }

        foreach (Socket listener in this.listeners) listener.Dispose();
        return open;
    }
}
