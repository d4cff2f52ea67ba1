using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Webhooks.Http;

/// <summary>One connection of a server: reads a request, has it answered, and so on.</summary>
internal sealed class HttpConnection
{
    private const int BufferSize = 8 * 1024;
    private const int FirstBodySize = 4 * 1024;

    /// <summary>Up to this size a body gets the room that its head asks for; beyond it, room grows with what arrives.</summary>
    private const int TrustedBodySize = 64 * 1024;

    private readonly HttpServer server;
    private readonly Socket socket;
    private readonly RequestParser parser = new();
    private readonly byte[] buffer = new byte[BufferSize];
    private bool isFirst = true; // Its head has its time since the connection.
    private int offset;
    private int end;

    // Guards the state and what is reserved; the server reads them, and the times, without it.
    private readonly object gate = new();
    private volatile State state = State.Reading;
    private volatile int reserved;
    private long since;
    private long deadline;

    public HttpConnection(HttpServer server, Socket socket)
    {
        this.server = server;
        this.socket = socket;
        this.Restart(server.Options.HeadTimeout);
    }

    private enum State
    {
        /// <summary>The request in hand is not whole, or there is none.</summary>
        Reading,

        /// <summary>The request is whole, and its answer has not been sent.</summary>
        Answering,

        /// <summary>The last answer was sent; what still comes is dropped, so that the sender can read the answer.</summary>
        Ending,

        Closed,
    }

    /// <summary>Whether it may be closed in favour of another.</summary>
    public bool IsReading => this.state == State.Reading;

    /// <summary>Since when it has been reading.</summary>
    public TimeSpan Since => new(Volatile.Read(ref this.since));

    /// <summary>When it is closed where nothing happens.</summary>
    public TimeSpan Deadline => new(Volatile.Read(ref this.deadline));

    /// <summary>How many bytes of the server's room its body has.</summary>
    public int Reserved => this.reserved;

    /// <summary>Serves all requests of the connection.</summary>
    public async Task ServeAsync()
    {
        try
        {
            this.socket.NoDelay = true;
            bool goesOn = true;
            while (goesOn) goesOn = await this.ServeRequestAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The sender is gone, or this connection was closed.
        }
        finally
        {
            this.Close();
            this.server.Remove(this);
        }
    }

    /// <summary>Closes it at once.</summary>
    public void Close() => this.CloseIf(_ => true);

    /// <summary>Closes it where no whole request waits for its answer.</summary>
    public void CloseReading() => this.CloseIf(now => now == State.Reading);

    /// <summary>Closes it where its time is over.</summary>
    public void CloseLate(TimeSpan now) => this.CloseIf(_ => this.Deadline <= now);

    private void CloseIf(Func<State, bool> condition)
    {
        lock (this.gate)
        {
            if (this.state == State.Closed || !condition(this.state)) return;
            this.state = State.Closed;
            this.ReleaseBody();
        }

        this.socket.Dispose();
    }

    private async Task<bool> ServeRequestAsync()
    {
        HttpRequest? request = await this.ReadRequestAsync().ConfigureAwait(false);
        if (request is null || !this.Enter(State.Answering, TimeSpan.MaxValue)) return false;
        HttpAnswer answer;
        try
        {
            answer = await this.server.Answer(request).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Any status in its place would be one that nobody chose.
            this.server.OnError(e);
            return false;
        }

        bool keepsAlive = this.parser.Head!.KeepsAlive && request.BodyState == HttpBodyState.Whole && !this.server.IsStopping;
        this.RestartTime(this.server.Options.BodyTimeout);
        await this.SendAsync(answer.ToBytes(this.server.Options.Clock.UtcNow, keepsAlive, request.Method != "HEAD"))
            .ConfigureAwait(false);
        lock (this.gate) this.ReleaseBody();
        if (keepsAlive) return this.Enter(State.Reading, this.server.Options.IdleTimeout) && !this.server.IsStopping;
        await this.EndAsync().ConfigureAwait(false);
        return false;
    }

    // Null where what came is not a whole request.
    private async Task<HttpRequest?> ReadRequestAsync()
    {
        var body = Array.Empty<byte>();
        int count = 0;
        bool hasBegun = this.isFirst || this.offset < this.end;
        if (hasBegun && !this.isFirst) this.Restart(this.server.Options.HeadTimeout);
        this.isFirst = false;
        while (true)
        {
            switch (this.parser.Read(this.buffer, ref this.offset, this.end))
            {
                case ParserStep.NeedsMore:
                    this.offset = 0;
                    this.end = await this.socket.ReceiveAsync(new ArraySegment<byte>(this.buffer), SocketFlags.None).ConfigureAwait(false);
                    if (this.end == 0) return null;
                    if (!hasBegun) this.Restart(this.server.Options.HeadTimeout);
                    hasBegun = true;
                    break;
                case ParserStep.Head:
                    this.RestartTime(this.server.Options.BodyTimeout);
                    if (this.parser.Head!.BodyLength > this.server.Options.MaximumBodySize) return this.Without(HttpBodyState.TooLarge);
                    if (this.parser.Head.ExpectsContinue && this.parser.Head.BodyLength != 0 && this.offset == this.end)
                        await this.SendAsync(HttpAnswer.Continue).ConfigureAwait(false);
                    break;
                case ParserStep.Body:
                    if (count + this.parser.BodyCount > this.server.Options.MaximumBodySize) return this.Without(HttpBodyState.TooLarge);
                    if (!this.Grow(ref body, count + this.parser.BodyCount)) return this.Without(HttpBodyState.NoRoom);
                    Buffer.BlockCopy(this.buffer, this.parser.BodyOffset, body, count, this.parser.BodyCount);
                    count += this.parser.BodyCount;
                    break;
                case ParserStep.End:
                    if (count < body.Length) Array.Resize(ref body, count);
                    return new HttpRequest(this.parser.Head!, body, HttpBodyState.Whole);
                default:
                    return null;
            }
        }
    }

    private HttpRequest Without(HttpBodyState bodyState)
    {
        lock (this.gate) this.ReleaseBody();
        return new HttpRequest(this.parser.Head!, Array.Empty<byte>(), bodyState);
    }

    private bool Grow(ref byte[] body, int needed)
    {
        if (needed <= body.Length) return true;
        int limit = (int)(this.parser.Head!.BodyLength ?? this.server.Options.MaximumBodySize);
        int size = this.parser.Head.BodyLength <= TrustedBodySize ? limit
            : Math.Min(limit, Math.Max(needed, Math.Max(FirstBodySize, 2 * body.Length)));
        int more = size - body.Length;
        if (!this.server.TryReserve(more, this)) return false;
        lock (this.gate)
        {
            this.reserved += more;
            if (this.state == State.Closed)
            {
                this.ReleaseBody();
                throw new ObjectDisposedException(nameof(HttpConnection));
            }
        }

        Array.Resize(ref body, size);
        return true;
    }

    // To be called under the lock.
    private void ReleaseBody()
    {
        this.server.Release(this.reserved);
        this.reserved = 0;
    }

    private async Task SendAsync(byte[] bytes)
    {
        int sent = 0;
        while (sent < bytes.Length)
        {
            sent += await this.socket.SendAsync(new ArraySegment<byte>(bytes, sent, bytes.Length - sent), SocketFlags.None)
                .ConfigureAwait(false);
        }
    }

    // A socket that is closed with unread bytes resets the connection, and the answer may be lost on its way.
    private async Task EndAsync()
    {
        if (!this.Enter(State.Ending, this.server.Options.BodyTimeout)) return;
        this.socket.Shutdown(SocketShutdown.Send);
        int count;
        do
        {
            count = await this.socket.ReceiveAsync(new ArraySegment<byte>(this.buffer), SocketFlags.None).ConfigureAwait(false);
        }
        while (count > 0);
    }

    private bool Enter(State next, TimeSpan timeout)
    {
        lock (this.gate)
        {
            if (this.state == State.Closed) return false;
            this.Restart(timeout);
            this.state = next;
            return true;
        }
    }

    private void Restart(TimeSpan timeout)
    {
        Volatile.Write(ref this.since, this.server.Now.Ticks);
        this.RestartTime(timeout);
    }

    private void RestartTime(TimeSpan timeout) => Volatile.Write(
        ref this.deadline, timeout == TimeSpan.MaxValue ? long.MaxValue : (this.server.Now + timeout).Ticks);
}
