using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Tests;

/// <summary>Sinks in memory behind a server that fails by chance, the same for the same seed, item and try.</summary>
internal sealed class ChaosServer : IDisposable
{
    private readonly int seed;
    private readonly ScriptedServer server;
    private readonly ConcurrentDictionary<string, int> heads = new();
    private readonly ConcurrentDictionary<string, int> tries = new();
    private int faults;
    private int connections;
    private int created;

    public ChaosServer(int seed)
    {
        this.seed = seed;
        this.server = new ScriptedServer(this.Answer) { OnConnection = this.OnConnection, OnHead = this.OnHead };
    }

    public Uri BaseUri => this.server.BaseUri;

    /// <summary>What there is: Sids and descriptions.</summary>
    public ConcurrentDictionary<string, string> Sinks { get; } = new();

    /// <summary>Of what anything arrived: Sids, and descriptions of creations.</summary>
    public ConcurrentDictionary<string, bool> Seen { get; } = new();

    /// <summary>Is called when a request is there.</summary>
    public Action OnRequest { get; init; } = () => { };

    /// <summary>Whether it fails no more.</summary>
    public bool IsHealthy { get; set; }

    public int Requests => this.server.Requests.Count;

    public int Faults => this.faults;

    public void Dispose() => this.server.Dispose();

    /// <summary>The Sid of a number.</summary>
    public static string Sid(int number) => "DG" + number.ToString("x32", CultureInfo.InvariantCulture);

    private static string Item(string line) => line.Split(' ')[1].Split('/').Last();

    private static Reply Ok(string body) => Reply.Http(200, body);

    private static Reply Raw(string text, Ending ending = Ending.Close) => Reply.Raw(text) with { Ending = ending };

    private static Reply Slowly(byte[] bytes) => new([], Ending.KeepAlive)
    {
        Then = async (stream, stop) =>
        {
            foreach (byte b in bytes.Take(100))
            {
                await stream.WriteAsync(new[] { b }, stop);
                await Task.Yield();
            }

            await stream.WriteAsync(bytes.Skip(100).ToArray(), stop);
        },
    };

    private Ending? OnConnection() =>
        !this.IsHealthy && this.Chance("connection", Interlocked.Increment(ref this.connections)).Next(20) == 0 ? this.Fault(Ending.Reset)
            : null;

    private Ending? OnHead(string head)
    {
        string line = head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)];

        // A head of a creation does not say which one it is.
        this.Seen[Item(line)] = true;
        return !this.IsHealthy && this.Chance("head " + line, this.heads.AddOrUpdate(line, 1, (_, n) => n + 1)).Next(100) == 0
            ? this.Fault(Ending.Reset) : null;
    }

    private Reply Answer(ReceivedRequest request)
    {
        string item = request.Line.EndsWith("/Sinks", StringComparison.Ordinal) ? request.Field("Description")! : Item(request.Line);
        this.Seen[item] = true;
        this.OnRequest();
        Random chance = this.Chance(item, this.tries.AddOrUpdate(request.Line + item, 1, (_, n) => n + 1));
        if (this.IsHealthy || chance.Next(10) != 0) return this.Act(request, item);
        Interlocked.Increment(ref this.faults);
        string garbage = Encoding.Latin1.GetString([.. Enumerable.Range(0, 40).Select(_ => (byte)chance.Next(256))]);
        int fault = chance.Next(26);
        if (fault < 9) return NotActed(fault);

        // It was done, or by chance it was not where the answer does not say that it was.
        Reply done = fault >= 18 || chance.Next(3) != 0 ? this.Act(request, item) : Reply.Reset;
        string whole = Encoding.UTF8.GetString(done.Bytes);
        return fault switch
        {
            9 => Reply.Reset,
            10 => new Reply([], Ending.Close),
            11 => Reply.Silence,
            12 => Raw("HTTP/1."),
            13 => Raw("HTTP/1.1 200 OK\r\nContent-Le"),
            14 => Reply.Http(500, garbage, headers: "Retry-After: 0\r\n"),
            15 => Reply.Http(502, "<html>"),
            16 => Reply.Http(504, string.Empty),
            17 => Reply.Http(408, "{}"),
            18 => Raw(whole[..(whole.Length / 2)]),
            19 => Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"sid\":"),
            20 => Reply.Http(200, garbage),
            21 => Reply.Http(200, "{}", headers: "Content-Encoding: gzip\r\n"),

            // These are no faults to the client.
            22 => Raw("HTTP/1.1 100 Continue\r\n\r\n" + whole, Ending.KeepAlive),
            23 => new Reply(done.Bytes, Ending.Close),
            24 => whole.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? done
                : Raw(whole + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Ending.KeepAlive),
            _ => Slowly(done.Bytes),
        };
    }

    private static Reply NotActed(int fault) => fault switch
    {
        0 => Reply.Reset,
        1 => Reply.Silence,
        2 => Reply.Http(429, "{\"code\":20429,\"message\":\"Too many requests\"}", headers: "Retry-After: 0\r\n"),
        3 => Reply.Http(503, "{}", headers: "Retry-After: 1\r\n"),
        4 => Reply.Http(400, "{\"code\":20001,\"message\":\"No\"}"),
        5 => Reply.Http(403, string.Empty),
        6 => Reply.Http(307, string.Empty, headers: "Location: /v1/Sinks/elsewhere\r\n"),
        7 => Raw("HTTP/1.1 400 Bad\r\nContent-Length: 500\r\n\r\n{\"mess"),
        _ => Raw("HTTP/1.1 500 Bad\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    };

    private Reply Act(ReceivedRequest request, string item)
    {
        if (request.Line.StartsWith("DELETE", StringComparison.Ordinal))
        {
            return this.Sinks.TryRemove(item, out _) ? new Reply(Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\n\r\n"))
                : Reply.Http(404, "{\"code\":20404,\"message\":\"Not found\"}");
        }

        string description = request.Field("Description")!;
        string sid = item == description ? Sid(Interlocked.Increment(ref this.created)) : item;
        this.Sinks[sid] = description;
        return Ok(ScriptedServer.SinkJson(sid, description));
    }

    private Ending Fault(Ending ending)
    {
        Interlocked.Increment(ref this.faults);
        return ending;
    }

    private Random Chance(string item, int attempt)
    {
        // string.GetHashCode is another in each process.
        int hash = this.seed;
        foreach (char c in item) hash = unchecked((hash * 31) + c);
        return new Random(unchecked((hash * 31) + attempt));
    }
}
