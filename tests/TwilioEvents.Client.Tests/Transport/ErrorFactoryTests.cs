using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using static TwilioEvents.Tests.AnsweringHandler;

namespace TwilioEvents.Tests;

/// <summary>What an error says, word for word, and what else it holds.</summary>
public sealed class ErrorFactoryTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Reading = "Cannot get sink " + Sid + ": ";
    private const string Changing = "Cannot set the description of sink " + Sid + ": ";
    private const string Uncertain = " The change may have been applied; check before you retry.";
    private const string Secret = "hush-hush-hush";

    [Theory]
    [InlineData("{\"code\":20404,\"message\":\"Not found\"}", " (code 20404): Not found.")]
    [InlineData("{\"code\":20404,\"message\":\"Not found.\"}", " (code 20404): Not found.")]
    [InlineData("{\"code\":\"20404\"}", " (code 20404) with a body that is not Twilio's, perhaps from a proxy.")]
    [InlineData("{\"code\":\" 20404\",\"message\":\"x\"}", ": x.")]
    [InlineData("{\"code\":-1,\"message\":\"x\"}", ": x.")]
    [InlineData("{\"message\":\"m\",\"detail\":\"d\",\"title\":\"t\"}", ": m.")]
    [InlineData("{\"detail\":\"d\",\"title\":\"t\"}", ": d.")]
    [InlineData("{\"title\":\"t\"}", ": t.")]
    [InlineData("{\"detail\":\"d\",\"errors\":\"e\"}", ": d.")]
    [InlineData("{\"detail\":\"d\",\"errors\":[{\"detail\":\"e\"},{\"detail\":\"f.\"},{\"detail\":\"g\"}]}", ": d. e. f. g.")]
    [InlineData("{\"title\":\"t\",\"errors\":[1,{\"pointer\":\"/x\"},{\"detail\":\"e\"}]}", ": e.")]
    [InlineData("{\"title\":\"t\",\"errors\":[]}", ": t.")]
    [InlineData("{}", " with a body that is not Twilio's, perhaps from a proxy.")]
    [InlineData("<html>", " with a body that is not Twilio's, perhaps from a proxy.")]
    [InlineData(" \n", " with an empty body.")]
    public async Task A_refusal_says_what_was_tried_and_what_Twilio_answered(string body, string said)
    {
        var error = await FailAsync<TwilioApiException>(GetAsync, _ => Answer(404, body));
        Assert.Equal(Reading + "events.twilio.com answered 404 Not Found" + said, error.Message);
        Assert.Equal(body is "<html>", error.InnerException is FormatException);
    }

    [Fact]
    public async Task Of_many_details_the_first_ten_are_said()
    {
        string body = "{\"errors\":[" + string.Join(",", Enumerable.Range(1, 12).Select(i => "{\"detail\":\"d" + i + "\"}")) + "]}";
        var error = await FailAsync<TwilioApiException>(GetAsync, _ => Answer(400, body));
        Assert.EndsWith("answered 400 Bad Request: d1. d2. d3. d4. d5. d6. d7. d8. d9. d10.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(302)]
    [InlineData(399)]
    public async Task A_redirect_is_named_as_one_and_says_why_it_is_not_followed(int status)
    {
        var error = await FailAsync<TwilioApiException>(GetAsync, _ => Answer(status, string.Empty));
        Assert.EndsWith(
            ", a redirect, which is not followed because the credentials would go along.", error.Message, StringComparison.Ordinal);
        error = await FailAsync<TwilioApiException>(GetAsync, _ => Answer(status, "{\"message\":\"Moved\"}"));
        Assert.EndsWith(": Moved.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_says_more_than_a_body_that_broke_off()
    {
        var cause = new IOException("cut");
        var error = await FailAsync<TwilioApiException>(ChangeAsync, _ => With(Answer(502, string.Empty), new BrokenContent(cause)));
        Assert.Equal(
            Changing + "events.twilio.com answered 502 Bad Gateway with a body that was cut off or could not be decoded." + Uncertain,
            error.Message);
        Assert.Same(cause, error.InnerException!.InnerException);
    }

    [Theory]
    [InlineData("{\"more_info\":\"https://www.twilio.com/docs/errors/1\",\"type\":\"https://x/\"}", "https://www.twilio.com/docs/errors/1")]
    [InlineData("{\"type\":\"http://x/y\"}", "http://x/y")]
    [InlineData("{\"type\":\"ftp://x/y\"}", null)]
    [InlineData("{\"type\":\"about:blank\"}", null)]
    [InlineData("{}", null)]
    public async Task The_page_about_an_error_is_a_web_page(string body, string? page) =>
        Assert.Equal(page, (await FailAsync<TwilioApiException>(GetAsync, _ => Answer(400, body))).MoreInfo);

    [Fact]
    public async Task What_a_server_says_in_its_head_is_cut()
    {
        HttpResponseMessage answer = Answer(400, "{\"message\":\"x\"}", ("Twilio-Request-Id", new string('q', 101)));
        answer.ReasonPhrase = new string('r', 61);
        var error = await FailAsync<TwilioApiException>(GetAsync, _ => answer);
        Assert.Contains("answered 400 " + new string('r', 60) + "...: x.", error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('q', 100) + "...", error.RequestId);
    }

    [Theory]
    [InlineData("", "its body is empty", null)]
    [InlineData("[1]", "its body is not a JSON object with anything in it", null)]
    [InlineData("{}", "its body is not a JSON object with anything in it", null)]
    [InlineData("{\"a\":", "its body is not JSON", typeof(FormatException))]
    public async Task A_success_that_cannot_be_read_says_why(string body, string problem, Type? cause)
    {
        var error = await FailAsync<TwilioResponseException>(ChangeAsync, _ => Answer(201, body, ("Twilio-Request-Id", "RQ1")));
        Assert.Equal(Changing + "events.twilio.com answered 201, but " + problem + "." + Uncertain, error.Message);
        Assert.Equal((201, "RQ1", RequestOutcome.MayHaveBeenApplied), (error.StatusCode, error.RequestId, error.Outcome));
        Assert.Equal(cause, error.InnerException?.GetType());
    }

    [Fact]
    public async Task A_read_has_nothing_to_say_of_what_it_may_have_done()
    {
        var unreadable = await FailAsync<TwilioResponseException>(GetAsync, _ => Answer(200, string.Empty));
        Assert.Equal(Reading + "events.twilio.com answered 200, but its body is empty.", unreadable.Message);
        var lost = await FailAsync<TwilioConnectionException>(GetAsync, _ => throw new HttpRequestException("x"));
        Assert.Equal(Reading + "the connection to events.twilio.com broke.", lost.Message);
    }

    [Theory]
    [InlineData(1, "1 second")]
    [InlineData(1.2346, "1.235 seconds")]
    [InlineData(0.1, "0.1 seconds")]
    [InlineData(30, "30 seconds")]
    public async Task A_timeout_says_how_long_was_waited_and_for_whom(double seconds, string shown)
    {
        var error = await FailAsync<TwilioTimeoutException>(
            ChangeAsync, _ => throw new OperationCanceledException(), new ImpatientClock(), TimeSpan.FromSeconds(seconds));
        Assert.Equal(
            Changing + "no complete answer came from events.twilio.com within " + shown + "." + Uncertain, error.Message);
        Assert.Equal(TimeSpan.FromSeconds(seconds), error.Timeout);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, ConnectionFailure.Refused, "could not connect to events.twilio.com")]
    [InlineData(SocketError.HostUnreachable, ConnectionFailure.Refused, "could not connect to events.twilio.com")]
    [InlineData(SocketError.NetworkUnreachable, ConnectionFailure.Refused, "could not connect to events.twilio.com")]
    [InlineData(SocketError.HostDown, ConnectionFailure.Refused, "could not connect to events.twilio.com")]
    [InlineData(SocketError.NetworkDown, ConnectionFailure.Refused, "could not connect to events.twilio.com")]
    [InlineData(SocketError.HostNotFound, ConnectionFailure.UnknownHost, "the host name events.twilio.com cannot be resolved")]
    [InlineData(SocketError.NoData, ConnectionFailure.UnknownHost, "the host name events.twilio.com cannot be resolved")]
    [InlineData(SocketError.TryAgain, ConnectionFailure.UnknownHost, "the host name events.twilio.com cannot be resolved")]
    public async Task Without_a_connection_nothing_was_sent(SocketError socket, ConnectionFailure failure, string said)
    {
        var cause = new HttpRequestException("x", new SocketException((int)socket));
        var error = await FailAsync<TwilioConnectionException>(ChangeAsync, _ => throw cause, readsBody: false);
        Assert.Equal(Changing + said + ". Nothing was sent.", error.Message);
        Assert.Equal((failure, RequestOutcome.NotSent), (error.Failure, error.Outcome));
        Assert.Same(cause, error.InnerException);
    }

    [Theory]
    [InlineData(WebExceptionStatus.TrustFailure, ConnectionFailure.Tls)]
    [InlineData(WebExceptionStatus.SecureChannelFailure, ConnectionFailure.Tls)]
    [InlineData(WebExceptionStatus.NameResolutionFailure, ConnectionFailure.UnknownHost)]
    [InlineData(WebExceptionStatus.ProxyNameResolutionFailure, ConnectionFailure.UnknownHost)]
    [InlineData(WebExceptionStatus.ConnectFailure, ConnectionFailure.Refused)]
    [InlineData(WebExceptionStatus.ReceiveFailure, ConnectionFailure.Broken)]
    public async Task What_NET_Framework_throws_means_the_same(WebExceptionStatus status, ConnectionFailure failure)
    {
        var cause = new HttpRequestException("x", new WebException("y", status));
        Assert.Equal(failure,
            (await FailAsync<TwilioConnectionException>(ChangeAsync, _ => throw cause, readsBody: false)).Failure);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_named_with_its_host()
    {
        var error = await FailAsync<TwilioConnectionException>(
            ChangeAsync, _ => throw new HttpRequestException("x", new AuthenticationException("y")), readsBody: false);
        Assert.Equal(
            Changing + "could not establish a trusted TLS connection to events.twilio.com. Nothing was sent.", error.Message);
    }

#if NET
    [Theory]
    [InlineData("The proxy said '407'.", ConnectionFailure.ProxyCredentials,
        "the proxy on the way to events.twilio.com requires credentials, or refuses those that it got (407).")]
    [InlineData("The proxy said '403 " + Secret + "'\"", ConnectionFailure.Refused,
        "the proxy refuses to connect to events.twilio.com. It says: The proxy said '403 ********'.")]
    public async Task A_proxy_that_refuses_is_named(string thrown, ConnectionFailure failure, string said)
    {
        var cause = new HttpRequestException(HttpRequestError.ProxyTunnelError, thrown);
        var error = await FailAsync<TwilioConnectionException>(ChangeAsync, _ => throw cause, readsBody: false);
        Assert.Equal(Changing + said + " Nothing was sent.", error.Message);
        Assert.Equal(failure, error.Failure);
    }
#endif

    [Fact]
    public async Task A_cause_that_quotes_a_secret_is_kept_as_its_texts_alone_in_their_order()
    {
        var cause = new HttpRequestException("outer", new IOException("said " + Secret, new IOException(new string('x', 1001))));
        var error = await FailAsync<TwilioConnectionException>(GetAsync, _ => throw cause);
        var texts = new List<string>();
        for (Exception? e = error.InnerException; e is not null; e = e.InnerException)
        {
            Assert.IsType<HttpRequestException>(e);
            texts.Add(e.Message);
        }

        Assert.Equal(["outer", "said ********", new string('x', 1000) + "..."], texts);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_no_failed_call()
    {
        using TwilioEventsClient client = Client(_ => throw new InvalidOperationException("a mistake"), new HurriedClock());
        await Assert.ThrowsAsync<InvalidOperationException>(() => GetAsync(client));
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(WebException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(SocketException))]
    public async Task Whatever_a_network_throws_is_a_failed_call(Type type)
    {
        var cause = (Exception)(type == typeof(SocketException) ? new SocketException(1)
            : type == typeof(ObjectDisposedException) ? new ObjectDisposedException("x") : Activator.CreateInstance(type, "x")!);
        var error = await FailAsync<TwilioConnectionException>(GetAsync, _ => throw cause);
        Assert.Equal((ConnectionFailure.Broken, RequestOutcome.MayHaveBeenApplied), (error.Failure, error.Outcome));
    }

    [Fact]
    public async Task The_number_of_tries_is_said_where_there_was_more_than_one()
    {
        using TwilioEventsClient client = Client(_ => Answer(503, "{\"message\":\"Later\"}"), new HurriedClock(), retries: 2);
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => ChangeAsync(client));
        Assert.Equal(
            Changing + "events.twilio.com answered 503 Service Unavailable: Later. It was tried 3 times." + Uncertain, error.Message);
    }

    private static Task GetAsync(TwilioEventsClient client) => client.GetSinkAsync(Sid, CancellationToken.None);

    private static Task ChangeAsync(TwilioEventsClient client) => client.UpdateSinkAsync(Sid, "x", CancellationToken.None);

    private static HttpResponseMessage With(HttpResponseMessage response, HttpContent content)
    {
        response.Content = content;
        return response;
    }

    private static async Task<T> FailAsync<T>(
        Func<TwilioEventsClient, Task> call,
        Func<HttpRequestMessage, HttpResponseMessage> answer,
        Clock? clock = null,
        TimeSpan? timeout = null,
        bool readsBody = true)
        where T : Exception
    {
        using TwilioEventsClient client = Client(answer, clock ?? new HurriedClock(), timeout: timeout, readsBody: readsBody);
        return await Assert.ThrowsAsync<T>(() => call(client));
    }

    private static TwilioEventsClient Client(
        Func<HttpRequestMessage, HttpResponseMessage> answer,
        Clock clock,
        int retries = 0,
        TimeSpan? timeout = null,
        bool readsBody = true) =>
        new(
            new TwilioEventsClientOptions("AC" + new string('1', 32), Secret)
            {
                Clock = clock,
                MaximumRetryCount = retries,
                Timeout = timeout ?? TimeSpan.FromSeconds(30),
            },
            new AnsweringHandler(answer) { ReadsBody = readsBody });

    /// <summary>A clock on which every time is over at once.</summary>
    private sealed class ImpatientClock : Clock
    {
        public override void CancelAfter(CancellationTokenSource source, TimeSpan time) => source.Cancel();
    }

    /// <summary>A body that breaks when it is read.</summary>
    private sealed class BrokenContent(Exception error) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw error;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
