using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Account;

public sealed class AccountTests
{
    [Fact]
    public async Task An_account_is_read_with_one_request_for_each_list_and_one_for_each_subscription()
    {
        var requests = new Recorder();
        using var account = new TestAccount(requests, isEmpty: false);
        AccountState state = await account.ReadAsync();
        Assert.Equal((6, 2), (state.Sinks!.Count, state.Subscriptions!.Count));
        Assert.Equal([4, 3], state.Subscriptions.Select(one => one.Types!.Count));
        Assert.Contains(TestAccount.Sent, state.EventTypes!.Keys);
        Assert.Equal(5, requests.Paths.Count);
    }

    [Fact]
    public async Task An_export_is_in_order_names_no_Sid_that_is_not_needed_and_keeps_the_real_secrets()
    {
        using var account = new TestAccount(isEmpty: false);
        EventsConfiguration exported = await account.ExportAsync();
        Assert.Equal(exported.Sinks.Select(sink => sink.Description).Order(StringComparer.Ordinal),
            exported.Sinks.Select(sink => sink.Description));
        Assert.All(exported.Sinks, sink => Assert.Null(sink.Sid));
        Assert.Equal(("Message delivery", "Order events to the shop"),
            (exported.Subscriptions[1].Description, exported.Subscriptions[1].Sink));
        Assert.Equal("com.twilio.messaging.message.delivered@8", exported.Subscriptions[1].Types[0].ToString());
        string secrets = string.Concat(exported.Sinks.Select(sink => Document.ConfigurationWriterTests.Text(sink.GetSinkConfiguration())));
        Assert.Contains("sandbox-write-key", secrets, StringComparison.Ordinal);
        string shown = string.Concat(exported.Sinks.Select(sink => Document.ConfigurationWriterTests.Text(sink.SinkConfiguration)));
        Assert.DoesNotContain("sandbox-", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_description_stands_twice_the_Sid_is_the_name()
    {
        using var account = new TestAccount();
        string first = await account.CreateSinkAsync("Twin"), second = await account.CreateSinkAsync("Twin", "https://b.example.com");
        await account.CreateSubscriptionAsync("S", second, TestAccount.Sent);
        EventsConfiguration exported = await account.ExportAsync();
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), exported.Sinks.Select(sink => sink.Sid));
        Assert.Equal(second, exported.Subscriptions.Single().Sink);
        Assert.Empty(await account.CompareAsync(ConfigurationReader.ReadJson(new ConfigurationWriter(exported).ToJson())));
    }

    [Theory]
    [InlineData("/v1/Sinks")]
    [InlineData("/v1/Subscriptions")]
    [InlineData("/v1/Types")]
    [InlineData("/SubscribedEvents")]
    public async Task What_is_not_permitted_is_null_and_neither_exported_nor_taken_for_nothing(string path)
    {
        using var account = new TestAccount(new Recorder { Forbidden = path }, isEmpty: false);
        AccountState state = await account.ReadAsync();
        Assert.Equal((path == "/v1/Sinks", path == "/v1/Subscriptions", path == "/v1/Types"),
            (state.Sinks is null, state.Subscriptions is null, state.EventTypes is null));
        if (path == "/v1/Types") Assert.Equal(6, (await account.ExportAsync()).Sinks.Count);
        else await Assert.ThrowsAsync<EventsConfigurationException>(account.ExportAsync);
        if (path == "/SubscribedEvents") Assert.All(state.Subscriptions!, one => Assert.Null(one.Types));
    }

    [Fact]
    public async Task A_fault_is_the_error_of_the_account()
    {
        using var account = new TestAccount(new Recorder { Forbidden = "/v1/Sinks", Status = HttpStatusCode.InternalServerError },
            isEmpty: false);
        await Assert.ThrowsAsync<TwilioApiException>(account.ReadAsync);
    }

    internal sealed class Recorder : DelegatingHandler
    {
        public ConcurrentQueue<string> Paths { get; } = new();

        public string? Forbidden { get; set; }

        public HttpStatusCode Status { get; init; } = HttpStatusCode.Forbidden;

        public void Forbid(string path) => this.Forbidden = path;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.AbsolutePath;
            this.Paths.Enqueue(request.Method + " " + path);
            return this.Forbidden is not null && path.EndsWith(this.Forbidden, StringComparison.Ordinal)
                ? Task.FromResult(new HttpResponseMessage(this.Status) { Content = new StringContent("{\"code\":20003}") })
                : base.SendAsync(request, cancellationToken);
        }
    }
}
