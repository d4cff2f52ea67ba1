using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using static TwilioEvents.Tests.AnsweringHandler;

namespace TwilioEvents.Tests;

/// <summary>What an observer hears of a call, word for word.</summary>
public sealed class RequestTraceTests
{
    private const string Sid = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Secret = "hush-hush-hush";
    private readonly SteppingClock clock = new();

    [Fact]
    public async Task A_call_is_one_line_with_its_status_its_time_and_the_id_that_Twilio_gave_it()
    {
        Listener heard = await this.HearAsync(
            new Listener(), GetSinkAsync, Sink(("Twilio-Request-Id", "RQ1")), Sink(), Answer(404, "{}", ("Twilio-Request-Id", "RQ2")));
        Assert.Equal(
            [
                "GET /v1/Sinks/" + Sid + " 200 in 1234 ms (try 1, request RQ1)",
                "GET /v1/Sinks/" + Sid + " 200 in 1234 ms (try 1)",
                "GET /v1/Sinks/" + Sid + " 404 in 1234 ms (try 1, request RQ2)",
            ],
            heard.Lines);
        Assert.Empty(heard.Details);
    }

    [Fact]
    public async Task A_retry_is_a_line_with_the_wait_and_the_reason()
    {
        Listener heard = await this.HearAsync(
            new Listener(),
            client => client.UpdateSinkAsync(Sid, "x", CancellationToken.None),
            Answer(503, "{}"), Answer(429, "{}", ("Retry-After", "7")), Sink());
        Assert.Equal(
            [
                "POST /v1/Sinks/" + Sid + " 503 in 1234 ms (try 1)",
                "POST /v1/Sinks/" + Sid + " is tried again in 0.26 s, because of: status 503",
                "POST /v1/Sinks/" + Sid + " 429 in 1234 ms (try 2)",
                "POST /v1/Sinks/" + Sid + " is tried again in 7 s, because of: status 429",
                "POST /v1/Sinks/" + Sid + " 200 in 1234 ms (try 3)",
            ],
            heard.Lines);
    }

    [Fact]
    public async Task A_call_without_an_answer_is_one_line_with_what_is_said_of_it()
    {
        var heard = new Listener();
        using TwilioEventsClient client = this.Client(
            _ => throw new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)));
        var error = await Assert.ThrowsAsync<TwilioConnectionException>(() => GetSinkAsync(Heard(client, heard)));
        Assert.Equal("GET /v1/Sinks/" + Sid + " no answer in 1234 ms (try 1): " + error.Message, Assert.Single(heard.Lines));
    }

    [Fact]
    public async Task Whoever_wants_nothing_hears_of_retries_alone()
    {
        Listener heard = await this.HearAsync(
            new Listener(wantsLines: false), GetSinkAsync, Answer(503, "{}"), Sink());
        Assert.Empty(heard.Lines);
        Assert.Empty(heard.Details);
        Assert.Equal(1, heard.Retries);
    }

    [Fact]
    public async Task Details_are_all_headers_and_bodies_with_every_secret_masked()
    {
        const string Body =
            "{\"sid\":\"" + Sid + "\",\"sink_configuration\":{\"write_key\":\"abc\",\"destination\":\"https://u:p@x/\"},\"x\":\"" + Secret
                + "\"}";
        Listener heard = await this.HearAsync(
            new Listener(wantsDetail: true),
            client => client.CreateSinkAsync(
                "x", SinkDefinition.Other("segment", new Hashtable { ["write_key"] = "abcd-efgh" }), CancellationToken.None),
            Answer(201, Body, ("Server", "envoy"), ("Set-Cookie", "a=b"), ("Twilio-Request-Id", "RQ1"), ("Vary", "a"), ("Vary", "b")));
        Assert.Equal(
            [
                "> POST https://events.twilio.com/v1/Sinks\n"
                    + "> Authorization: ********\n"
                    + "> Accept: application/json\n"
                    + "> User-Agent: TwilioEvents\n"
                    + "> Content-Type: application/x-www-form-urlencoded\n"
                    + "Description = x\n"
                    + "SinkConfiguration = {\"write_key\":\"********\"}\n"
                    + "SinkType = segment",
                "< 201 Created\n"
                    + "< Server: envoy\n"
                    + "< Set-Cookie: ********\n"
                    + "< Twilio-Request-Id: RQ1\n"
                    + "< Vary: a, b\n"
                    + "< Content-Type: application/json; charset=utf-8\n"
                    + "< Content-Length: " + Body.Length + "\n"
                    + "{\"sid\":\"" + Sid + "\","
                    + "\"sink_configuration\":{\"write_key\":\"********\",\"destination\":\"https://u:********@x/\"},"
                    + "\"x\":\"********\"}",
            ],
            heard.Details);
        Assert.Equal("POST /v1/Sinks 201 in 1234 ms (try 1, request RQ1)", Assert.Single(heard.Lines));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[{\"auth_token\":\"abc\"}]", "\n[{\"auth_token\":\"********\"}]")]
    [InlineData("{\"auth_token\":", "\n{\"auth_token\":")]
    [InlineData("{\"auth_token\":\"abcd", "\n{\"auth_token\":\"********")]
    [InlineData(" {\"a\": 1}", "\n{\"a\": 1}")]
    [InlineData("<p>auth_token=abc</p>", "\n<p>auth_token=********</p>")]
    [InlineData("no such thing as " + Secret, "\nno such thing as ********")]
    public async Task A_body_that_is_no_object_is_masked_as_what_it_is(string body, string shown)
    {
        string detail = (await this.HearAsync(new Listener(wantsDetail: true), GetSinkAsync, Answer(400, body))).Details[1];
        Assert.Equal(
            "< 400 Bad Request\n< Content-Type: application/json; charset=utf-8\n< Content-Length: " + body.Length + shown, detail);
    }

    [Theory]
    [InlineData(7_975, true)]
    [InlineData(7_976, false)]
    [InlineData(99_969, false)]
    [InlineData(99_970, false)]
    [InlineData(1_000_000, false)]
    public async Task A_long_body_is_cut_and_masked_all_the_same(int letters, bool isWhole)
    {
        string body = "{\"pwd\":\"" + Secret + "\",\"a\":\"" + new string('a', letters) + "\"}";
        string detail = (await this.HearAsync(new Listener(wantsDetail: true), GetSinkAsync, Answer(400, body))).Details[1];
        string shown = detail.Split('\n')[^1];
        Assert.StartsWith("{\"pwd\":\"********\",\"a\":\"aaa", shown, StringComparison.Ordinal);
        Assert.Equal(isWhole ? 8000 : 8003, shown.Length);
        Assert.EndsWith(isWhole ? "a\"}" : "...", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_path_is_cut_late_and_a_long_id_early()
    {
        string type = new('t', 600);
        Listener heard = await this.HearAsync(
            new Listener(wantsDetail: true),
            client => client.GetEventTypeAsync(type, CancellationToken.None),
            Answer(200, "{\"type\":\"x\"}", ("Twilio-Request-Id", new string('q', 200)), ("Server", new string('s', 600))));
        Assert.Equal(
            "GET /v1/Types/" + type.Substring(0, 494) + "... 200 in 1234 ms (try 1, request " + new string('q', 100) + "...)",
            Assert.Single(heard.Lines));
        Assert.StartsWith("> GET https://events.twilio.com/v1/Types/" + type + "\n", heard.Details[0], StringComparison.Ordinal);
        Assert.Contains("< Server: " + new string('s', 500) + "...\n", heard.Details[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_writes_for_a_terminal_to_obey_is_not_heard()
    {
        HttpResponseMessage answer = Answer(400, "\u001b[31m", ("Server", "a\u009bb"), ("Twilio-Request-Id", "RQ\u0085"));
        answer.ReasonPhrase = "Bad \u001b[2J" + Secret;
        Listener heard = await this.HearAsync(new Listener(wantsDetail: true), GetSinkAsync, answer);
        Assert.DoesNotContain(heard.Lines.Concat(heard.Details), text => text.Any(c => char.IsControl(c) && c != '\n'));
        Assert.StartsWith("< 400 Bad  [2J********\n< Server: a b\n", heard.Details[1], StringComparison.Ordinal);
    }

    private static Task GetSinkAsync(TwilioEventsClient client) => client.GetSinkAsync(Sid, CancellationToken.None);

    private static HttpResponseMessage Sink(params (string Name, string Value)[] headers) =>
        Answer(200, ScriptedServer.SinkJson(Sid, "x"), headers);

    private static TwilioEventsClient Heard(TwilioEventsClient client, RequestObserver observer) =>
        client.With(new CallOptions { Observer = observer });

    private TwilioEventsClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(
        new TwilioEventsClientOptions("AC" + new string('1', 32), Secret) { Clock = this.clock },
        new AnsweringHandler(request =>
        {
            this.clock.Pass(TimeSpan.FromMilliseconds(1234.9));
            return answer(request);
        }));

    // Calls until all answers were given.
    private async Task<Listener> HearAsync(
        Listener listener, Func<TwilioEventsClient, Task> call, params HttpResponseMessage[] answers)
    {
        var left = new Queue<HttpResponseMessage>(answers);
        using TwilioEventsClient client = this.Client(_ => left.Dequeue());
        while (left.Count > 0)
        {
            Exception? error = await Record.ExceptionAsync(() => call(Heard(client, listener)));
            Assert.True(error is null or TwilioEventsException, error?.ToString());
        }

        return listener;
    }

    private sealed class Listener(bool wantsLines = true, bool wantsDetail = false) : RequestObserver
    {
        public List<string> Lines { get; } = [];

        public List<string> Details { get; } = [];

        public int Retries { get; private set; }

        public override bool WantsLines => wantsLines;

        public override bool WantsDetail => wantsDetail;

        public override void Line(string text) => this.Lines.Add(text);

        public override void Detail(string text) => this.Details.Add(text);

        public override void Retrying() => this.Retries++;
    }

    /// <summary>Time passes where the test says so, and in waits, which are over at once.</summary>
    private sealed class SteppingClock : Clock
    {
        private TimeSpan elapsed;

        public override TimeSpan Elapsed => this.elapsed;

        public override Task DelayAsync(TimeSpan time, CancellationToken cancellation)
        {
            this.Pass(time);
            return Task.CompletedTask;
        }

        public override double Chance() => 0.256;

        public void Pass(TimeSpan time) => this.elapsed += time;
    }
}
