using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Transport;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class RetryTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly string[] Kinds = ["Read", "Update", "Delete", "Create"];

    /// <summary>What each row of the table in about_TwilioEvents stands for, and what its error says that a change may have done.</summary>
    private static readonly Dictionary<string, (RequestOutcome Outcome, string[] Faults)> Rows = new()
    {
        ["nothing was sent (refused, no route)"] = (RequestOutcome.NotSent, ["refused"]),
        ["the connection broke after sending, or during the answer"] =
            (RequestOutcome.MayHaveBeenApplied,
                ["reset before", "reset during", "reset after", "closed after", "half a head", "half an answer"]),
        ["429"] = (RequestOutcome.Refused, ["429"]),
        ["408, 500, 502, 503, 504"] = (RequestOutcome.MayHaveBeenApplied, ["408", "500", "502", "503", "504"]),
        ["no answer in time, TLS, unknown host, a proxy that requires credentials (407), any other status, an unreadable answer"] =
            (RequestOutcome.MayHaveBeenApplied, ["silence", "no JSON", "303", "501", "505", "507", "599"]),
    };

    /// <summary>Other statuses of the last row, which Twilio refuses with.</summary>
    private static readonly string[] Refusing = ["302", "307", "400", "401", "403", "404", "409", "410", "422", "425"];

    /// <summary>
    /// The table of about_TwilioEvents, cell by cell: what happens to a request, whether a read, an update or a deletion is
    /// tried again, whether a creation is, and what an error says that a change may have done.
    /// </summary>
    public static TheoryData<string, string, bool, RequestOutcome> Cells()
    {
        var cells = new TheoryData<string, string, bool, RequestOutcome>();
        foreach ((string row, bool retried, bool creationRetried) in Table())
        {
            (RequestOutcome outcome, string[] faults) = Rows[row];
            foreach (string fault in faults.Concat(faults.Contains("silence") ? Refusing : []))
            {
                foreach (string kind in Kinds)
                {
                    // A deletion has an answer, whatever stands in it.
                    if (kind == "Delete" && fault is "no JSON" or "half an answer") continue;

                    // .NET asks again by itself where a connection ends in silence; a read does no harm.
                    if (kind == "Read" && fault == "closed after") continue;
                    cells.Add(kind, fault, kind == "Create" ? creationRetried : retried,
                        Refusing.Contains(fault) ? RequestOutcome.Refused : outcome);
                }
            }
        }

        return cells;
    }

    [Fact]
    public void The_help_has_each_row_once() => Assert.Equal(Rows.Keys, Table().Select(row => row.What));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_fault_is_tried_again_where_the_table_says_so(string kind, string fault, bool retried, RequestOutcome outcome)
    {
        using var nobody = new Nobody();
        int faults = fault == "refused" ? int.MaxValue : 2;
        var clock = new RecordingClock();
        using var server = Server(fault, () => faults > 0 && Interlocked.Decrement(ref faults) >= 0, clock);
        var lines = new Lines();
        TwilioEventsClientOptions options = Options(fault == "refused" ? nobody.BaseUri : server.BaseUri, clock);
        using var connection = new TwilioEventsClient(options);
        Task call = CallAsync(connection.With(new CallOptions { Observer = lines }), kind);
        if (kind == "Create" && fault == "reset before")
        {
            // The reset is there before the request leaves, or it is not: sent again or not, there is one at most.
            Exception? lost = await Record.ExceptionAsync(() => call);
            Assert.Equal(lost is null ? 1 : 0, server.Requests.Count);
            return;
        }

        if (retried && fault != "refused")
        {
            await call;
            Assert.Equal(2, clock.Waits.Count);
            Assert.Equal(3, server.Requests.Count + (fault is "reset before" or "reset during" ? 2 : 0));
        }
        else
        {
            var error = await Assert.ThrowsAnyAsync<TwilioEventsException>(() => call);
            Assert.Equal(retried ? 4 : 0, clock.Waits.Count);
            if (kind != "Read" || error is TwilioApiException) Assert.Equal(outcome, error.Outcome);
            if (kind == "Read") return;
            Assert.Equal(outcome == RequestOutcome.MayHaveBeenApplied,
                error.Message.Contains("may have been applied", StringComparison.Ordinal));
            Assert.Equal(outcome == RequestOutcome.NotSent, error.Message.Contains("Nothing was sent.", StringComparison.Ordinal));
        }

        string reason = fault switch
        {
            "refused" => "no connection",
            "half an answer" => "the answer was cut off",
            _ when char.IsDigit(fault[0]) => "status " + fault,
            _ => "the connection broke",
        };
        string[] retries = [.. lines.Texts.Where(line => line.Contains("is tried again", StringComparison.Ordinal))];
        Assert.Equal(clock.Waits.Count, retries.Length);
        Assert.Equal(clock.Waits.Count, lines.Retries);
        Assert.All(retries, line => Assert.EndsWith("because of: " + reason, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reset after")]
    [InlineData("closed after")]
    [InlineData("half a head")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("408")]
    public async Task A_deletion_whose_answer_was_lost_has_succeeded_when_the_retry_finds_nothing(string fault)
    {
        int faults = 1;
        using var server = Server(fault, () => Interlocked.Decrement(ref faults) >= 0, otherwise: Reply.Http(404, "{\"code\":20404}"));
        var clock = new RecordingClock();
        using var client = new TwilioEventsClient(Options(server.BaseUri, clock));
        await client.DeleteSinkAsync(Sid, CancellationToken.None);
        Assert.Equal((2, 1), (server.Requests.Count, clock.Waits.Count));
    }

    [Fact]
    public async Task A_deletion_that_was_refused_first_and_finds_nothing_has_not_succeeded()
    {
        int faults = 1;
        using var server = Server("429", () => Interlocked.Decrement(ref faults) >= 0, otherwise: Reply.Http(404, "{\"code\":20404}"));
        using var client = new TwilioEventsClient(Options(server.BaseUri, new RecordingClock()));
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => client.DeleteSinkAsync(Sid, CancellationToken.None));
        Assert.Equal((404, RequestOutcome.Refused), (error.StatusCode, error.Outcome));
    }

    [Theory]
    [InlineData("Update")]
    [InlineData("Delete")]
    [InlineData("Create")]
    public async Task A_change_is_not_sent_again_behind_the_client_where_a_used_connection_ends_without_an_answer(string kind)
    {
        // Handlers repeat a request without a body by themselves on a connection that served before: a deletion
        // would find nothing the second time, and be reported as refused.
        int calls = 0;
        using var server =
            new ScriptedServer(request => Interlocked.Increment(ref calls) == 1 ? Answer(request) : new Reply([], Ending.Close));
        using var client = new TwilioEventsClient(Options(server.BaseUri, new RecordingClock(), retries: 0));
        await client.GetSinkAsync(Sid, CancellationToken.None);
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => CallAsync(client, kind));
        Assert.Equal(RequestOutcome.MayHaveBeenApplied, error.Outcome);
        Assert.Equal((2, 1), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_idle_costs_no_creation()
    {
        using var server = new ScriptedServer(request => new Reply(Answer(request).Bytes, Ending.Close));
        using var client = new TwilioEventsClient(Options(server.BaseUri, new RecordingClock(), retries: 0));
        for (int i = 0; i < 20; i++)
        {
            await CallAsync(client, "Create");
            Assert.True(await server.Ended.WaitAsync(Hang.Limit));
        }

        Assert.Equal((20, 20), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task What_is_said_of_the_outcome_counts_all_tries()
    {
        var refused = new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused));
        using TwilioEventsClient rateLimited =
            Client(new StepsHandler(_ => new HttpResponseMessage((HttpStatusCode)429) { Content = new StringContent(string.Empty) },
                _ => throw refused));
        using TwilioEventsClient unavailable =
            Client(new StepsHandler(_ => new HttpResponseMessage((HttpStatusCode)503) { Content = new StringContent(string.Empty) },
                _ => throw refused));
        Assert.Equal(RequestOutcome.Refused,
            (await Assert.ThrowsAsync<TwilioConnectionException>(() => CallAsync(rateLimited, "Create"))).Outcome);
        Assert.Equal(RequestOutcome.MayHaveBeenApplied,
            (await Assert.ThrowsAsync<TwilioConnectionException>(() => CallAsync(unavailable, "Update"))).Outcome);
    }

    [Fact]
    public async Task A_host_that_becomes_unreachable_with_the_request_on_its_way_may_have_acted()
    {
        var handler = new StepsHandler(request =>
        {
            Receive(request);
            throw new HttpRequestException("x", new SocketException((int)SocketError.HostUnreachable));
        });
        using TwilioEventsClient client = Client(handler);
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => CallAsync(client, "Create"));
        Assert.Equal((ConnectionFailure.Broken, RequestOutcome.MayHaveBeenApplied, 1), (error.Failure, error.Outcome, handler.Calls));
    }

    [Theory]
    [InlineData(ConnectionFailure.UnknownHost)]
    [InlineData(ConnectionFailure.Tls)]
    public async Task What_another_attempt_would_find_again_is_not_tried_again(ConnectionFailure failure)
    {
        Exception cause = failure == ConnectionFailure.Tls
            ? new System.Security.Authentication.AuthenticationException("x")
            : new SocketException((int)SocketError.HostNotFound);
        foreach (string kind in Kinds)
        {
            var handler = new StepsHandler(_ => throw new HttpRequestException("x", cause));
            using TwilioEventsClient client = Client(handler);
            var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => CallAsync(client, kind));
            Assert.Equal((failure, RequestOutcome.NotSent, 1), (error.Failure, error.Outcome, handler.Calls));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public async Task As_many_retries_as_asked_for(int retries, int requests)
    {
        using var server = Server("503", () => true);
        var clock = new RecordingClock();
        using var client = new TwilioEventsClient(Options(server.BaseUri, clock, retries));
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => CallAsync(client, "Update"));
        Assert.Equal((requests, retries), (server.Requests.Count, clock.Waits.Count));
        Assert.Equal(retries > 0, error.Message.Contains("It was tried " + requests + " times.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(100, 60)]
    public void The_wait_is_chosen_by_chance_from_nothing_to_a_limit_that_doubles(int attempt, double limit)
    {
        var second = TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.Zero, RetryPolicy.Wait(attempt, second, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(limit / 2), RetryPolicy.Wait(attempt, second, null, 0.5));
        Assert.InRange(RetryPolicy.Wait(attempt, second, null, 0.999_999).TotalSeconds, limit * 0.99, limit);
        Assert.Equal(second, RetryPolicy.Wait(attempt, second, second, 0));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0.5)]
    [InlineData("60", 60)]
    [InlineData("61", 60)]
    [InlineData("315360000", 60)]
    [InlineData("-5", 0.5)]
    [InlineData("soon", 0.5)]
    [InlineData("99999999999999999999", 0.5)]
    [InlineData("1.5", 0.5)]
    [InlineData("", 0.5)]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", 30)]
    [InlineData("Fri, 02 Jan 2026 03:04:00 GMT", 0.5)]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT", 60)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 0.5)]
    public async Task Retry_After_is_kept_to_in_both_its_forms_and_bounded(string value, double seconds)
    {
        foreach (int status in new[] { 429, 503 })
        {
            int faults = 1;
            using var server =
                new ScriptedServer(
                    request => Interlocked.Decrement(ref faults) >= 0 ? Reply.Http(status, "{}", headers: "Retry-After: " + value + "\r\n")
                        : Answer(request));
            var clock = new RecordingClock();
            using var client = new TwilioEventsClient(Options(server.BaseUri, clock));
            await CallAsync(client, "Update");
            Assert.Equal(seconds, Assert.Single(clock.Waits).TotalSeconds, 3);
        }
    }

    [Fact]
    public void The_timeout_bounds_all_tries_together_and_leaves_the_waits_out()
    {
        var clock = new VirtualClock();
        var handler = new SlowHandler(clock, TimeSpan.FromSeconds(0.8));
        TwilioEventsClientOptions options = Options(TwilioEventsClientOptions.DefaultBaseUri, clock);
        options.Timeout = TimeSpan.FromSeconds(2);
        using var client = new TwilioEventsClient(options, handler);
        clock.Run(async () =>
        {
            var error = await Assert.ThrowsAsync<TwilioTimeoutException>(() => CallAsync(client, "Update"));
            Assert.Equal((3, TimeSpan.FromSeconds(2), RequestOutcome.MayHaveBeenApplied), (handler.Calls, error.Timeout, error.Outcome));
        });
        Assert.Equal(TimeSpan.FromSeconds(60 + 60 + 2), clock.Elapsed);
    }

    [Theory]
    [InlineData("503", RequestOutcome.MayHaveBeenApplied)]
    [InlineData("429", RequestOutcome.Refused)]
    public async Task Cancelling_ends_a_wait_at_once_and_says_what_came_before(string fault, RequestOutcome outcome)
    {
        using var server = Server(fault, () => true);
        var clock = new EndlessClock();
        using var stop = new CancellationTokenSource();
        using var client = new TwilioEventsClient(Options(server.BaseUri, clock));
        Task call = client.UpdateSinkAsync(Sid, "x", stop.Token);
        await clock.Waiting.Task;
        await stop.CancelAsync();
        var canceled = await Assert.ThrowsAsync<TwilioCallCanceledException>(() => call);
        Assert.Equal((outcome, stop.Token), (canceled.Outcome, canceled.CancellationToken));
        Assert.Equal(int.Parse(fault, CultureInfo.InvariantCulture), Assert.IsType<TwilioApiException>(canceled.LastError).StatusCode);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Read", RequestOutcome.NotSent)]
    [InlineData("Update", RequestOutcome.MayHaveBeenApplied)]
    [InlineData("Delete", RequestOutcome.MayHaveBeenApplied)]
    [InlineData("Create", RequestOutcome.MayHaveBeenApplied)]
    public async Task Cancelling_a_request_under_way_says_that_it_may_have_been_applied(string kind, RequestOutcome outcome)
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using var stop = new CancellationTokenSource();
        using var client = new TwilioEventsClient(Options(server.BaseUri, new RecordingClock()));
        Task call = CallAsync(client, kind, stop.Token);
        await server.Arrived.Task;
        await stop.CancelAsync();
        var canceled = await Assert.ThrowsAsync<TwilioCallCanceledException>(() => call);
        Assert.Equal((outcome, null), (canceled.Outcome, canceled.LastError));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_sends_nothing()
    {
        using var server = ScriptedServer.OfSinks();
        using var client = new TwilioEventsClient(Options(server.BaseUri, new RecordingClock()));
        var canceled =
            await Assert.ThrowsAsync<TwilioCallCanceledException>(
                () => client.UpdateSinkAsync(Sid, "x", new CancellationToken(canceled: true)));
        Assert.Equal((RequestOutcome.NotSent, null), (canceled.Outcome, canceled.LastError));
        Assert.Empty(server.Requests);
    }

    private static ScriptedServer Server(string fault, Func<bool> fails, RecordingClock? clock = null, Reply? otherwise = null)
    {
        Ending? Reset(string at) => fault == at && fails() ? Ending.Reset : null;
        return new ScriptedServer(
            request => fault is "reset before" or "reset during" || !fails() ? otherwise ?? Answer(request) : fault switch
        {
            "reset after" => Reply.Reset,
            "closed after" => new Reply([], Ending.Close),
            "half a head" => Reply.Raw("HTTP/1.1 200 OK\r\nContent-Le"),
            "half an answer" => Reply.Raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"sid\":\"DG"),
            "silence" => clock!.EndTime(Reply.Silence),
            "no JSON" => Reply.Http(200, "<html>"),
            _ => Reply.Http(int.Parse(fault, CultureInfo.InvariantCulture), "{}"),
        })
        {
            OnConnection = () => Reset("reset before"),
            OnHead = _ => Reset("reset during"),
        };
    }

    // Lines without a yes or a no go on in the next.
    private static IEnumerable<(string What, bool Retried, bool CreationRetried)> Table([CallerFilePath] string here = "")
    {
        string topic =
            File.ReadAllText(Path.Combine(here, "../../../../src/TwilioEvents.PowerShell/Help/about_TwilioEvents.md"))
                .Replace("\r", string.Empty);
        string table = topic.Substring(topic.IndexOf("## What is tried again", StringComparison.Ordinal)).Split("```")[1];
        string begun = string.Empty;
        foreach (string line in table.Split('\n').Skip(2).Where(line => line.Length > 0))
        {
            Match cells = Regex.Match(line, @"^(?<what>.*?)\s+(?<other>yes|no)\s+(?<create>yes|no)\s*$");
            begun += (begun.Length == 0 ? string.Empty : " ") + (cells.Success ? cells.Groups["what"].Value : line.Trim());
            if (!cells.Success) continue;
            yield return (begun, cells.Groups["other"].Value == "yes", cells.Groups["create"].Value == "yes");
            begun = string.Empty;
        }
    }

    private static Reply Answer(ReceivedRequest request) =>
        request.Line.StartsWith("DELETE", StringComparison.Ordinal)
            ? new Reply(System.Text.Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\n\r\n"))
            : Reply.Http(200, ScriptedServer.SinkJson(Sid, "x"));

    private static Task CallAsync(TwilioEventsClient client, string kind, CancellationToken stop = default) => kind switch
    {
        "Read" => client.GetSinkAsync(Sid, stop),
        "Update" => client.UpdateSinkAsync(Sid, "x", stop),
        "Delete" => client.DeleteSinkAsync(Sid, stop),
        _ => client.CreateSinkAsync("x", SinkDefinition.Webhook(new Uri("https://example.com")), stop),
    };

    private static TwilioEventsClientOptions Options(Uri baseUri, Clock clock, int retries = 4) =>
        new("AC" + new string('1', 32), "secret") { BaseUri = baseUri, Clock = clock, MaximumRetryCount = retries };

    private static TwilioEventsClient Client(HttpMessageHandler handler) =>
        new(Options(TwilioEventsClientOptions.DefaultBaseUri, new RecordingClock()), handler);

    private static void Receive(HttpRequestMessage request) => request.Content!.CopyToAsync(Stream.Null).GetAwaiter().GetResult();

    /// <summary>A clock whose waits are over at once, and known. Chance is always the middle.</summary>
    private sealed class RecordingClock : Clock
    {
        private TimeSpan waited;
        private volatile CancellationTokenSource? attempt;

        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override TimeSpan Elapsed => this.waited;

        public override DateTimeOffset UtcNow => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) + this.waited;

        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
        {
            this.Waits.Enqueue(time);
            this.waited += time;
            return Task.CompletedTask;
        }

        /// <summary>The time for an attempt passes only when the test says so.</summary>
        public override void CancelAfter(CancellationTokenSource source, TimeSpan time) => this.attempt = source;

        /// <summary>Lets the time for the attempt pass.</summary>
        public Reply EndTime(Reply reply)
        {
            this.attempt!.Cancel();
            return reply;
        }

        public override double Chance() => 0.5;
    }

    private sealed class EndlessClock : Clock
    {
        public TaskCompletionSource<bool> Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
        {
            this.Waiting.TrySetResult(true);
            return Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    private sealed class Lines : RequestObserver
    {
        private int retries;

        public ConcurrentQueue<string> Texts { get; } = new();

        public int Retries => this.retries;

        public override bool WantsLines => true;

        public override bool WantsDetail => false;

        public override void Line(string text) => this.Texts.Enqueue(text);

        public override void Detail(string text) => throw new InvalidOperationException("Nobody asked for details.");

        public override void Retrying() => Interlocked.Increment(ref this.retries);
    }

    /// <summary>Answers one call after the other as the steps say; the last step answers all further ones.</summary>
    private sealed class StepsHandler(params Func<HttpRequestMessage, HttpResponseMessage>[] steps) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(steps[Math.Min(this.Calls++, steps.Length - 1)](request));
    }

    /// <summary>Answers 503 each time, on the clock of the test, and asks for a minute of rest.</summary>
    private sealed class SlowHandler(VirtualClock clock, TimeSpan takes) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            this.Calls++;
            Receive(request);
            await clock.DelayAsync(takes, cancellationToken).ConfigureAwait(false);
            var response =
                new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("{}"), RequestMessage = request };
            response.Headers.TryAddWithoutValidation("Retry-After", "60");
            return response;
        }
    }
}
