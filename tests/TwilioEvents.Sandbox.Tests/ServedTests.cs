using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>A sandbox behind an address.</summary>
public sealed class ServedTests : IDisposable
{
    private readonly SandboxServer server = SandboxServer.Start(new SandboxHandler(authToken: SandboxApi.Secret));
    private readonly HttpClient client = new(new HttpClientHandler { UseProxy = false, MaxConnectionsPerServer = 200 });

    private string Base => this.server.BaseUri.GetLeftPart(UriPartial.Authority);

    public void Dispose()
    {
        this.client.Dispose();
        this.server.Dispose();
    }

    [Fact]
    public async Task Only_the_question_what_it_is_needs_no_credentials()
    {
        using HttpResponseMessage probe = await this.client.GetAsync(new Uri(this.Base + "/sandbox"));
        Assert.Equal("{\"twilio_events_sandbox\":1}", await probe.Content.ReadAsStringAsync());
        foreach (string path in new[] { "/v1/Sinks", "/sandbox/", "/sandbox/events", "/Sandbox", "/", "/sandbox/../v1/Sinks" })
        {
            using HttpResponseMessage refused = await this.client.GetAsync(new Uri(this.Base + path));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Basic realm=\"Twilio API\"", refused.Headers.WwwAuthenticate.Single().ToString());
            Assert.Equal(20003L, ((JsonMap)JsonText.Parse(await refused.Content.ReadAsStringAsync())!)["code"]);
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Addresses_in_an_answer_name_the_host_that_the_request_was_sent_to(string host)
    {
        string origin = "http://" + host + ":" + this.server.Port.ToString(CultureInfo.InvariantCulture);
        JsonMap page = (await this.SendAsync(HttpMethod.Get, origin + "/v1/Sinks?PageSize=1")).Json;
        Assert.StartsWith(origin + "/v1/Sinks?", ((JsonMap)page["meta"]!).Text("next_page_url"), StringComparison.Ordinal);
        Assert.StartsWith(origin + "/v1/Sinks/", ((JsonMap)((IReadOnlyList<object?>)page["sinks"]!)[0]!).Text("url"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("user:pass@host")]
    [InlineData("")]
    [InlineData("[::1")]
    public async Task A_host_that_is_none_is_refused(string host)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, this.server.Port);
        using var writer = new System.IO.StreamWriter(socket.GetStream()) { AutoFlush = true };
        await writer.WriteAsync("GET /v1/Sinks HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nAuthorization: "
            + SandboxApi.Authorization + "\r\n\r\n");
        using var reader = new System.IO.StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 400 BadRequest", (await reader.ReadToEndAsync()).Split('\r')[0]);
    }

    [Fact]
    public async Task A_hundred_connections_at_once_leave_what_some_order_explains()
    {
        // The account takes 94 more sinks, and each request changes the same one.
        string[] names = [.. Enumerable.Range(0, 100).Select(i => "name " + i.ToString(CultureInfo.InvariantCulture))];
        SandboxReply[][] replies = await Task.WhenAll(names.Select(async name => new[]
        {
            await this.SendAsync(HttpMethod.Post, this.Base + "/v1/Sinks", SandboxApi.Webhook),
            await this.SendAsync(HttpMethod.Post, this.Base + "/v1/Sinks/" + SandboxApi.SinkA, SandboxApi.Form(("Description", name))),
            await this.SendAsync(HttpMethod.Get, this.Base + "/v1/Sinks/" + SandboxApi.SinkA),
        }));
        Assert.Equal((94, 6), (replies.Count(reply => reply[0].Status == 201), replies.Count(reply => reply[0]["code"] == "91003")));
        Assert.Equal(94, replies.Select(reply => reply[0]["sid"]).OfType<string>().Distinct().Count());
        Assert.Equal(names, replies.Select(reply => reply[1]["description"]));
        Assert.All(replies, reply => Assert.Contains(reply[2]["description"], names));
        Assert.Contains((await this.SendAsync(HttpMethod.Get, this.Base + "/v1/Sinks/" + SandboxApi.SinkA))["description"], names);
    }

    [Theory]
    [InlineData("\0\u0001\u0002\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n")]
    [InlineData("POST /v1/Sinks HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /v1/Sinks HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\nhalf")]
    [InlineData("POST /sandbox/events HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET //evil.example/v1 HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task What_a_hostile_client_sends_leaves_it_serving(string sent)
    {
        using var clients = new Clients();
        for (int i = 0; i < 50; i++)
        {
            TcpClient hostile = clients.Add(new TcpClient());
            await hostile.ConnectAsync(IPAddress.Loopback, this.server.Port);
            byte[] bytes = Encoding.ASCII.GetBytes(sent);
            await hostile.Client.SendAsync(new ArraySegment<byte>(bytes), SocketFlags.None);
        }

        Assert.Equal(6, (await this.SendAsync(HttpMethod.Get, this.Base + "/v1/Sinks")).Items.Count());
        Assert.Equal(201, (await this.SendAsync(HttpMethod.Post, this.Base + "/v1/Sinks", SandboxApi.Webhook)).Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_and_the_next_request_is_answered()
    {
        SandboxReply refused = await this.SendAsync(HttpMethod.Post, this.Base + "/v1/Sinks", new string('x', 5 * 1024 * 1024));
        Assert.Equal((413, "20001"), (refused.Status, refused["code"]));
        Assert.Equal(200, (await this.SendAsync(HttpMethod.Get, this.Base + "/v1/Sinks")).Status);
    }

    [Fact]
    public async Task A_stop_answers_what_is_in_hand_and_frees_the_port_at_once()
    {
        Assert.Equal(200, (await this.SendAsync(HttpMethod.Get, this.Base + "/v1/Sinks")).Status);
        await this.server.StopAsync();
        using SandboxServer next = SandboxServer.Start(new SandboxHandler(authToken: SandboxApi.Secret), this.server.Port);
        Assert.Equal(200, (await this.SendAsync(HttpMethod.Get, this.Base + "/v1/Sinks")).Status);
    }

    [Fact]
    public void An_Auth_Token_is_another_for_each_sandbox()
    {
        using SandboxHandler one = new(), two = new();
        Assert.Matches("^[0-9a-f]{32}$", one.AuthToken);
        Assert.NotEqual(one.AuthToken, two.AuthToken);
    }

    private async Task<SandboxReply> SendAsync(HttpMethod method, string uri, string? form = null)
    {
        using var request = new HttpRequestMessage(method, uri) { Headers = { Authorization = SandboxApi.Authorization } };
        if (form is not null) request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await this.client.SendAsync(request);
        return new SandboxReply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private sealed class Clients : IDisposable
    {
        private readonly List<TcpClient> all = new();

        public TcpClient Add(TcpClient client)
        {
            this.all.Add(client);
            return client;
        }

        public void Dispose() => this.all.ForEach(client => client.Dispose());
    }
}
