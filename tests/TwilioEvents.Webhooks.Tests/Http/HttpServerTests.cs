using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Webhooks.Http;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Http;

/// <summary>The server, over real sockets and with time that the test lets pass.</summary>
public sealed class HttpServerTests : IDisposable
{
    private const string Date = "Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n";
    private const string NoContent = "HTTP/1.1 204 No Content\r\n" + Date + "\r\n";
    private const string Post = "POST /e HTTP/1.1\r\nHost: h\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock clock = new();
    private readonly ConcurrentQueue<HttpRequest> requests = new();
    private readonly ConcurrentQueue<Exception> errors = new();
    private HttpServer? server;

    public void Dispose()
    {
        this.server?.Dispose();
        Assert.Empty(this.errors);
    }

    [Fact]
    public async Task It_listens_on_both_loopback_addresses_with_one_port()
    {
        HttpServer server = this.Start();
        Assert.Equal(Socket.OSSupportsIPv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"],
            server.EndPoints.Select(point => point.Address.ToString()));
        Assert.NotEqual(0, server.Port);
        foreach (IPEndPoint point in server.EndPoints)
        {
            Assert.Equal(server.Port, point.Port);
            using RawClient client = await RawClient.ConnectAsync(point);
            await client.SendAsync(Post + "Content-Length: 2\r\n\r\nab");
            Assert.Equal(NoContent, await client.ReadHeadAsync());
        }
    }

    [Fact]
    public void It_listens_on_one_address_alone_where_one_is_given()
    {
        HttpServer server = this.Start(new HttpServerOptions { ListenAddress = IPAddress.Loopback });
        Assert.Equal([IPAddress.Loopback], server.EndPoints.Select(point => point.Address));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_and_a_stopped_server_frees_its_port()
    {
        HttpServer first = this.Start();
        var options = new HttpServerOptions { Port = first.Port };
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => this.Start(options)).SocketErrorCode);

        using RawClient client = await this.ConnectAsync(first);
        await client.SendAsync(Post + "\r\n");
        await client.ReadHeadAsync();
        await first.StopAsync(Patience);
        Assert.Equal(first.Port, this.Start(options).Port);
    }

    [Fact]
    public async Task A_request_comes_as_it_was_sent()
    {
        this.Start();
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync("pOST http://h:1?a=%41 HTTP/1.1\r\nHost: anybody.example\r\nx-a: 1\r\nX-A:  \u00E9 \r\n"
            + "Content-Length: 3\r\n\r\na\0c");
        await client.ReadHeadAsync();

        HttpRequest request = Assert.Single(this.requests);
        Assert.Equal("pOST", request.Method);
        Assert.Equal("http://h:1?a=%41", request.Target);
        Assert.Equal("/?a=%41", request.PathAndQuery);
        Assert.Equal(["1", "\u00E9"], request.Values("X-a"));
        Assert.Equal("1", request.Value("X-A"));
        Assert.Null(request.Value("X-B"));
        Assert.Equal("a\0c"u8.ToArray(), request.Body);
        Assert.Equal(HttpBodyState.Whole, request.BodyState);
    }

    [Fact]
    public async Task Requests_that_come_at_once_are_answered_in_order_on_one_connection()
    {
        this.Start(answer: request => Task.FromResult(new HttpAnswer(200, "OK", request.Body)));
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync(string.Concat(Enumerable.Range(1, 5).Select(i => Post + "Content-Length: 1\r\n\r\n" + i))
            + Post + "Transfer-Encoding: chunked\r\n\r\n2\r\n67\r\n0\r\n\r\n" + Post + "Connection: x, Close\r\n\r\n" + Post + "\r\n");
        string answers = await client.ReadToEndAsync();

        string Ok(string body) => "HTTP/1.1 200 OK\r\n" + Date + "Content-Length: " + body.Length + "\r\n\r\n" + body;
        Assert.Equal(Ok("1") + Ok("2") + Ok("3") + Ok("4") + Ok("5") + Ok("67")
            + "HTTP/1.1 200 OK\r\n" + Date + "Content-Length: 0\r\nConnection: close\r\n\r\n", answers);
    }

    [Fact]
    public async Task HEAD_is_answered_without_the_body_and_HTTP_1_0_with_the_end_of_the_connection()
    {
        this.Start(answer: _ => Task.FromResult(new HttpAnswer(200, "OK", "abc"u8.ToArray(), [new("X-Y", "z")])));
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync("HEAD / HTTP/1.0\r\n\r\n");
        Assert.Equal("HTTP/1.1 200 OK\r\n" + Date + "X-Y: z\r\nContent-Length: 3\r\nConnection: close\r\n\r\n",
            await client.ReadToEndAsync());
    }

    [Fact]
    public async Task A_sender_that_waits_to_be_told_is_told_to_go_on_and_one_that_does_not_wait_is_not()
    {
        this.Start();
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync(Post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadHeadAsync());
        await client.SendAsync("ab");
        Assert.Equal(NoContent, await client.ReadHeadAsync());
        await client.SendAsync(Post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab"
            + Post + "Expect: 100-continue\r\n\r\n" + Post + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
        Assert.Equal(NoContent + NoContent + "HTTP/1.1 204 No Content\r\n" + Date + "Connection: close\r\n\r\n",
            await client.ReadToEndAsync());
        Assert.Equal(HttpBodyState.TooLarge, this.requests.Last().BodyState);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HttpClient_is_served_whole_or_in_chunks(bool inChunks)
    {
        HttpServer server = this.Start(answer: request => Task.FromResult(new HttpAnswer(200, "OK", request.Body)));
        using var client = new HttpClient();
        byte[] body = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)i)];
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost:" + server.Port + "/e")
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.TransferEncodingChunked = inChunks;
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        await Until(() => server.BodySize == 0);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003")]
    [InlineData("hello\r\n\r\n")]
    [InlineData(Post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    public async Task What_is_not_a_request_is_closed_without_an_answer(string text)
    {
        this.Start();
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync(text);
        Assert.Empty(await client.ReadToEndAsync());
        Assert.Empty(this.requests);
    }

    [Fact]
    public async Task An_exception_of_the_function_that_answers_is_told_and_nothing_is_sent_in_its_place()
    {
        this.Start(answer: _ => throw new InvalidOperationException("Out of order."));
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync(Post + "\r\n");
        Assert.Empty(await client.ReadToEndAsync());
        Assert.True(this.errors.TryDequeue(out Exception? error));
        Assert.Equal("Out of order.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("POST /e HTTP/1.1\r\nHost:")]
    public async Task A_head_slower_than_5_seconds_is_closed_without_an_answer(string start)
    {
        HttpServer server = this.Start();
        using RawClient slow = await this.ConnectAsync();
        await slow.SendAsync(start);
        await Until(() => server.Connections == 1);
        this.clock.Advance(TimeSpan.FromSeconds(5.5));
        Assert.Empty(await slow.ReadToEndAsync());
        await Until(() => server.Connections == 0);
    }

    [Fact]
    public async Task A_head_within_5_seconds_is_answered_also_where_its_bytes_come_one_by_one()
    {
        HttpServer server = this.Start();
        using RawClient slow = await this.ConnectAsync();
        await Until(() => server.Connections == 1);
        foreach (char c in Post + "\r")
        {
            await slow.SendAsync(c.ToString());
            this.clock.Advance(TimeSpan.FromSeconds(0.1));
        }

        await slow.SendAsync("\n");
        Assert.StartsWith("HTTP/1.1 204", await slow.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_slower_than_10_seconds_is_closed_without_an_answer_and_its_room_is_free_again()
    {
        HttpServer server = this.Start();
        using RawClient slow = await this.ConnectAsync();
        await slow.SendAsync(Post + "Content-Length: 100\r\n\r\na");
        await Until(() => server.BodySize == 100);
        this.clock.Advance(TimeSpan.FromSeconds(9.5));
        await slow.SendAsync("b");
        Assert.Equal(1, server.Connections);
        this.clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await slow.ReadToEndAsync());
        Assert.Equal(0, server.BodySize);
        Assert.Empty(this.requests);
    }

    [Fact]
    public async Task A_connection_may_be_silent_for_two_minutes_between_two_requests()
    {
        HttpServer server = this.Start();
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync(Post + "\r\n");
        await client.ReadHeadAsync();
        this.clock.Advance(TimeSpan.FromSeconds(119));
        await client.SendAsync(Post + "\r\n");
        Assert.StartsWith("HTTP/1.1 204", await client.ReadHeadAsync(), StringComparison.Ordinal);
        this.clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Empty(await client.ReadToEndAsync());
        await Until(() => server.Connections == 0);
    }

    [Fact]
    public async Task A_body_over_4_MiB_is_answered_as_the_function_says_and_the_sender_can_read_it()
    {
        HttpServer server = this.Start();
        foreach (string framing in new[] { "Content-Length: 6000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5b8d80\r\n" })
        {
            using RawClient client = await this.ConnectAsync();
            await client.SendAsync(Post + framing);

            // All of it is sent before the answer is read: it must not be lost in a reset.
            await client.SendAsync(new byte[6_000_000]);
            Assert.Equal("HTTP/1.1 204 No Content\r\n" + Date + "Connection: close\r\n\r\n", await client.ReadHeadAsync());
            Assert.Equal(HttpBodyState.TooLarge, this.requests.Last().BodyState);
            Assert.Empty(this.requests.Last().Body);
            Assert.Equal(0, server.BodySize);
        }

        using RawClient just = await this.ConnectAsync();
        await just.SendAsync(Post + "Content-Length: 4194304\r\n\r\n");
        await just.SendAsync(new byte[4194304]);
        Assert.Equal(NoContent, await just.ReadHeadAsync());
        Assert.Equal(4194304, this.requests.Last().Body.Length);
    }

    [Fact]
    public async Task The_honest_sender_is_served_beside_a_thousand_connections_that_say_nothing()
    {
        HttpServer server = this.Start();
        var silent = new List<RawClient>();
        try
        {
            for (int i = 0; i < 1000; i++)
            {
                silent.Add(await this.ConnectAsync());
                if (i % 2 == 0) await silent[i].SendAsync("POST");
            }

            await Until(() => server.Connections == 1000);
            using RawClient honest = await this.ConnectAsync();
            await honest.SendAsync(Post + "Content-Length: 2\r\n\r\nab");
            Assert.Equal(NoContent, await honest.ReadHeadAsync());
            Assert.True(server.Connections <= 1000);
        }
        finally
        {
            foreach (RawClient client in silent) client.Dispose();
        }
    }

    [Fact]
    public async Task The_connection_that_has_been_reading_for_the_longest_time_gives_way_and_none_that_waits_for_its_answer()
    {
        var answer = new TaskCompletionSource<HttpAnswer>();
        HttpServer server = this.Start(new HttpServerOptions { MaximumConnections = 3 }, _ => answer.Task);
        using RawClient waiting = await this.ConnectAsync();
        await waiting.SendAsync(Post + "\r\n");
        await Until(() => this.requests.Count == 1);
        this.clock.Advance(TimeSpan.FromSeconds(1));
        using RawClient older = await this.ConnectAsync();
        await Until(() => server.Connections == 2);
        this.clock.Advance(TimeSpan.FromSeconds(1));
        using RawClient newer = await this.ConnectAsync();
        await Until(() => server.Connections == 3);
        using RawClient next = await this.ConnectAsync();
        Assert.Empty(await older.ReadToEndAsync());
        await newer.SendAsync(Post + "\r\n");
        await next.SendAsync(Post + "\r\n");
        await Until(() => this.requests.Count == 3);

        // All three wait for their answers: a fourth is not taken.
        using RawClient tooMany = await this.ConnectAsync();
        Assert.Empty(await tooMany.ReadToEndAsync());
        answer.SetResult(new HttpAnswer(204, "No Content"));
        Assert.All([waiting, newer, next],
            client => Assert.StartsWith("HTTP/1.1 204", client.ReadHeadAsync().WaitAsync(Patience).Result, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bodies_that_do_not_come_to_an_end_give_way_to_one_that_does()
    {
        HttpServer server = this.Start(new HttpServerOptions { MaximumBodySize = 1_000_000, MaximumBodySizeInTotal = 2_500_000 });
        var stuck = new List<RawClient>();
        for (int i = 0; i < 2; i++)
        {
            this.clock.Advance(TimeSpan.FromSeconds(1));
            stuck.Add(await this.ConnectAsync());
            await stuck[i].SendAsync(Post + "Content-Length: 1000000\r\n\r\n");
            await stuck[i].SendAsync(new byte[999_999]);
            await Until(() => server.BodySize == (i + 1) * 1_000_000);
        }

        using RawClient honest = await this.ConnectAsync();
        await honest.SendAsync(Post + "Content-Length: 1000000\r\n\r\n");
        await honest.SendAsync(new byte[1_000_000]);
        Assert.StartsWith("HTTP/1.1 204", await honest.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Empty(await stuck[0].ReadToEndAsync());
        await stuck[1].SendAsync("x");
        Assert.StartsWith("HTTP/1.1 204", await stuck[1].ReadHeadAsync(), StringComparison.Ordinal);
        await Until(() => server.BodySize == 0);
        foreach (RawClient client in stuck) client.Dispose();
    }

    [Fact]
    public async Task Where_whole_bodies_leave_no_room_the_request_comes_without_its_body()
    {
        var answer = new TaskCompletionSource<HttpAnswer>();
        this.Start(new HttpServerOptions { MaximumBodySizeInTotal = 150 }, _ => answer.Task);
        using RawClient first = await this.ConnectAsync();
        await first.SendAsync(Post + "Content-Length: 100\r\n\r\n" + new string('a', 100));
        await Until(() => this.requests.Count == 1);
        using RawClient second = await this.ConnectAsync();
        await second.SendAsync(Post + "Content-Length: 100\r\n\r\n" + new string('a', 100));
        await Until(() => this.requests.Count == 2);
        Assert.Equal(HttpBodyState.NoRoom, this.requests.Last().BodyState);
        answer.SetResult(new HttpAnswer(204, "No Content"));
        Assert.Contains("Connection: close", await second.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_is_taken_by_bytes_that_came_and_not_by_lengths_that_were_announced()
    {
        HttpServer server = this.Start();
        using RawClient client = await this.ConnectAsync();
        await client.SendAsync(Post + "Content-Length: 4000000\r\n\r\na");
        await Until(() => server.BodySize > 0);
        Assert.True(server.BodySize <= 8192);
    }

    [Fact]
    public void The_limits_are_those_of_the_help()
    {
        var limits = new HttpServerOptions();
        Assert.Equal((4 << 20, 64 << 20, 1000), (limits.MaximumBodySize, limits.MaximumBodySizeInTotal, limits.MaximumConnections));
        Assert.Equal((5, 10), (limits.HeadTimeout.TotalSeconds, limits.BodyTimeout.TotalSeconds));
    }

    [Fact]
    public async Task Stop_closes_what_is_not_whole_and_waits_for_the_answer_of_a_request_in_hand()
    {
        var answer = new TaskCompletionSource<HttpAnswer>();
        HttpServer server = this.Start(answer: _ => answer.Task);
        using RawClient inHand = await this.ConnectAsync();
        await inHand.SendAsync(Post + "\r\n");
        await Until(() => this.requests.Count == 1);
        using RawClient half = await this.ConnectAsync();
        await half.SendAsync("POST");
        await Until(() => server.Connections == 2);

        Task stopped = server.StopAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(await half.ReadToEndAsync());
        await Assert.ThrowsAnyAsync<SocketException>(() => this.ConnectAsync(server));
        Assert.False(stopped.IsCompleted);
        answer.SetResult(new HttpAnswer(503, "Service Unavailable"));
        Assert.Equal("HTTP/1.1 503 Service Unavailable\r\n" + Date + "Content-Length: 0\r\nConnection: close\r\n\r\n",
            await inHand.ReadToEndAsync());
        inHand.Dispose();
        await stopped.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stop_never_answers_a_request_in_hand_by_itself()
    {
        HttpServer server = this.Start(answer: _ => new TaskCompletionSource<HttpAnswer>().Task);
        using RawClient inHand = await this.ConnectAsync();
        await inHand.SendAsync(Post + "Content-Length: 2\r\n\r\nab");
        await Until(() => this.requests.Count == 1);
        Task stopped = server.StopAsync(TimeSpan.FromSeconds(1));
        this.clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await inHand.ReadToEndAsync());
        await stopped.WaitAsync(Patience);
        Assert.Equal(0, server.BodySize);
    }

    [Fact]
    public void An_answer_cannot_hold_a_line_break_and_has_a_status_of_a_final_answer()
    {
        Assert.Throws<ArgumentException>(() => new HttpAnswer(200, "OK\r\nX: y"));
        Assert.Throws<ArgumentException>(() => new HttpAnswer(200, "OK", null, [new("X", "y\r\nZ: a")]));
        Assert.Throws<ArgumentException>(() => new HttpAnswer(204, "No Content", [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HttpAnswer(100, "Continue"));
    }

    private static async Task Until(Func<bool> condition)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!condition())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private HttpServer Start(HttpServerOptions? options = null, Func<HttpRequest, Task<HttpAnswer>>? answer = null)
    {
        options ??= new HttpServerOptions();
        options.Clock = this.clock;
        return this.server = HttpServer.Start(options, request =>
        {
            this.requests.Enqueue(request);
            return answer is null ? Task.FromResult(new HttpAnswer(204, "No Content")) : answer(request);
        }, this.errors.Enqueue);
    }

    private Task<RawClient> ConnectAsync(HttpServer? server = null) => RawClient.ConnectAsync((server ?? this.server!).EndPoints[0]);
}
