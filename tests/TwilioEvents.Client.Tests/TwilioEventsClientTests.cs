using System;
using System.Linq;
using System.Net.Http;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What a client is made of, and what is left when it goes.</summary>
public sealed class TwilioEventsClientTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly string Account = "AC" + new string('1', 32);

    [Theory]
    [InlineData("https://example.com/mock", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://user@localhost", false)]
    [InlineData("https://example.com/#a", false)]
    [InlineData("https://example.com/?", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("/v1/Sinks", false)]
    public void Credentials_go_to_https_or_loopback_and_to_a_plain_address(string address, bool allowed)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        Assert.Equal(allowed, TwilioEventsClient.IsAllowed(uri));
        TwilioEventsClient Make() => new(new TwilioEventsClientOptions(Account, "secret") { BaseUri = uri }, Unused());
        if (allowed)
        {
            using TwilioEventsClient client = Make();
            Assert.Same(uri, client.BaseUri);
        }
        else
        {
            Assert.StartsWith("The base URI must be https, or http to loopback, and hold no user information, query or fragment.",
                Assert.Throws<ArgumentException>(Make).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_needed_must_be_there()
    {
        Assert.False(TwilioEventsClient.IsAllowed(null!));
        Assert.Throws<ArgumentNullException>(() => new TwilioEventsClient(null!));
        Assert.Throws<ArgumentNullException>(() => new TwilioEventsClient(null!, Unused()));
        Assert.Throws<ArgumentNullException>(() => new TwilioEventsClientOptions(null!, "secret"));
        Assert.Throws<ArgumentNullException>(() => new TwilioEventsClientOptions(null!, new SecureString()));
        Assert.Throws<ArgumentNullException>(() => new TwilioEventsClientOptions(Account, (SecureString)null!));
        Assert.Throws<ArgumentNullException>(() => new TwilioEventsClientOptions(Account, "secret") { BaseUri = null! });
    }

    [Fact]
    public async Task A_definition_is_needed_to_create_a_sink()
    {
        using var client = new TwilioEventsClient(new TwilioEventsClientOptions(Account, "secret"), Unused());
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.CreateSinkAsync("x", null!, CancellationToken.None));
    }

    [Fact]
    public async Task A_client_with_other_settings_leaves_the_connections_to_the_one_that_it_came_from()
    {
        using var server = ScriptedServer.OfSinks();
        using var client = new TwilioEventsClient(new TwilioEventsClientOptions(Account, "secret") { BaseUri = server.BaseUri });
        using (TwilioEventsClient other = client.With(new CallOptions())) await other.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        await client.UpdateSinkAsync(Sid, "y", CancellationToken.None);
        Assert.Equal((2, 1), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task A_client_that_was_disposed_sends_no_more_and_nor_do_those_that_came_from_it()
    {
        var client = new TwilioEventsClient(new TwilioEventsClientOptions(Account, "secret") { MaximumRetryCount = 0 }, Unused());
        TwilioEventsClient other = client.With(new CallOptions());
        client.Dispose();
        foreach (TwilioEventsClient gone in new[] { client, other })
        {
            await Assert.ThrowsAsync<TwilioConnectionException>(() => gone.GetSinkAsync(Sid, CancellationToken.None));
        }
    }

    [Fact]
    public async Task The_settings_of_a_call_go_before_those_of_the_connection()
    {
        int calls = 0;
        using var client = new TwilioEventsClient(
            new TwilioEventsClientOptions(Account, "secret") { Clock = new HurriedClock(), MaximumRetryCount = 5 },
            new AnsweringHandler(_ =>
            {
                calls++;
                return AnsweringHandler.Answer(503, "{}");
            }));
        TwilioEventsClient once = client.With(new CallOptions { MaximumRetryCount = 1, RetryInterval = TimeSpan.Zero });
        await Assert.ThrowsAsync<TwilioApiException>(() => once.GetSinkAsync(Sid, CancellationToken.None));
        Assert.Equal(2, calls);
        await Assert.ThrowsAsync<TwilioApiException>(() => client.With(new CallOptions()).GetSinkAsync(Sid, CancellationToken.None));
        Assert.Equal(2 + 6, calls);
    }

    [Theory]
    [InlineData("https://example.com", "https://example.com/v1/Sinks/")]
    [InlineData("https://example.com/", "https://example.com/v1/Sinks/")]
    [InlineData("https://example.com/mock/", "https://example.com/mock/v1/Sinks/")]
    public async Task The_operations_stand_below_the_address(string baseUri, string expected)
    {
        Uri? asked = null;
        var options = new TwilioEventsClientOptions(Account, "secret");
        _ = options.Root;
        options.BaseUri = new Uri(baseUri);
        using var client = new TwilioEventsClient(options, new AnsweringHandler(request =>
        {
            asked = request.RequestUri;
            return AnsweringHandler.Answer(200, "{\"sid\":\"x\"}");
        }));
        await client.GetSinkAsync(Sid, CancellationToken.None);
        Assert.Equal(expected + Sid, asked!.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "example.com")]
    [InlineData("the sandbox", "the sandbox")]
    public async Task An_error_calls_the_server_by_its_name(string? name, string said)
    {
        var options = new TwilioEventsClientOptions(Account, "secret") { BaseUri = new Uri("https://example.com:8443") };
        if (name is not null) options.ServerName = name;
        using var client = new TwilioEventsClient(options, new AnsweringHandler(_ => AnsweringHandler.Answer(404, "{\"message\":\"x\"}")));
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.VerifyAsync(CancellationToken.None));
        Assert.Equal("Cannot verify the credentials of " + Account + ": " + said + " answered 404 Not Found: x.", error.Message);
    }

    [Fact]
    public async Task Twilio_sees_who_asks()
    {
        using var server = ScriptedServer.OfSinks();
        using var client = new TwilioEventsClient(
            new TwilioEventsClientOptions(Account, "secret") { BaseUri = server.BaseUri, UserAgent = "Shop/1.0 (test)" });
        await client.UpdateSinkAsync(Sid, "x", CancellationToken.None);
        Assert.Equal("Shop/1.0 (test)", server.Requests.Single().Header("User-Agent"));
    }

    private static AnsweringHandler Unused() => new(_ => throw new InvalidOperationException("Nobody asks here."));
}
