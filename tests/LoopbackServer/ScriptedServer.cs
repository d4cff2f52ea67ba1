using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Web;

namespace TwilioEvents.Tests;

/// <summary>What arrived, byte for byte.</summary>
/// <param name="Head">The request line and the headers, as they came.</param>
/// <param name="Body">The body, as it came.</param>
public sealed record ReceivedRequest(string Head, byte[] Body)
{
    /// <summary>Method and path.</summary>
    public string Line => this.Head[..this.Head.IndexOf(" HTTP/", StringComparison.Ordinal)];

    /// <summary>The body as text.</summary>
    public string Text => Encoding.ASCII.GetString(this.Body);

    /// <summary>The value of a header, or null.</summary>
    public string? Header(string name) => this.Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    /// <summary>A field of the form, decoded by the rules of the format and not by the client's code.</summary>
    public string? Field(string name) => this.Text.Split('&').Where(f => f.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(f => Uri.UnescapeDataString(f[(name.Length + 1)..].Replace('+', ' '))).FirstOrDefault();
}

/// <summary>What the server does with a request.</summary>
/// <param name="Bytes">What it sends.</param>
/// <param name="Ending">What it does with the connection afterwards.</param>
public sealed record Reply(byte[] Bytes, Ending Ending = Ending.KeepAlive)
{
    /// <summary>Sends more after the bytes, in as many pieces and as slowly as it likes.</summary>
    public Func<Stream, CancellationToken, Task>? Then { get; init; }

    /// <summary>Sends nothing and keeps the connection open.</summary>
    public static Reply Silence { get; } = new([], Ending.Hang);

    /// <summary>Resets the connection.</summary>
    public static Reply Reset { get; } = new([], Ending.Reset);

    /// <summary>A whole answer.</summary>
    public static Reply Http(int status, string body, string contentType = "application/json", string headers = "")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return new([.. Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} Status\r\nContent-Type: {contentType}\r\nContent-Length: {bytes.Length}\r\n{headers}\r\n"), .. bytes]);
    }

    /// <summary>Bytes as they stand, and the end of the connection.</summary>
    public static Reply Raw(string text) => new(Encoding.Latin1.GetBytes(text), Ending.Close);
}

/// <summary>What happens to the connection after a reply.</summary>
public enum Ending
{
    /// <summary>It takes the next request.</summary>
    KeepAlive,

    /// <summary>It ends.</summary>
    Close,

    /// <summary>It is reset.</summary>
    Reset,

    /// <summary>It stays open and says nothing more.</summary>
    Hang,
}

/// <summary>A server on a free port of loopback that answers as the test says and records what arrived.</summary>
public sealed class ScriptedServer : IDisposable
{
    private readonly LoopbackListener listener;
    private readonly Func<ReceivedRequest, Reply> answer;
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private int connections;

    /// <summary>Starts it.</summary>
    /// <param name="answer">What it answers; called once for each request.</param>
    public ScriptedServer(Func<ReceivedRequest, Reply> answer)
    {
        this.answer = answer;
        this.listener = new LoopbackListener(this.ServeAsync);
        this.BaseUri = new Uri("http://127.0.0.1:" + this.listener.Port);
    }

    /// <summary>A server that answers every update with the sink that results.</summary>
    public static ScriptedServer OfSinks() =>
        new(request => Reply.Http(200, SinkJson(request.Line[^34..], request.Field("Description") ?? string.Empty)));

    /// <summary>Where it listens.</summary>
    public Uri BaseUri { get; }

    /// <summary>What happens to a connection before anything was read from it; null for nothing.</summary>
    public Func<Ending?> OnConnection { get; init; } = () => null;

    /// <summary>What happens to a connection when the head of a request is there and its body was not read; null for nothing.</summary>
    public Func<string, Ending?> OnHead { get; init; } = _ => null;

    /// <summary>What answers the question whether it is a sandbox, which is not among the requests; it is none unless a test says
    /// so.</summary>
    public Func<ReceivedRequest, Reply> OnProbe { get; init; } = _ => Reply.Http(404, "{}");

    /// <summary>Is released once for each connection that the server has ended.</summary>
    public SemaphoreSlim Ended { get; } = new(0);

    /// <summary>What arrived so far, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. this.requests];

    /// <summary>Is completed when the first request has arrived.</summary>
    public TaskCompletionSource<bool> Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many connections were opened.</summary>
    public int Connections => Volatile.Read(ref this.connections);

    /// <summary>A sink as Twilio sends it.</summary>
    public static string SinkJson(string sid, string description,
        string configuration =
            "{\"arn\":\"arn:aws:kinesis:us-east-1:1:stream/s\",\"role_arn\":\"arn:aws:iam::1:role/r\",\"external_id\":\"very-secret\"}") =>
        "{\"sid\":\"" + sid + "\",\"description\":" + HttpUtility.JavaScriptStringEncode(description, addDoubleQuotes: true)
            + ",\"sink_type\":\"kinesis\",\"status\":\"active\",\"sink_configuration\":" + configuration
        + ",\"date_created\":\"2015-07-30T20:00:00Z\",\"date_updated\":\"2015-07-30T20:00:01Z\","
        + "\"url\":\"https://events.twilio.com/v1/Sinks/" + sid
        + "\",\"links\":{\"sink_test\":\"https://events.twilio.com/v1/Sinks/" + sid
        + "/Test\",\"sink_validate\":\"https://events.twilio.com/v1/Sinks/" + sid + "/Validate\"}}";

    /// <inheritdoc/>
    public void Dispose() => this.listener.Dispose();

    private static bool IsProbe(string head) => head.StartsWith("GET /sandbox HTTP/", StringComparison.Ordinal);

    private async Task ServeAsync(Socket socket, CancellationToken closing)
    {
        Interlocked.Increment(ref this.connections);
        socket.NoDelay = true;
        try
        {
            using var stream = new NetworkStream(socket);
            Ending ending = this.OnConnection() ?? Ending.KeepAlive;
            while (ending == Ending.KeepAlive)
            {
                (ReceivedRequest? request, Ending? cut) = await this.ReadAsync(stream, closing);
                if (request is null && cut is null) return;
                ending = cut ?? await this.AnswerAsync(request!, stream, closing);
            }

            if (ending == Ending.Hang) await Task.Delay(Timeout.Infinite, closing);
            if (ending == Ending.Reset) socket.LingerState = new LingerOption(true, 0);
        }
        finally
        {
            socket.Dispose();
            this.Ended.Release();
        }
    }

    private async Task<Ending> AnswerAsync(ReceivedRequest request, Stream stream, CancellationToken closing)
    {
        bool isProbe = IsProbe(request.Head);
        if (!isProbe) this.requests.Enqueue(request);
        if (!isProbe) this.Arrived.TrySetResult(true);
        Reply reply = isProbe ? this.OnProbe(request) : this.answer(request);
        await stream.WriteAsync(reply.Bytes, closing);
        if (reply.Then is not null) await reply.Then(stream, closing);
        return reply.Ending;
    }

    // A request, or what is to happen to the connection instead, or neither where the client is gone.
    private async Task<(ReceivedRequest? Request, Ending? Cut)> ReadAsync(Stream stream, CancellationToken closing)
    {
        var received = new MemoryStream();
        var buffer = new byte[16384];
        string head = string.Empty;
        int end;
        while ((end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            int count = await stream.ReadAsync(buffer, closing);
            if (count == 0) return (null, null);
            received.Write(buffer, 0, count);
            head = Encoding.ASCII.GetString(received.GetBuffer(), 0, (int)received.Length);
        }

        head = head[..end];
        if (!IsProbe(head) && this.OnHead(head) is Ending cut) return (null, cut);
        int length =
            int.Parse(new ReceivedRequest(head, []).Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        while (received.Length < end + 4 + length)
        {
            int count = await stream.ReadAsync(buffer, closing);
            if (count == 0) return (null, null);
            received.Write(buffer, 0, count);
        }

        return (new ReceivedRequest(head, received.ToArray()[(end + 4)..]), null);
    }
}
