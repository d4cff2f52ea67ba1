using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>
/// What a network and a server can do to one call, over real sockets. After each of them the same client makes
/// another call, which must work.
/// </summary>
public sealed class FaultTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly string Json = ScriptedServer.SinkJson(Sid, "x");

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["nothing, and the end"] = new(Raw(string.Empty), typeof(TwilioConnectionException)),
        ["a reset"] = new(Reply.Reset, typeof(TwilioConnectionException)),
        ["half a status line"] = new(Raw("HTTP/1."), typeof(TwilioConnectionException)),
        ["a status line that is none"] = new(Raw("Hello there\r\n\r\n"), typeof(TwilioConnectionException)),
        ["a status that is no number"] = new(Raw("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"), typeof(TwilioConnectionException)),
        ["a status of 999"] = new(Reply.Http(999, "{}"), typeof(TwilioApiException)),
        ["an HTTP of tomorrow"] = new(Raw("HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}"), typeof(TwilioEventsException)),
        ["half the headers"] = new(Raw("HTTP/1.1 200 OK\r\nContent-Type: applica"), typeof(TwilioConnectionException)),
        ["half the headers and a reset"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Type: applica", Ending.Reset), typeof(TwilioConnectionException)),
        ["a header without a colon"] = new(Raw("HTTP/1.1 200 OK\r\nContent-Length\r\n\r\n" + Json), typeof(TwilioConnectionException)),
        ["headers of 1 MiB"] =
            new(Raw("HTTP/1.1 200 OK\r\nX-Long: " + new string('x', 1 << 20) + "\r\nContent-Length: 2\r\n\r\n{}"),
                typeof(TwilioConnectionException)),
        ["thousands of headers"] =
            new(Raw("HTTP/1.1 200 OK\r\n" + Repeat("X-Many: x\r\n", 100_000) + "Content-Length: 2\r\n\r\n{}"),
                typeof(TwilioConnectionException)),
        ["half a body"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: " + Json.Length + "\r\n\r\n" + Json[..(Json.Length / 2)]),
                typeof(TwilioResponseException)),
        ["half a body and a reset"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: " + Json.Length + "\r\n\r\n" + Json[..(Json.Length / 2)], Ending.Reset),
                typeof(TwilioEventsException)),
        ["a body shorter than its length, and silence"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + Json, Ending.Hang), typeof(TwilioTimeoutException)),
        ["a body longer than its length"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: " + Json.Length + "\r\n\r\n" + Json
                + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\"you\"", Ending.KeepAlive), null),
        ["a length that cuts the JSON"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + Json, Ending.KeepAlive), typeof(TwilioResponseException)),
        ["a length below nothing"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + Json), typeof(TwilioEventsException), OrSuccess: true),
        ["a length beyond all numbers"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + Json), typeof(TwilioEventsException),
                OrSuccess: true),
        ["two lengths"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: " + Json.Length + "\r\n\r\n" + Json),
                typeof(TwilioEventsException), OrSuccess: true),
        ["no length at all"] = new(Raw("HTTP/1.1 200 OK\r\n\r\n" + Json), null),
        ["an encoding that is not there"] = new(Encoded("gzip", Encoding.UTF8.GetBytes(Json)), typeof(TwilioResponseException)),
        ["an encoding that nobody knows"] = new(Encoded("zebra", [1, 2, 3, 0xFF]), typeof(TwilioResponseException)),
        ["gzip"] = new(Encoded("gzip", Gzip(Json)), null),
        ["half a gzip"] = new(Encoded("gzip", Gzip(Json)[..50]), typeof(TwilioResponseException)),
        ["gzip that grows to 1 GiB"] = new(Encoded("gzip", Bomb()), typeof(TwilioResponseException)),
        ["chunks"] =
            new(Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunk(Json[..9]) + Chunk(Json[9..]) + Chunk(string.Empty),
                Ending.KeepAlive), null),
        ["chunks that stop"] =
            new(Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunk(Json[..9]), Ending.Hang),
                typeof(TwilioTimeoutException)),
        ["chunks that end"] =
            new(Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunk(Json[..9])), typeof(TwilioResponseException)),
        ["a chunk whose length is none"] =
            new(Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n" + Json), typeof(TwilioResponseException)),
        ["one byte at a time, to the end"] =
            new(Slowly("HTTP/1.1 200 OK\r\nContent-Length: " + Json.Length + "\r\n\r\n" + Json, endless: false), null),
        ["one byte at a time, for ever"] =
            new(Slowly("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", endless: true), typeof(TwilioTimeoutException)),
        ["headers one byte at a time, for ever"] =
            new(Slowly("HTTP/1.1 200 OK\r\nX-Long: ", endless: true), typeof(TwilioTimeoutException)),
        ["no answer"] = new(Reply.Silence, typeof(TwilioTimeoutException)),
        ["continue first"] =
            new(Raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
                + Json.Length + "\r\n\r\n" + Json, Ending.KeepAlive), null),
        ["continue for ever"] =
            new(new Reply([],
                Ending.Close) { Then =
                    (stream, stop) => For(stream, 1 << 30, Encoding.ASCII.GetBytes(Repeat("HTTP/1.1 100 Continue\r\n\r\n", 1000)), stop) },
                        typeof(TwilioEventsException)),
        ["another protocol"] =
            new(Raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"), typeof(TwilioApiException)),
        ["a redirect to itself"] =
            new(Reply.Http(307, string.Empty, headers: "Location: /v1/Sinks/" + Sid + "\r\n"), typeof(TwilioApiException)),
        ["a redirect to nowhere"] = new(Reply.Http(302, string.Empty, headers: "Location: http://[::bad\r\n"), typeof(TwilioApiException)),
        ["1 GiB, announced"] =
            new(new Reply(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"),
                Ending.Close) { Then = (stream, stop) => For(stream, 1 << 30, new byte[1 << 16], stop) }, typeof(TwilioResponseException)),
        ["1 GiB in chunks"] =
            new(new Reply(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                Ending.Close) { Then =
                    (stream, stop) => For(stream, 1 << 30, Encoding.ASCII.GetBytes(Chunk(new string(' ', 1 << 16))), stop) },
                        typeof(TwilioResponseException)),
        ["1 GiB without a length"] =
            new(new Reply(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n"),
                Ending.Close) { Then = (stream, stop) => For(stream, 1 << 30, new byte[1 << 16], stop) }, typeof(TwilioResponseException)),
        ["1 GiB of an error"] =
            new(new Reply(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad\r\n\r\n"),
                Ending.Close) { Then = (stream, stop) => For(stream, 1 << 30, new byte[1 << 16], stop) }, typeof(TwilioApiException)),
        ["nothing"] = new(Reply.Http(200, string.Empty), typeof(TwilioResponseException)),
        ["white space"] = new(Reply.Http(200, " \r\n\t "), typeof(TwilioResponseException)),
        ["null"] = new(Reply.Http(200, "null"), typeof(TwilioResponseException)),
        ["an empty object"] = new(Reply.Http(200, "{}"), typeof(TwilioResponseException)),
        ["a list"] = new(Reply.Http(200, "[" + Json + "]"), typeof(TwilioResponseException)),
        ["two objects"] = new(Reply.Http(200, Json + Json), typeof(TwilioResponseException)),
        ["objects 100,000 deep"] = new(Reply.Http(200, Repeat("{\"a\":", 100_000)), typeof(TwilioResponseException)),
        ["lists 100,000 deep"] =
            new(Reply.Http(200, "{\"sid\":" + new string('[', 100_000) + new string(']', 100_000) + "}"), typeof(TwilioResponseException)),
        ["an error 100,000 deep"] = new(Reply.Http(400, "{\"message\":" + new string('[', 100_000)), typeof(TwilioApiException)),
        ["a name twice"] = new(Reply.Http(200, "{\"sid\":\"DGffffffffffffffffffffffffffffffff\"," + Json[1..]), null),
        ["NaN"] = new(Reply.Http(200, Json[..^1] + ",\"x\":NaN,\"y\":-Infinity,\"z\":1e999}"), null),
        ["a number of a million digits"] =
            new(Reply.Http(200, Json[..^1] + ",\"x\":" + new string('9', 1_000_000) + "}"), typeof(TwilioResponseException)),
        ["half a surrogate"] = new(Reply.Http(200, Json[..^1] + ",\"x\":\"\\ud800\",\"\\udc00\":1}"), null),
        ["no UTF-8"] =
            new(Raw("HTTP/1.1 200 OK\r\nContent-Length: " + (Json.Length + 9) + "\r\n\r\n" + Json[..^1] + ",\"x\":\"\u00ff\u00fe\"}",
                Ending.KeepAlive), null),
        ["an encoding of text that is none"] = new(Reply.Http(200, Json, "application/json; charset=zebra"), null),
        ["a byte order mark"] = new(Reply.Http(200, "\ufeff" + Json), null),
        ["numbers for texts"] = new(Reply.Http(200, Json.Replace("\"kinesis\"", "42")), null),
        ["objects for texts"] = new(Reply.Http(200, Json.Replace("\"kinesis\"", "{\"a\":[1]}")), null),
        ["a text for an object"] = new(Reply.Http(200, ScriptedServer.SinkJson(Sid, "x", "\"none\"")), null),
        ["dates that are none"] = new(Reply.Http(200, Json.Replace("2015-07-30T20:00:00Z", "2015-02-31T25:00:00Z")), null),
        ["200,000 names"] =
            new(Reply.Http(200, Json[..^1] + "," + string.Join(",", Enumerable.Range(0, 200_000).Select(i => "\"" + i + "\":0")) + "}"),
                null),
        ["an error of 200,000 details"] =
            new(Reply.Http(400, "{\"errors\":[" + string.Join(",", Enumerable.Repeat("{\"detail\":\"x\"}", 200_000)) + "]}"),
                typeof(TwilioApiException)),
        ["an error whose code is a text"] =
            new(Reply.Http(400, "{\"code\":\"20001; DROP\",\"message\":{\"a\":1},\"more_info\":7}"), typeof(TwilioApiException)),
        ["an error page"] = new(Reply.Http(502, "<html>" + new string('x', 100_000), "text/html"), typeof(TwilioApiException)),
    };

    public static TheoryData<string> Names() => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_right_error_or_a_success_and_the_next_call_works(string name)
    {
        Fault fault = Faults[name];
        int calls = 0;
        using var server = new ScriptedServer(_ => Interlocked.Increment(ref calls) == 1 ? fault.Reply : Reply.Http(200, Json));
        using TwilioEventsClient client =
            Client(server.BaseUri, fault.Error == typeof(TwilioTimeoutException) ? new ClockFromArrival(server) : Clock.System);
        Task<Sink> call = client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        Assert.Same(call, await Task.WhenAny(call, Task.Delay(Hang.Limit)));
        Exception? error = await Record.ExceptionAsync(() => call);
        if (fault.Error is null || (fault.OrSuccess && error is null)) Assert.Equal(Sid, (await call).Sid);
        else Assert.IsAssignableFrom(fault.Error, error);
        if (error is TwilioEventsException said)
        {
            Assert.InRange(said.Message.Length, 1, 1000);
            Assert.Equal(
                said is TwilioApiException { StatusCode: < 500 and not (101 or 303 or 408) } ? RequestOutcome.Refused
                    : RequestOutcome.MayHaveBeenApplied, said.Outcome);
        }

        using TwilioEventsClient again = Client(server.BaseUri);
        Assert.Equal(Sid, (await again.UpdateSinkAsync(Sid, "x", CancellationToken.None)).Sid);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 2\u001b[31m0 OK\r\n\r\n")]
    [InlineData("\u001b]0;title\u0007 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 \u001b[31mOK\u009b1m\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 404 \u001b[31mOK\u009b1m\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX\u001b[31m: y\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX\u001b[31m y\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: \u001b[31my\r\nTwilio-Request-Id: \u001b[31mRQ\u0085\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: \u001b[31m\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\u001b[31m\r\n{}")]
    [InlineData("HTTP/1.1 400 Bad\r\nContent-Type: \u001b[31m\r\nContent-Length: 20\r\n\r\n{\"message\":\"\u001b[31m\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"\u001b\": \u001b")]
    public async Task What_a_terminal_obeys_reaches_no_part_of_an_error(string answer)
    {
        using var server = new ScriptedServer(_ => Raw(answer));
        using TwilioEventsClient client = Client(server.BaseUri);
        Exception? error = await Record.ExceptionAsync(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        string told =
            Assert.IsAssignableFrom<TwilioEventsException>(error) + (error as TwilioApiException)?.RequestId
                + (error as TwilioResponseException)?.RequestId;
        Assert.DoesNotContain(told, c => char.IsControl(c) && c is not ('\r' or '\n'));
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
            Assert.DoesNotContain(cause.Message, char.IsControl);
    }

    [Fact]
    public async Task What_an_odd_answer_says_arrives_as_it_is()
    {
        Sink sink = await AskAsync(
            Json.Replace("\"kinesis\"", "42").Replace("\"active\"", "true").Replace("2015-07-30T20:00:00Z", "tomorrow"));
        Assert.Equal(("42", "true", null), (sink.SinkType, sink.Status, sink.DateCreated));
        Assert.NotNull(sink.DateUpdated);
        Assert.Equal("last", (await AskAsync(Json[..^1] + ",\"description\":\"last\"}")).Description);
        Assert.Equal("a\ufffdb", (await AskAsync(Json[..^1] + ",\"description\":\"a\\ud800b\"}")).Description);
        Assert.Null((await AskAsync(Json.Replace("\"kinesis\"", "[1,2]"))).SinkType);
    }

    [Fact]
    public async Task A_deletion_needs_no_text()
    {
        using var server = new ScriptedServer(_ => Encoded("gzip", [1, 2, 3]));
        using TwilioEventsClient client = Client(server.BaseUri);
        await client.DeleteSinkAsync(Sid, CancellationToken.None);
        Assert.Null(Assert.Single(server.Requests).Header("Content-Type"));
        Assert.Equal("0", server.Requests[0].Header("Content-Length"));
    }

    [Fact]
    public async Task A_body_that_is_cut_off_while_it_is_sent_may_have_arrived()
    {
        using var server =
            new ScriptedServer(_ => Reply.Http(200, Json)) { OnHead =
                head => head.Contains("/Sinks HTTP", StringComparison.Ordinal) ? Ending.Reset : null };
        using TwilioEventsClient client = Client(server.BaseUri);
        var large = new Hashtable { ["destination"] = new string('x', 4 << 20) };
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(
            () => client.CreateSinkAsync("x", SinkDefinition.Other("webhook", large), CancellationToken.None));
        Assert.Equal(RequestOutcome.MayHaveBeenApplied, error.Outcome);
        Assert.Empty(server.Requests);
        Assert.Equal(Sid, (await client.UpdateSinkAsync(Sid, "x", CancellationToken.None)).Sid);
    }

    [Fact]
    public void A_map_finds_the_last_of_equal_names_however_many_it_holds()
    {
        string text = "{" + string.Join(",", Enumerable.Range(0, 100).Select(i => "\"" + (i % 50) + "\":" + i)) + "}";
        var map = (JsonMap)JsonText.Parse(text)!;
        Assert.Equal(50, map.Properties.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i + ":" + (i + 50)), map.Properties.Select(p => p.Key + ":" + p.Value));
        Assert.Equal("99", map.Text("49"));
        Assert.Null(map["50"]);
    }

    /// <summary>What the server does.</summary>
    /// <param name="fault">The name of the fault.</param>
    internal static Reply ReplyOf(string fault) => Faults[fault].Reply;

    /// <summary>A client without retries: what is seen is what the one fault gives.</summary>
    /// <param name="baseUri">The server's address.</param>
    /// <param name="clock">Measures the time for a call, which is far above what any of these takes; null for the machine's.</param>
    internal static TwilioEventsClient Client(Uri baseUri, Clock? clock = null) =>
        new(new TwilioEventsClientOptions("AC" + new string('1', 32), "secret") { BaseUri = baseUri, Timeout = Hang.Limit,
            Clock = clock ?? Clock.System, MaximumRetryCount = 0 });

    private static async Task<Sink> AskAsync(string json)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, json));
        using TwilioEventsClient client = Client(server.BaseUri);
        return await client.GetSinkAsync(Sid, CancellationToken.None);
    }

    private static Reply Raw(string text, Ending ending = Ending.Close) => Reply.Raw(text) with { Ending = ending };

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Chunk(string text) =>
        text.Length.ToString("x", System.Globalization.CultureInfo.InvariantCulture) + "\r\n" + text + "\r\n";

    private static Reply Encoded(string encoding, byte[] body) =>
        new([.. Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + body.Length + "\r\n\r\n"), .. body]);

    private static Reply Slowly(string text, bool endless) => new([], endless ? Ending.Hang : Ending.KeepAlive)
    {
        Then = async (stream, stop) =>
        {
            foreach (byte b in Encoding.ASCII.GetBytes(text))
            {
                await stream.WriteAsync(new[] { b }, stop);
                await Task.Yield();
            }

            while (endless)
            {
                await stream.WriteAsync(new[] { (byte)'x' }, stop);
                await Task.Delay(5, stop);
            }
        },
    };

    private static async Task For(Stream stream, long bytes, byte[] piece, CancellationToken stop)
    {
        for (long sent = 0; sent < bytes; sent += piece.Length) await stream.WriteAsync(piece, stop);
    }

    private static byte[] Gzip(string text)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return result.ToArray();
    }

    // A gzip may be made of several, one behind the other.
    private static byte[] Bomb()
    {
        byte[] part = Gzip(new string(' ', 16 << 20));
        return [.. Enumerable.Repeat(part, 64).SelectMany(p => p)];
    }

    /// <summary>The time for a call is short, and passes only when its request has arrived.</summary>
    private sealed class ClockFromArrival(ScriptedServer server) : Clock
    {
        /// <inheritdoc/>
        public override async void CancelAfter(CancellationTokenSource source, TimeSpan time)
        {
            await server.Arrived.Task;
            base.CancelAfter(source, TimeSpan.FromMilliseconds(300));
        }
    }

    /// <summary>What the server does, and what comes of it.</summary>
    /// <param name="Reply">What it does.</param>
    /// <param name="Error">The error; null for a success.</param>
    /// <param name="OrSuccess">Whether the platforms differ, and one of them makes sense of it.</param>
    private sealed record Fault(Reply Reply, Type? Error, bool OrSuccess = false);
}
