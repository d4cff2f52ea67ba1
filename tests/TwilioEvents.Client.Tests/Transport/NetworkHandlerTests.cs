using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Transport;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class NetworkHandlerTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly string Account = "AC" + new string('1', 32);
    private static readonly Uri Elsewhere = new("https://events.example.invalid");

    [Fact]
    public async Task A_proxy_is_asked_for_a_tunnel_and_sees_no_credentials_of_Twilios()
    {
        using var proxy = new ScriptedServer(_ => Reply.Http(502, string.Empty));
        using var client = new TwilioEventsClient(Options(Elsewhere, proxy.BaseUri));

        TwilioEventsException error = await RefusedAsync(client);
#if NET
        Assert.Equal((ConnectionFailure.Refused, RequestOutcome.NotSent),
            (Assert.IsType<TwilioConnectionException>(error).Failure, error.Outcome));
        Assert.Contains("the proxy refuses to connect to events.example.invalid. It says: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'502'", error.Message, StringComparison.Ordinal);
#endif
        Assert.All(proxy.Requests, request =>
        {
            Assert.Equal("CONNECT events.example.invalid:443", request.Line);
            Assert.Null(request.Header("Authorization"));
            Assert.Null(request.Header("Proxy-Authorization"));
        });
        Assert.NotEmpty(proxy.Requests);
    }

    [Fact]
    public async Task A_proxy_gets_its_own_credentials_when_it_asks_for_them()
    {
        using var proxy =
            new ScriptedServer(
                request => Reply.Http(request.Header("Proxy-Authorization") is null ? 407 : 502, string.Empty,
                    headers: "Proxy-Authenticate: Basic realm=\"p\"\r\n"));
        TwilioEventsClientOptions options = Options(Elsewhere, proxy.BaseUri);
        options.ProxyCredential = new NetworkCredential("user", "proxy-secret");
        using var client = new TwilioEventsClient(options);
        await RefusedAsync(client);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("user:proxy-secret")),
            proxy.Requests[^1].Header("Proxy-Authorization"));
        Assert.All(proxy.Requests, request => Assert.Null(request.Header("Authorization")));
    }

#if NET
    [Fact]
    public async Task A_proxy_that_refuses_its_credentials_is_not_asked_again_and_the_error_says_so()
    {
        using var proxy = new ScriptedServer(_ => Reply.Http(407, string.Empty, headers: "Proxy-Authenticate: Basic realm=\"p\"\r\n"));
        TwilioEventsClientOptions options = Options(Elsewhere, proxy.BaseUri);
        options.ProxyCredential = new NetworkCredential("user", "proxy-secret");
        options.MaximumRetryCount = 4;
        using var client = new TwilioEventsClient(options);
        var error = Assert.IsType<TwilioConnectionException>(await RefusedAsync(client));
        Assert.Equal((ConnectionFailure.ProxyCredentials, RequestOutcome.NotSent), (error.Failure, error.Outcome));
        Assert.Contains("(407)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-secret", error.ToString(), StringComparison.Ordinal);
        Assert.Single(proxy.Requests, request => request.Header("Proxy-Authorization") is not null);
    }
#endif

    [Fact]
    public async Task Straight_to_the_host_is_past_every_proxy()
    {
        using var proxy = new ScriptedServer(_ => Reply.Http(502, string.Empty));
        using var nobody = new Nobody();
        TwilioEventsClientOptions options = Options(new Uri("https://" + nobody.BaseUri.Authority), proxy.BaseUri);
        options.NoProxy = true;
        using var client = new TwilioEventsClient(options);
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.VerifyAsync(CancellationToken.None));
        Assert.EndsWith(": could not connect to " + nobody.BaseUri.Authority + ".", error.Message, StringComparison.Ordinal);
        Assert.Empty(proxy.Requests);
    }

#if NET
    [Fact]
    public void A_client_with_a_proxy_of_its_own_gets_that_one_and_nothing_else_of_its_own()
    {
        var credential = new NetworkCredential("user", "proxy-secret");
        TwilioEventsClientOptions options = Options(Elsewhere, new Uri("http://proxy.example.invalid:3128"));
        options.ProxyCredential = credential;
        using var handler = Assert.IsType<HttpClientHandler>(NetworkHandler.Create(options));
        Assert.Equal(options.Proxy, handler.Proxy!.GetProxy(Elsewhere));
        Assert.Same(credential, handler.Proxy.Credentials);
        Assert.Null(handler.DefaultProxyCredentials);
        AssertCautious(handler);
    }

    [Fact]
    public void A_credential_alone_is_for_the_systems_proxy()
    {
        TwilioEventsClientOptions options = Options(Elsewhere);
        options.ProxyCredential = new NetworkCredential("user", "proxy-secret");
        using var handler = Assert.IsType<HttpClientHandler>(NetworkHandler.Create(options));
        Assert.Null(handler.Proxy);
        Assert.Same(options.ProxyCredential, handler.DefaultProxyCredentials);
        AssertCautious(handler);
    }

    private static void AssertCautious(HttpClientHandler handler)
    {
        Assert.True(handler.UseProxy);
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.Null(handler.ServerCertificateCustomValidationCallback);
        Assert.Equal(DecompressionMethods.GZip | DecompressionMethods.Deflate, handler.AutomaticDecompression);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, handler.SslProtocols);
        Assert.Equal(256, handler.MaxConnectionsPerServer);
    }
#endif

    [Fact]
    public async Task Plain_http_never_goes_through_a_proxy()
    {
        using var server = ScriptedServer.OfSinks();
        using var proxy = new ScriptedServer(_ => Reply.Http(502, string.Empty));
        using var client = new TwilioEventsClient(Options(server.BaseUri, proxy.BaseUri));
        await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        Assert.Single(server.Requests);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task More_than_two_calls_are_under_way_at_once()
    {
        const int Calls = 6;
        int arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ScriptedServer(_ =>
        {
            if (Interlocked.Increment(ref arrived) == Calls) all.SetResult();
            return Reply.Silence;
        });
        using var client = new TwilioEventsClient(Options(server.BaseUri));
        using var stop = new CancellationTokenSource();
        Task[] calls = [.. Enumerable.Range(0, Calls).Select(_ => (Task)client.UpdateSinkAsync(Sid, "x", stop.Token))];
        Assert.Same(all.Task, await Task.WhenAny(all.Task, Task.Delay(TimeSpan.FromSeconds(30))));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(calls));
    }

    [Fact]
    public async Task Accounts_share_connections_and_never_credentials()
    {
        using var server = ScriptedServer.OfSinks();
        var expected = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            string user = "AC" + new string((char)('1' + i), 32);
            using var client = new TwilioEventsClient(new TwilioEventsClientOptions(user, "secret" + i) { BaseUri = server.BaseUri });
            await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
            expected.Add("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(user + ":secret" + i)));
        }

        Assert.Equal(expected, server.Requests.Select(request => request.Header("Authorization")));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        using var server =
            new ScriptedServer(_ => Reply.Http(200, ScriptedServer.SinkJson(Sid, "x"), headers: "Set-Cookie: id=1; Path=/\r\n"));
        using var client = new TwilioEventsClient(Options(server.BaseUri));
        await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        Assert.All(server.Requests, request => Assert.Null(request.Header("Cookie")));
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        var compressed = new MemoryStream();
        using (var gzip =
            new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(
                Encoding.UTF8.GetBytes(ScriptedServer.SinkJson(Sid, "Söhne")));
        byte[] head =
            Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + compressed.Length + "\r\n\r\n");
        using var server = new ScriptedServer(_ => new Reply([.. head, .. compressed.ToArray()]));
        using var client = new TwilioEventsClient(Options(server.BaseUri));
        Assert.Equal("Söhne", (await client.UpdateSinkAsync(Sid, "x", CancellationToken.None)).Description);
        Assert.Contains("gzip", server.Requests[0].Header("Accept-Encoding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_1_2_and_later_alone_are_offered()
    {
        var hello = new TaskCompletionSource<byte[]>();
        using var listener = new LoopbackListener(async (socket, _) => hello.TrySetResult(await ReadRecordAsync(socket)));
        using var client = new TwilioEventsClient(Options(new Uri("https://127.0.0.1:" + listener.Port)));
        await Assert.ThrowsAsync<TwilioConnectionException>(() => client.VerifyAsync(CancellationToken.None));
        Assert.All(OfferedVersions(await hello.Task),
            version => Assert.True(version >= 0x0303, version.ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_gets_no_request()
    {
        using var key = RSA.Create(2048);
        using X509Certificate2 certificate =
            new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
                DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using X509Certificate2 usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        var received = new TaskCompletionSource<int>();
        using var listener = new LoopbackListener(async (socket, closing) =>
        {
            using var tls = new SslStream(new NetworkStream(socket));
            try
            {
                await tls.AuthenticateAsServerAsync(usable);
                received.TrySetResult(await tls.ReadAsync(new byte[100], closing));
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                received.TrySetResult(0);
            }
        });
        using var client = new TwilioEventsClient(Options(new Uri("https://localhost:" + listener.Port)));
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.VerifyAsync(CancellationToken.None));
        Assert.Equal(ConnectionFailure.Tls, error.Failure);
        Assert.Equal(0, await received.Task);
    }

    [Fact]
    public async Task Verifying_asks_for_a_list_of_one_sink()
    {
        int status = 200;
        using var server =
            new ScriptedServer(
                _ => Reply.Http(status,
                    status == 200 ? "{\"sinks\":[],\"meta\":{}}" : "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}"));
        using var client = new TwilioEventsClient(Options(server.BaseUri));
        await client.VerifyAsync(CancellationToken.None);
        ReceivedRequest request = Assert.Single(server.Requests);
        Assert.Equal("GET /v1/Sinks?PageSize=1", request.Line);
        Assert.Empty(request.Body);
        status = 401;
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.VerifyAsync(CancellationToken.None));
        Assert.Equal((401, 20003), (error.StatusCode, error.Code));
    }

    [Fact]
    public async Task A_forgotten_secret_sends_nothing_more()
    {
        using var server = ScriptedServer.OfSinks();
        using var client = new TwilioEventsClient(Options(server.BaseUri));
        await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        client.ForgetSecret();
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.UpdateSinkAsync(Sid, "x", CancellationToken.None));
        Assert.Equal((ConnectionFailure.Ended, RequestOutcome.NotSent), (error.Failure, error.Outcome));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_under_way_ends_as_it_would_when_the_secret_is_forgotten()
    {
        var go = new ManualResetEventSlim();
        using var server = new ScriptedServer(_ =>
        {
            go.Wait();
            return Reply.Http(200, ScriptedServer.SinkJson(Sid, "done"));
        });
        using var client = new TwilioEventsClient(Options(server.BaseUri));
        Task<Sink> call = client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        await server.Arrived.Task;
        client.ForgetSecret();
        go.Set();
        Assert.Equal("done", (await call).Description);
    }

    [Fact]
    public async Task The_password_of_a_proxy_that_an_answer_repeats_is_masked()
    {
        var options = new TwilioEventsClientOptions(Account, "secret") { ProxyCredential = new NetworkCredential("user", "proxy-secret") };
        using var client = new TwilioEventsClient(
            options, new AnsweringHandler(_ => AnsweringHandler.Answer(400, "{\"message\":\"You are user:proxy-secret\"}")));
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.VerifyAsync(CancellationToken.None));
        Assert.EndsWith(": You are user:********.", error.Message, StringComparison.Ordinal);
        client.ForgetSecret();
        Assert.Null(options.ProxyCredential);
    }

    [Fact]
    public void The_options_keep_a_copy_that_lives_on_its_own()
    {
        var secret = new NetworkCredential(null, "hüsh\U0001F511").SecurePassword;
        var options = new TwilioEventsClientOptions(Account, secret);
        secret.Dispose();
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes(Account + ":hüsh\U0001F511")), options.CreateAuthorization()!.Parameter);
        options.ForgetSecret();
        Assert.Null(options.CreateAuthorization());
    }

    private static TwilioEventsClientOptions Options(Uri baseUri, Uri? proxy = null) =>
        new(Account, "secret") { BaseUri = baseUri, Proxy = proxy, MaximumRetryCount = 0 };

    // .NET Framework hands on a proxy's refusal as if it were the host's answer.
    private static async Task<TwilioEventsException> RefusedAsync(TwilioEventsClient client)
    {
#if NET
        return await Assert.ThrowsAsync<TwilioConnectionException>(() => client.VerifyAsync(CancellationToken.None));
#else
        return await Assert.ThrowsAnyAsync<TwilioEventsException>(() => client.VerifyAsync(CancellationToken.None));
#endif
    }

    private static async Task<byte[]> ReadRecordAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        var header = new byte[5];
        await stream.ReadExactlyAsync(header);
        var record = new byte[(header[3] << 8) | header[4]];
        await stream.ReadExactlyAsync(record);
        return record;
    }

    // RFC 8446, 4.1.2 and 4.2.1: the extension supported_versions, or without it the version in the head.
    private static List<int> OfferedVersions(byte[] hello)
    {
        int Number(int position) => (hello[position] << 8) | hello[position + 1];
        int at = 4 + 2 + 32;
        at += 1 + hello[at];
        at += 2 + Number(at);
        at += 1 + hello[at];
        int end = at + 2 + Number(at);
        for (at += 2; at < end; at += 4 + Number(at + 2))
        {
            if (Number(at) == 43) return [.. Enumerable.Range(0, hello[at + 4] / 2).Select(i => Number(at + 5 + (2 * i)))];
        }

        return [Number(4)];
    }
}
