using System;
using System.Threading.Tasks;
using TwilioEvents.Bulk;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Which errors keep further calls of a connection from being sent, and which do not.</summary>
public sealed class CircuitBreakerTests
{
    private readonly CircuitBreaker circuit = new();

    [Theory]
    [InlineData(401)]
    [InlineData(407)]
    public async Task A_refusal_of_the_credentials_opens_it_at_once(int status) => await this.OpensAfter(1, Api(status));

    [Theory]
    [InlineData(ConnectionFailure.Ended)]
    [InlineData(ConnectionFailure.ProxyCredentials)]
    public async Task A_connection_that_was_ended_and_a_proxy_that_refuses_open_it_at_once(ConnectionFailure failure) =>
        await this.OpensAfter(1, Connection(failure));

    [Theory]
    [InlineData(ConnectionFailure.UnknownHost)]
    [InlineData(ConnectionFailure.Tls)]
    [InlineData(ConnectionFailure.Refused)]
    public async Task A_host_that_cannot_be_reached_opens_it_at_the_third_call_in_a_row(ConnectionFailure failure) =>
        await this.OpensAfter(3, Connection(failure));

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Every_other_answer_is_the_calls_own(int status) => await this.NeverOpens(Api(status));

    [Fact]
    public async Task A_connection_that_broke_is_the_calls_own() => await this.NeverOpens(Connection(ConnectionFailure.Broken));

    [Fact]
    public async Task An_answer_that_did_not_come_is_the_calls_own() =>
        await this.NeverOpens(
            new TwilioTimeoutException("slow", RequestOutcome.MayHaveBeenApplied, TimeSpan.FromSeconds(1), new TimeoutException()));

    [Theory]
    [InlineData(0)]
    [InlineData(404)]
    public async Task An_answer_between_them_ends_the_row(int status)
    {
        for (int i = 0; i < 5; i++)
        {
            await this.Fail(Connection(ConnectionFailure.Refused));
            await this.Fail(Connection(ConnectionFailure.UnknownHost));
            if (status == 0) Assert.Equal(1, await this.circuit.RunAsync(() => Task.FromResult(1)));
            else await this.Fail(Api(status));
        }

        await this.OpensAfter(3, Connection(ConnectionFailure.Tls));
    }

    [Fact]
    public async Task A_call_that_was_under_way_and_succeeds_closes_it_no_more()
    {
        var slow = new TaskCompletionSource<int>();
        Task<object?> underWay = this.circuit.RunAsync(() => slow.Task);
        await this.Fail(Api(401));
        slow.SetResult(7);
        Assert.Equal(7, await underWay);
        await Assert.ThrowsAsync<TwilioNotSentException>(() => this.circuit.RunAsync(() => Task.FromResult(1)));
    }

    [Fact]
    public async Task What_is_cancelled_says_nothing_of_the_connection()
    {
        await this.Fail(Connection(ConnectionFailure.Refused));
        await this.Fail(Connection(ConnectionFailure.Refused));
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => this.circuit.RunAsync<int>(() => throw new OperationCanceledException()));
        await this.OpensAfter(1, Connection(ConnectionFailure.Refused));
    }

    private async Task OpensAfter(int calls, TwilioEventsException error)
    {
        for (int i = 0; i < calls; i++)
        {
            Assert.False(this.circuit.IsOpenedBy(error));
            await this.Fail(error);
        }

        Assert.True(this.circuit.IsOpenedBy(error));
        bool called = false;
        TwilioNotSentException notSent =
            await Assert.ThrowsAsync<TwilioNotSentException>(() => this.circuit.RunAsync(() => Task.FromResult(called = true)));
        Assert.Equal((false, RequestOutcome.NotSent), (called, notSent.Outcome));
        Assert.Same(error, notSent.Cause);
        Assert.Contains(error.Message, notSent.Message, StringComparison.Ordinal);
        Assert.True(this.circuit.IsOpenedBy(notSent));
        Assert.False(this.circuit.IsOpenedBy(Api(404)));
    }

    private async Task NeverOpens(TwilioEventsException error)
    {
        for (int i = 0; i < 10; i++) await this.Fail(error);
        Assert.False(this.circuit.IsOpenedBy(error));
    }

    private async Task Fail(TwilioEventsException error) =>
        Assert.Same(error, await Assert.ThrowsAnyAsync<TwilioEventsException>(() => this.circuit.RunAsync<int>(() => throw error)));

    private static TwilioApiException Api(int status) => new("refused", RequestOutcome.Refused, status, null, null, null, null);

    private static TwilioConnectionException Connection(ConnectionFailure failure) =>
        new("no connection", RequestOutcome.NotSent, failure, null);
}
