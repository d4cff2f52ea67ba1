using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What a call that was cancelled, or whose connection was ended, says of what it may have done.</summary>
public sealed class CancellationTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData(429, RequestOutcome.Refused)]
    [InlineData(503, RequestOutcome.MayHaveBeenApplied)]
    public async Task In_the_wait_before_a_retry_it_did_what_the_tries_before_did(int status, RequestOutcome outcome)
    {
        using var stop = new CancellationTokenSource();
        var clock = new EndlessClock();
        using var client = new TwilioEventsClient(Options(clock), new AnsweringHandler((HttpStatusCode)status));
        Task call = client.UpdateSinkAsync(Sid, "d", stop.Token);
        await clock.Waiting.Task;
        await stop.CancelAsync();
        var canceled = await Assert.ThrowsAsync<TwilioCallCanceledException>(() => call);
        Assert.Equal((outcome, status), (canceled.Outcome, Assert.IsType<TwilioApiException>(canceled.LastError).StatusCode));
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task In_the_queue_behind_the_429_of_another_call_nothing_was_sent()
    {
        using var stop = new CancellationTokenSource();
        var clock = new EndlessClock();
        var handler = new AnsweringHandler((HttpStatusCode)429);
        using var client = new TwilioEventsClient(Options(clock), handler);
        Task first = client.UpdateSinkAsync(Sid, "d", stop.Token);
        await clock.Waiting.Task;
        Task second = client.UpdateSinkAsync(Sid, "e", stop.Token);
        await stop.CancelAsync();
        var canceled = await Assert.ThrowsAsync<TwilioCallCanceledException>(() => second);
        Assert.Equal((RequestOutcome.NotSent, null, 1), (canceled.Outcome, canceled.LastError, handler.Calls));
        await Assert.ThrowsAsync<TwilioCallCanceledException>(() => first);
    }

    [Fact]
    public async Task With_a_token_that_was_cancelled_before_nothing_is_sent()
    {
        var handler = new AnsweringHandler(HttpStatusCode.OK);
        using var client = new TwilioEventsClient(Options(new EndlessClock()), handler);
        var canceled =
            await Assert.ThrowsAsync<TwilioCallCanceledException>(
                () => client.UpdateSinkAsync(Sid, "d", new CancellationToken(canceled: true)));
        Assert.Equal((RequestOutcome.NotSent, 0), (canceled.Outcome, handler.Calls));
    }

    [Theory]
    [InlineData("update", RequestOutcome.MayHaveBeenApplied)]
    [InlineData("read", RequestOutcome.NotSent)]
    public async Task Under_way_a_change_may_have_been_applied_and_a_read_changed_nothing(string kind, RequestOutcome outcome)
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer(_ => Reply.Silence);
        TwilioEventsClientOptions options = Options(Clock.System);
        options.BaseUri = server.BaseUri;
        using var client = new TwilioEventsClient(options);
        Task call = kind == "read" ? client.GetSinkAsync(Sid, stop.Token) : client.UpdateSinkAsync(Sid, "d", stop.Token);
        await server.Arrived.Task;
        await stop.CancelAsync();
        Assert.Equal(outcome, (await Assert.ThrowsAsync<TwilioCallCanceledException>(() => call)).Outcome);
    }

    [Fact]
    public async Task A_connection_that_was_ended_sends_nothing()
    {
        var handler = new AnsweringHandler(HttpStatusCode.OK);
        using var client = new TwilioEventsClient(Options(new EndlessClock()), handler);
        client.ForgetSecret();
        var ended = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.UpdateSinkAsync(Sid, "d", CancellationToken.None));
        Assert.Equal((ConnectionFailure.Ended, RequestOutcome.NotSent, 0), (ended.Failure, ended.Outcome, handler.Calls));
        Assert.EndsWith("was ended, and its secret forgotten. Nothing was sent.", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_ended_between_two_tries_says_what_the_first_may_have_done()
    {
        var handler = new AnsweringHandler(HttpStatusCode.ServiceUnavailable);
        TwilioEventsClient? ending = null;
        using var client = new TwilioEventsClient(Options(new HookClock(() => ending!.ForgetSecret())), handler);
        ending = client;
        var ended = await Assert.ThrowsAsync<TwilioConnectionException>(() => client.UpdateSinkAsync(Sid, "d", CancellationToken.None));
        Assert.Equal((ConnectionFailure.Ended, RequestOutcome.MayHaveBeenApplied, 1), (ended.Failure, ended.Outcome, handler.Calls));
    }

    private static TwilioEventsClientOptions Options(Clock clock) => new("AC" + new string('1', 32), "secret") { Clock = clock };

    private sealed class EndlessClock : Clock
    {
        public TaskCompletionSource<bool> Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
        {
            this.Waiting.TrySetResult(true);
            return Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    private sealed class HookClock(Action waits) : Clock
    {
        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
        {
            waits();
            return Task.CompletedTask;
        }
    }

    private static void Receive(HttpRequestMessage request) => request.Content!.CopyToAsync(System.IO.Stream.Null).GetAwaiter().GetResult();

    private sealed class AnsweringHandler(HttpStatusCode status) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            this.Calls++;
            Receive(request);
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("{}"), RequestMessage = request });
        }
    }
}
