using System;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class UpdateSinkTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly string Account = "AC" + new string('1', 32);

    [Fact]
    public async Task The_request_arrives_as_documented()
    {
        using var server = ScriptedServer.OfSinks();
        using TwilioEventsClient client = Client(server.BaseUri);
        Sink sink = await client.UpdateSinkAsync(Sid, "Zoë & Söhne = 100% *ok* ~\n", CancellationToken.None);
        ReceivedRequest request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/Sinks/" + Sid + " HTTP/1.1\r\n", request.Head, StringComparison.Ordinal);
        Assert.Equal("Description=Zo%C3%AB+%26+S%C3%B6hne+%3D+100%25+*ok*+%7E%0A", request.Text);
        Assert.Equal("application/x-www-form-urlencoded", request.Header("Content-Type"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Account + ":secret")), request.Header("Authorization"));
        Assert.Null(request.Header("Expect"));
        Assert.Null(request.Header("Cookie"));
        Assert.Equal("Zoë & Söhne = 100% *ok* ~\n", sink.Description);
        Assert.Equal(new DateTimeOffset(2015, 7, 30, 20, 0, 0, TimeSpan.Zero), sink.DateCreated);
    }

    [Fact]
    public async Task A_description_of_a_hundred_thousand_characters_arrives()
    {
        using var server = ScriptedServer.OfSinks();
        using TwilioEventsClient client = Client(server.BaseUri);
        string text = string.Concat(Enumerable.Repeat("ä😀 \"'\r\n", 12_500));
        await client.UpdateSinkAsync(Sid, text, CancellationToken.None);
        Assert.Equal(text, Assert.Single(server.Requests).Field("Description"));
    }

    [Theory]
    [InlineData("{\"code\":20404,\"message\":\"Not found\",\"more_info\":\"https://www.twilio.com/docs/errors/20404\",\"status\":404}",
        "Not found", "https://www.twilio.com/docs/errors/20404")]
    [InlineData(
        "{\"type\":\"https://www.twilio.com/docs/api/errors/20404\",\"title\":\"Gone\",\"status\":404,\"detail\":\"No such "
            + "sink\",\"instance\":\"/x\",\"code\":20404,\"errors\":[]}", "No such sink", "https://www.twilio.com/docs/api/errors/20404")]
    public async Task Both_shapes_of_an_error_are_read(string body, string said, string page)
    {
        using var server = new ScriptedServer(_ => Reply.Http(404, body, headers: "Twilio-Request-Id: RQ123\r\n"));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal((404, 20404, page, "RQ123"), (error.StatusCode, error.Code, error.MoreInfo, error.RequestId));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(Sid, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_an_answer_repeats_is_in_no_part_of_the_error()
    {
        const string Secret = "5f1d2c3b4a59687766554433221100ff";
        var broken = false;
        using var server = new ScriptedServer(_ => Reply.Raw(broken
            ? Secret + "\r\n\r\n"
            : "HTTP/1.1 400 " + Secret + "\r\nTwilio-Request-Id: RQ" + Secret + "\r\nConnection: close\r\n\r\n{\"message\":\"You are "
                + Secret + "\",\"more_info\":\"https://example.com/" + Secret + "\"}"));
        using var client =
            new TwilioEventsClient(
                new TwilioEventsClientOptions("AC" + new string('1', 32), Secret) { BaseUri = server.BaseUri, MaximumRetryCount = 0 });
        var said = await Assert.ThrowsAsync<TwilioApiException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal(("RQ********", "https://example.com/********"), (said.RequestId, said.MoreInfo));
        Assert.Contains("You are ********", said.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said.ToString(), StringComparison.Ordinal);
        broken = true;
        var lost = await Assert.ThrowsAnyAsync<TwilioEventsException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.DoesNotContain(Secret, lost.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/docs")]
    public async Task A_link_that_is_no_web_page_is_not_given(string link)
    {
        using var server =
            new ScriptedServer(_ => Reply.Http(404, "{\"code\":20404,\"message\":\"Not found\",\"more_info\":\"" + link + "\"}"));
        using TwilioEventsClient client = Client(server.BaseUri);
        Assert.Null(
            (await Assert.ThrowsAsync<TwilioApiException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None))).MoreInfo);
    }

    [Theory]
    [InlineData("", "an empty body")]
    [InlineData("<html><body>Bad gateway</body></html>", "not Twilio's")]
    [InlineData("{\"code\":", "not Twilio's")]
    [InlineData("[1,2]", "not Twilio's")]
    public async Task An_error_in_no_known_shape_is_reported_by_its_status(string body, string said)
    {
        using var server = new ScriptedServer(_ => Reply.Http(502, body, "text/html"));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal(502, error.StatusCode);
        Assert.Null(error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"sid\":\"DG")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull")]
    public async Task A_success_that_cannot_be_read_is_an_error_of_its_own(string raw)
    {
        using var server = new ScriptedServer(_ => Reply.Raw(raw));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioResponseException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal(200, error.StatusCode);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_and_the_process_lives()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, new string('[', 100_000)));
        using TwilioEventsClient client = Client(server.BaseUri);
        await Assert.ThrowsAsync<TwilioResponseException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var other = ScriptedServer.OfSinks();
        using var server =
            new ScriptedServer(_ => Reply.Http(307, string.Empty, headers: "Location: " + other.BaseUri + "v1/Sinks/" + Sid + "\r\n"));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal(307, error.StatusCode);
        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_reset_is_a_broken_connection_and_the_next_call_works()
    {
        int calls = 0;
        using var server =
            new ScriptedServer(
                _ => Interlocked.Increment(ref calls) == 1 ? Reply.Reset : Reply.Http(200, ScriptedServer.SinkJson(Sid, "x")));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal(ConnectionFailure.Broken, error.Failure);
        Assert.NotNull(error.InnerException);
        Assert.Equal(Sid, (await client.UpdateSinkAsync(Sid, "x", CancellationToken.None)).Sid);
    }

    [Fact]
    public async Task A_refused_connection_says_that_nothing_was_sent()
    {
        using var nobody = new Nobody();
        using TwilioEventsClient client = Client(nobody.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.EndsWith("Nothing was sent.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_host_and_a_failed_handshake_are_told_apart()
    {
        using TwilioEventsClient unknown =
            Client(new Uri("https://sinks.invalid"),
                new ThrowingHandler(new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound))));
        using TwilioEventsClient untrusted =
            Client(new Uri("https://sinks.invalid"),
                new ThrowingHandler(new HttpRequestException("x", new System.Security.Authentication.AuthenticationException("y"))));
        Assert.Equal(ConnectionFailure.UnknownHost,
            (await Assert.ThrowsAsync<TwilioConnectionException>(() => unknown.UpdateSinkAsync(Sid, "x", CancellationToken.None))).Failure);
        Assert.Equal(ConnectionFailure.Tls,
            (await Assert.ThrowsAsync<TwilioConnectionException>(
                () => untrusted.UpdateSinkAsync(Sid, "x", CancellationToken.None))).Failure);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_a_failed_handshake()
    {
        using LoopbackListener listener = LoopbackListener.OfPlainText();
        using TwilioEventsClient client = Client(new Uri("https://127.0.0.1:" + listener.Port));
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal(ConnectionFailure.Tls, error.Failure);
    }

    [Theory]
    [InlineData(100, "within 0.1 seconds.")]
    [InlineData(1000, "within 1 second.")]
    public async Task Silence_ends_with_the_timeout(int milliseconds, string said)
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using var client =
            new TwilioEventsClient(
                new TwilioEventsClientOptions(Account, "secret") { BaseUri = server.BaseUri,
                    Timeout = TimeSpan.FromMilliseconds(milliseconds) });
        var error = await Assert.ThrowsAsync<TwilioTimeoutException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_no_timeout()
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using TwilioEventsClient client = Client(server.BaseUri);
        using var stop = new CancellationTokenSource();
        Task<Sink> call = client.UpdateSinkAsync(Sid, "x", stop.Token);
        await server.Arrived.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Control_characters_of_an_answer_do_not_reach_the_message()
    {
        using var server = new ScriptedServer(_ => Reply.Http(400, "{\"message\":\"\\u001b[2Jgone\\u202etxt\"}"));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.DoesNotContain('\u202e', error.Message);
    }

    [Theory]
    [InlineData("http://example.com", false)]
    [InlineData("https://example.com", true)]
    [InlineData("https://user:pass@example.com", false)]
    [InlineData("https://example.com/?a=b", false)]
    [InlineData("http://localhost:8080/mock", true)]
    [InlineData("http://127.0.0.1.example.com", false)]
    [InlineData("ftp://localhost", false)]
    public void Credentials_go_to_https_or_loopback_alone(string uri, bool allowed) =>
        Assert.Equal(allowed, TwilioEventsClient.IsAllowed(new Uri(uri)));

    [Theory]
    [InlineData("https://user:hush@example.com/x", "https://user:********@example.com/x")]
    [InlineData("https://user:hu@sh@example.com", "https://user:********@example.com")]
    [InlineData("https://user:hu/sh@example.com", "https://user:********@example.com")]
    [InlineData("https://user@example.com:8080/a@b", "https://********@example.com:8080/a@b")]
    [InlineData("https://example.com:8080/a@b", "https://example.com:8080/a@b")]
    [InlineData("https://[::1]:8080/a@b", "https://[::1]:8080/a@b")]
    [InlineData("https://", "https://")]
    [InlineData("no address: at all@all", "no address: at all@all")]
    public void The_password_of_an_address_is_masked_and_nothing_else(string address, string shown) =>
        Assert.Equal(shown, SecretMask.Apply(address));

    [Fact]
    public async Task Every_field_may_be_null_or_of_another_type()
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200,
                    "{\"sid\":null,\"description\":42,\"status\":\"resting\",\"date_created\":\"yesterday\",\"sink_configuration\":null,"
                        + "\"new\":[{}]}"));
        using TwilioEventsClient client = Client(server.BaseUri);
        Sink sink = await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        Assert.Equal((null, "42", "resting", null, string.Empty),
            (sink.Sid, sink.Description, sink.Status, sink.DateCreated, sink.ToString()));
        Assert.Null(sink.SinkConfiguration);
        Assert.Null(sink.Links);
    }

    [Fact]
    public void The_client_points_at_nothing_of_ours_and_at_no_PowerShell()
    {
        string[] client = [.. typeof(TwilioEventsClient).Assembly.GetReferencedAssemblies().Select(a => a.Name!)];
        Assert.DoesNotContain(client,
            name => name.StartsWith("TwilioEvents", StringComparison.Ordinal) || name == "System.Management.Automation");
    }

    private static TwilioEventsClient Client(Uri baseUri, HttpMessageHandler? handler = null)
    {
        var options = new TwilioEventsClientOptions(Account, "secret") { BaseUri = baseUri, MaximumRetryCount = 0 };
        return handler is null ? new TwilioEventsClient(options) : new TwilioEventsClient(options, handler);
    }

    private sealed class ThrowingHandler(Exception error) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(error);
    }
}
