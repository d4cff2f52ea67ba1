using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using Twilio.Security;
using TwilioEvents.Webhooks.Http;
using TwilioEvents.Webhooks.Receiving;
using TwilioEvents.Webhooks.Tests.Http;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Receiving;

/// <summary>Which request gets which answer, and what is said about it.</summary>
public sealed class EventReceiverTests
{
    private const string UserName = "twilio";
    private const string Password = "pass:w\u00F6rd/1";

    private static readonly string Body = TwilioSender.Batch([1, 2]);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock clock = new();

    [Fact]
    public async Task A_delivery_is_acknowledged_after_each_of_its_events_was_confirmed_and_not_before()
    {
        EventReceiver receiver = this.Create();
        Task<HttpAnswer> answer = receiver.AnswerAsync(TwilioSender.Signed(Body));
        ReceivedEvent first = receiver.TryTake()!;
        Assert.Equal("1", first.Event.Id);
        receiver.Confirm(first);
        ReceivedEvent second = receiver.TryTake()!;
        Assert.False(answer.IsCompleted);
        receiver.Confirm(second);
        Assert.Equal(204, await StatusAsync(answer));
        Assert.Equal((2, 0, 1, 0), (receiver.Written, receiver.Unacknowledged, receiver.Acknowledged, receiver.Refused));
        Assert.Null(receiver.TryTakeNotice());
    }

    [Fact]
    public async Task Where_the_events_are_not_taken_in_4_seconds_the_delivery_comes_again_and_waits_for_the_same_events()
    {
        EventReceiver receiver = this.Create();
        Task<HttpAnswer> first = receiver.AnswerAsync(TwilioSender.Signed(Body));
        this.clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(first.IsCompleted);
        this.clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(503, await StatusAsync(first));
        Assert.Equal(ReceiverNoticeKind.Late, receiver.TryTakeNotice()!.Kind);

        Task<HttpAnswer> second = receiver.AnswerAsync(TwilioSender.Signed(Body));
        Assert.Equal(2, WriteAll(receiver));
        Assert.Equal(204, await StatusAsync(second));
        Assert.Equal(204, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(Body))));
        Assert.Equal((2, 0, 4), (receiver.Written, receiver.Unacknowledged, receiver.Repeated));
    }

    [Fact]
    public async Task A_stop_answers_what_is_in_hand_so_that_it_comes_again()
    {
        EventReceiver receiver = this.Create();
        Task<HttpAnswer> inHand = receiver.AnswerAsync(TwilioSender.Signed(Body));
        receiver.Confirm(receiver.TryTake()!);
        await receiver.StopAsync();
        Assert.Equal(503, await StatusAsync(inHand));
        Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(Body))));
        Assert.Equal((1, 1), (receiver.Written, receiver.Unacknowledged));
        Assert.Null(receiver.TryTakeNotice());
    }

    [Fact]
    public async Task Twilio_s_own_SDK_finds_right_what_these_tests_sign_and_a_changed_byte_is_refused_everywhere() =>
        await Gen.Select(Gen.Int[0, 999], Gen.Int[0, 10_000], Gen.Byte).SampleAsync(async (number, place, change) =>
        {
            string body = TwilioSender.Event(number, more: ",\"data\":\"\u00E9\u4E2D\"");
            string query = TwilioSender.Query(Encoding.UTF8.GetBytes(body));
            string url = TwilioSender.Destination + query;
            Assert.True(new RequestValidator(TwilioSender.Token).Validate(url, body, TwilioSender.Sign(url)));

            EventReceiver receiver = this.Create();
            Task<HttpAnswer> taken = receiver.AnswerAsync(TwilioSender.Signed(body));
            Assert.Equal(1, WriteAll(receiver));
            Assert.Equal(204, await StatusAsync(taken));

            // A byte of the query, of the signature or of the body.
            byte[] bytes = TwilioSender.Bytes(body);
            string sent = Encoding.Latin1.GetString(bytes);
            int start = sent.IndexOf("?bodySHA256", StringComparison.Ordinal);
            int[] places = [.. Enumerable.Range(start, query.Length),
                .. Enumerable.Range(sent.IndexOf(": ", sent.IndexOf("X-Twilio", StringComparison.Ordinal), StringComparison.Ordinal) + 2,
                    28),
                .. Enumerable.Range(sent.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4, Encoding.UTF8.GetByteCount(body))];
            int at = places[place % places.Length];
            if (bytes[at] == change) return;
            bytes[at] = change;
            ParsedConnection parsed = ParsedConnection.Read(bytes);
            if (parsed.Requests.Count == 0) return;
            receiver = this.Create();
            HttpRequest tampered = new(parsed.Requests[0].Head, parsed.Requests[0].Body, HttpBodyState.Whole);
            Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(tampered)));
            Assert.Null(receiver.TryTake());
            Assert.NotNull(receiver.TryTakeNotice());
        }, iter: 1000);

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("POST", "/another/path")]
    [InlineData("GET", "/events")]
    [InlineData("PUT", "http://proxy.example/x")]
    public async Task A_signed_request_is_taken_whatever_its_method_and_path(string method, string path)
    {
        EventReceiver receiver = this.Create();
        Task<HttpAnswer> answer = receiver.AnswerAsync(TwilioSender.Signed(Body, method: method, path: path));
        Assert.Equal(2, WriteAll(receiver));
        Assert.Equal(204, await StatusAsync(answer));
    }

    [Fact]
    public async Task A_signed_request_never_gets_a_status_that_makes_Twilio_drop_it()
    {
        (HttpRequest Request, ReceiverNoticeKind Kind)[] requests =
        [
            (TwilioSender.Signed(Body, token: "another"), ReceiverNoticeKind.NotVerified),
            (TwilioSender.Signed(Body, destination: "https://another.example/"), ReceiverNoticeKind.NotVerified),
            (TwilioSender.Unsigned(Body, headers: "X-Twilio-Signature:\r\n"), ReceiverNoticeKind.NotVerified),
            (TwilioSender.Unsigned(Body, headers: "X-Twilio-Signature: x\r\n"), ReceiverNoticeKind.NotVerified),
            (TwilioSender.Signed(string.Empty, method: "GET"), ReceiverNoticeKind.NoBody),
            (TwilioSender.Signed(string.Empty), ReceiverNoticeKind.NoBody),
            (TwilioSender.Signed("not JSON"), ReceiverNoticeKind.NotAnEvent),
            (TwilioSender.Signed("{\"id\":\"1\"}"), ReceiverNoticeKind.NotAnEvent),
            (TwilioSender.Signed(new string('[', 100_000)), ReceiverNoticeKind.NotAnEvent),
            (TwilioSender.Signed(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))), ReceiverNoticeKind.NotAnEvent),
        ];
        foreach ((HttpRequest request, ReceiverNoticeKind kind) in requests)
        {
            EventReceiver receiver = this.Create();
            Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(request)));
            Assert.Equal(kind, receiver.TryTakeNotice()?.Kind);
            Assert.Equal(1, receiver.Refused);
            Assert.Null(receiver.TryTake());
        }

        foreach (HttpBodyState state in new[] { HttpBodyState.TooLarge, HttpBodyState.NoRoom })
        {
            EventReceiver receiver = this.Create();
            var request = new HttpRequest(ParsedConnection.Read(TwilioSender.Bytes(Body)).Requests[0].Head, [], state);
            Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(request)));
            Assert.Equal(state.ToString(), receiver.TryTakeNotice()?.Kind.ToString());
        }
    }

    [Theory]
    [InlineData("GET", "", 405)]
    [InlineData("HEAD", "", 405)]
    [InlineData("OPTIONS", "", 405)]
    [InlineData("POST", "", 503)]
    public async Task An_unsigned_request_is_told_what_is_taken(string method, string headers, int status)
    {
        EventReceiver receiver = this.Create();
        HttpAnswer answer = await receiver.AnswerAsync(TwilioSender.Unsigned(Body, method, headers));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 405 ? [new("Allow", "POST")] : [], answer.Headers);
        Assert.Equal(status == 503 ? ReceiverNoticeKind.NotSigned : null, receiver.TryTakeNotice()?.Kind);
        Assert.Null(receiver.TryTake());
    }

    [Fact]
    public async Task A_credential_that_is_missing_or_wrong_is_asked_for_only_where_there_is_no_signature()
    {
        string right = Authorization(UserName, Password), wrong = Authorization(UserName, Password + "x");
        EventReceiver receiver = this.Create(options =>
        {
            options.UserName = UserName;
            options.Password = TwilioSender.Secret(Password);
        });
        foreach (string headers in new[] { string.Empty, wrong, "Authorization: Basic !\r\n", "Authorization: Bearer x\r\n" })
        {
            HttpAnswer answer = await receiver.AnswerAsync(TwilioSender.Unsigned(Body, headers: headers));
            Assert.Equal(401, answer.Status);
            Assert.StartsWith("Basic realm=", Assert.Single(answer.Headers).Value, StringComparison.Ordinal);
            Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(Body, headers: headers))));
        }

        Assert.Equal(405, await StatusAsync(receiver.AnswerAsync(TwilioSender.Unsigned(Body, "GET"))));
        Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Unsigned(Body, headers: right))));
        Assert.Equal(4, receiver.CountOf(ReceiverNoticeKind.WrongCredential));
        Assert.Null(receiver.TryTake());

        // Twilio may have signed the URL with the user information, as text or escaped, or without.
        string escaped = Uri.EscapeDataString(UserName) + ":" + Uri.EscapeDataString(Password);
        foreach (string user in new[] { string.Empty, escaped + "@", UserName + ":" + Password + "@" })
        {
            Task<HttpAnswer> answer = receiver.AnswerAsync(
                TwilioSender.Signed(Body, destination: "https://" + user + "abc.example/events", headers: right));
            WriteAll(receiver);
            Assert.Equal(204, await StatusAsync(answer));
        }
    }

    [Theory]
    [InlineData("https://abc.example/events", "https://abc.example/events", "")]
    [InlineData("https://abc.example/events?a=1&b=2", "https://abc.example/events", "")]
    [InlineData("https://abc.example", "https://abc.example", "")]
    [InlineData("https://abc.example", "https://abc.example/", "")]
    [InlineData("https://abc.example/%C3%A9#part", "https://abc.example/%C3%A9", "")]
    [InlineData(null, "http://localhost:8080/", "")]
    [InlineData(null, "https://abc.example/", "X-Forwarded-Proto: https\r\nX-Forwarded-Host: abc.example\r\n")]
    [InlineData(null, "https://abc.example/", "X-Forwarded-Proto: https, http\r\nX-Forwarded-Host: abc.example, inner\r\n")]
    [InlineData(null, "https://localhost:8080/", "X-Forwarded-Proto: https\r\n")]
    [InlineData(null, "http://abc.example/", "X-Forwarded-Host: abc.example\r\nX-Forwarded-Proto: file\r\n")]
    public async Task The_signed_URL_is_the_destination_as_entered_or_what_the_request_says(
        string? publicUri, string url, string headers)
    {
        EventReceiver receiver = this.Create(options => options.PublicUri = publicUri);
        Task<HttpAnswer> answer = receiver.AnswerAsync(TwilioSender.Signed(Body, url, headers: headers));
        Assert.Equal(2, WriteAll(receiver));
        Assert.Equal(204, await StatusAsync(answer));
        ReceiverNotice? notice = receiver.TryTakeNotice();
        Assert.Equal(headers.Length > 0 ? ReceiverNoticeKind.ForwardedUri : null, notice?.Kind);
    }

    [Fact]
    public async Task What_could_not_be_verified_says_which_URL_it_was_taken_for_once_for_each_reason()
    {
        EventReceiver receiver = this.Create();
        for (int i = 0; i < 3; i++) await receiver.AnswerAsync(TwilioSender.Signed(Body, destination: "https://another.example/"));
        await receiver.AnswerAsync(TwilioSender.Unsigned(Body, headers: "X-Twilio-Signature: x\r\n"));
        Assert.Contains("It was taken to be https://abc.example/events, with the query of the request.", receiver.TryTakeNotice()!.Detail,
            StringComparison.Ordinal);
        Assert.Contains("There is no bodySHA256", receiver.TryTakeNotice()!.Detail, StringComparison.Ordinal);
        Assert.Null(receiver.TryTakeNotice());
        Assert.Equal(4, receiver.CountOf(ReceiverNoticeKind.NotVerified));
    }

    [Fact]
    public async Task Without_a_check_a_POST_is_taken_and_what_a_web_page_sends_is_not()
    {
        EventReceiver receiver = this.Create(options => options.Validator = null);
        foreach (HttpRequest request in new[]
        {
            TwilioSender.Unsigned(TwilioSender.Event(1)),
            TwilioSender.Signed(TwilioSender.Event(2), token: "another"),
            TwilioSender.Signed(TwilioSender.Event(3), method: "GET"),
        })
        {
            Task<HttpAnswer> answer = receiver.AnswerAsync(request);
            Assert.Equal(1, WriteAll(receiver));
            Assert.Equal(204, await StatusAsync(answer));
        }

        Assert.Equal(405, await StatusAsync(receiver.AnswerAsync(TwilioSender.Unsigned(Body, "GET"))));
        foreach (string origin in new[] { "https://evil.example", "null", "" })
        {
            Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Unsigned(Body, headers: "Origin: " + origin + "\r\n"))));
            Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(Body, headers: "origin: " + origin + "\r\n"))));
        }

        Assert.Equal(6, receiver.CountOf(ReceiverNoticeKind.FromWebPage));
        Assert.Null(receiver.TryTake());
    }

    [Fact]
    public async Task Events_that_are_not_wanted_are_acknowledged_and_counted_and_go_no_further()
    {
        EventReceiver receiver = this.Create(options => options.IsWanted = type => type == "wanted");
        Assert.Equal(204, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(Body))));
        Task<HttpAnswer> mixed = receiver.AnswerAsync(TwilioSender.Signed(
            "[" + TwilioSender.Event(1) + "," + TwilioSender.Event(2, "wanted") + "]"));
        Assert.Equal(1, WriteAll(receiver));
        Assert.Equal(204, await StatusAsync(mixed));
        Assert.Equal((3, 1), (receiver.Unwanted, receiver.Written));
        Assert.Equal(204, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed("[]"))));
    }

    [Fact]
    public async Task Where_one_of_a_delivery_is_not_an_event_the_others_are_written_once_and_it_comes_again()
    {
        EventReceiver receiver = this.Create();
        string body = "[" + TwilioSender.Event(1) + ",{\"id\":\"2\"}," + TwilioSender.Event(3) + "]";
        Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(body))));
        Assert.Equal(2, WriteAll(receiver));
        Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(body))));
        Assert.Equal(0, WriteAll(receiver));
        Assert.Equal(2, receiver.Unacknowledged);
        Assert.Equal(ReceiverNoticeKind.NotAnEvent, receiver.TryTakeNotice()!.Kind);
        Assert.Equal(2, receiver.CountOf(ReceiverNoticeKind.NotAnEvent));
    }

    [Fact]
    public async Task Where_too_many_events_wait_a_delivery_comes_again_at_once()
    {
        EventReceiver receiver = this.Create();
        Task<HttpAnswer> first = receiver.AnswerAsync(TwilioSender.Signed(TwilioSender.Batch(Enumerable.Range(1, 1000))));
        Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(TwilioSender.Event(1001)))));
        Assert.Equal(ReceiverNoticeKind.QueueFull, receiver.TryTakeNotice()!.Kind);
        Assert.False(first.IsCompleted);
        Assert.Equal(1000, WriteAll(receiver));
        Assert.Equal(204, await StatusAsync(first));
    }

    [Fact]
    public async Task Whatever_is_wrong_inside_a_signed_request_comes_again()
    {
        EventReceiver receiver = this.Create(options => options.IsWanted = _ => throw new InvalidOperationException("Out of order."));
        Assert.Equal(503, await StatusAsync(receiver.AnswerAsync(TwilioSender.Signed(Body))));
        ReceiverNotice notice = receiver.TryTakeNotice()!;
        Assert.Equal((ReceiverNoticeKind.Fault, "InvalidOperationException: Out of order."), (notice.Kind, notice.Detail));
    }

    [Fact]
    public async Task Runs_over_sockets_that_stop_at_random_points_lose_nothing_and_each_writes_no_event_twice()
    {
        const int Deliveries = 120;
        var random = new Random(7);
        var bodies = Enumerable.Range(0, Deliveries).Select(i => TwilioSender.Batch(Enumerable.Range(i * 5, 1 + (i % 8)))).ToArray();
        var acknowledged = new int[Deliveries];
        var runOf = new int[Deliveries];
        var runs = new List<List<string>>();
        int port = 0, current = 0;
        using var stopSending = new CancellationTokenSource();
        Task[] senders = [];
        for (int run = 0; run < 12 || acknowledged.Any(count => count == 0); run++)
        {
            Assert.True(run < 200, "The senders do not come to an end.");
            Volatile.Write(ref current, run);
            using EventReceiver receiver = EventReceiver.Start(Options(options => options.Port = port));
            port = receiver.EndPoints[0].Port;
            if (senders.Length == 0)
            {
                IPEndPoint to = receiver.EndPoints[0];
                void OnConnected(int i) => runOf[i] = Volatile.Read(ref current);
                senders = [.. Enumerable.Range(0, 4).Select(part =>
                    Task.Run(() => SendAsync(to, bodies, acknowledged, OnConnected, part, 4, stopSending.Token)))];
            }

            // So many events, and then the end: before one is confirmed, or after.
            int most = run < 12 ? random.Next(0, 60) : int.MaxValue;
            runs.Add([]);
            while (runs[^1].Count < most && acknowledged.Any(count => count == 0))
            {
                await Task.WhenAny(receiver.WhenChanged(), Task.WhenAll(senders)).WaitAsync(Patience);
                if (receiver.TryTake() is not ReceivedEvent received) continue;
                runs[^1].Add(received.Event.Id!);
                if (runs[^1].Count == most && random.Next(2) == 0) break;
                receiver.Confirm(received);
            }

            await receiver.StopAsync().WaitAsync(Patience);
        }

        await stopSending.CancelAsync();
        await Task.WhenAll(senders).WaitAsync(Patience);
        Assert.All(runs, written => Assert.Equal(written.Distinct().Count(), written.Count));
        Assert.Equal(Enumerable.Range(0, Deliveries).SelectMany(i => Enumerable.Range(i * 5, 1 + (i % 8))).Distinct().Count(),
            runs.SelectMany(written => written).Distinct().Count());
        Assert.All(acknowledged, count => Assert.Equal(1, count));

        // What came again belonged to a delivery that no run before had acknowledged.
        foreach (string id in runs.SelectMany(written => written).Distinct())
        {
            int[] came = [.. Enumerable.Range(0, runs.Count).Where(run => runs[run].Contains(id))];
            int number = int.Parse(id, CultureInfo.InvariantCulture);
            int last = Enumerable.Range(0, Deliveries).Where(i => number >= i * 5 && number < (i * 5) + 1 + (i % 8)).Max(i => runOf[i]);
            Assert.True(came[^1] <= last, $"{id} was written in run {came[^1]}, and acknowledged in run {last}.");
        }
    }

    private static int WriteAll(EventReceiver receiver)
    {
        int count = 0;
        for (; receiver.TryTake() is ReceivedEvent received; count++) receiver.Confirm(received);
        return count;
    }

    private static async Task<int> StatusAsync(Task<HttpAnswer> answer) => (await answer.WaitAsync(Patience)).Status;

    private static string Authorization(string user, string password) =>
        "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":" + password)) + "\r\n";

    private static EventReceiverOptions Options(Action<EventReceiverOptions>? change = null)
    {
        var options = new EventReceiverOptions(TwilioSender.Objects)
        {
            PublicUri = TwilioSender.Destination,
            Validator = new SignatureValidator([TwilioSender.Secret(TwilioSender.Token)]),
        };
        change?.Invoke(options);
        return options;
    }

    private EventReceiver Create(Action<EventReceiverOptions>? change = null)
    {
        EventReceiverOptions options = Options(change);
        options.Clock = this.clock;
        return new EventReceiver(options);
    }

    // Twilio's rules, without its pauses: again until there is a status of 200 to 299; one of 400 to 499 would be the end.
    private static async Task SendAsync(
        IPEndPoint to, string[] bodies, int[] acknowledged, Action<int> onConnected, int part, int parts, CancellationToken stop)
    {
        for (int i = part; i < bodies.Length; i += parts)
        {
            while (acknowledged[i] == 0 && !stop.IsCancellationRequested)
            {
                try
                {
                    using RawClient client = await RawClient.ConnectAsync(to);
                    onConnected(i);
                    await client.SendAsync(TwilioSender.Bytes(bodies[i]));
                    string answer = await client.ReadHeadAsync();
                    Assert.Matches("^HTTP/1.1 (204|503) ", answer);
                    if (answer.StartsWith("HTTP/1.1 204", StringComparison.Ordinal)) Interlocked.Increment(ref acknowledged[i]);
                }
                catch (Exception e) when (e is System.Net.Sockets.SocketException or EndOfStreamException)
                {
                    // Nobody listens, or the connection broke: it comes again.
                    await Task.Yield();
                }
            }
        }
    }
}
