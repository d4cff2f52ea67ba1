using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Twilio.Security;
using TwilioEvents.Json;
using TwilioEvents.Webhooks.Http;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>What a sandbox delivers, and what it does when nobody takes it.</summary>
public sealed class DeliveryTests
{
    private readonly StepClock clock = new();

    [Fact]
    public async Task Events_arrive_in_batches_signed_and_with_the_version_that_the_subscription_asks_for()
    {
        using var webhook = new Webhook(_ => 204);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook, batches: true);
        await SubscribeAsync(api, sink, "{\"type\":\"" + SandboxApi.Failed + "\",\"schema_version\":3}");
        SandboxReply sent = await api.Post("/sandbox/events", SandboxApi.Form(("Type", SandboxApi.Failed), ("Count", "3"),
            ("Data", "{\"to\":\"+4930\",\"extra\":{\"a\":[1]}}")));
        Assert.Equal(201, sent.Status);
        await UntilAsync(api, deliveries => deliveries.Count(d => d.Text("outcome") == "delivered") == 3);

        JsonMap[] events = [.. webhook.Bodies.SelectMany(body => ((IReadOnlyList<object?>)JsonText.Parse(body)!).Cast<JsonMap>())];
        Assert.Equal(Sent(sent).Select(made => made.Text("id")), events.Select(received => received.Text("id")));
        Assert.All(Sent(sent), made => Assert.Equal([sink], ((IReadOnlyList<object?>)made["sinks"]!).Cast<string>()));
        Assert.All(events, received =>
        {
            Assert.Equal("https://events-schemas.twilio.com/Messaging.MessageStatus/3.json", received.Text("dataschema"));
            var data = (JsonMap)received["data"]!;
            Assert.Equal(("+4930", "failed", 30008L, 1L),
                (data["to"], data["messageStatus"], data["errorCode"], ((IReadOnlyList<object?>)((JsonMap)data["extra"]!)["a"]!)[0]));
            Assert.Matches("^/2010-04-01/Accounts/AC0{32}/Messages/" + data["messageSid"] + ".json$", received.Text("source"));
        });
        Assert.All(webhook.Requests, request => Assert.True(IsSigned(webhook, request)));
    }

    [Theory]
    [InlineData("POST", "/events", "")]
    [InlineData("GET", "/events?a=b", "")]
    [InlineData("POST", "", "user:p%40ss@")]
    public async Task Twilios_own_validator_accepts_each_delivery_and_refuses_it_tampered(string method, string path, string user)
    {
        using var webhook = new Webhook(_ => 204);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook, method: method, path: path, user: user);
        Assert.Equal("submitted", (await api.Post("Sinks/" + sink + "/Test", string.Empty))["result"]);
        await webhook.ArrivedAsync();
        HttpRequest request = Assert.Single(webhook.Requests);
        Assert.Equal(method, request.Method);
        Assert.StartsWith(path.Length == 0 ? "/?" : path, request.Target, StringComparison.Ordinal);
        Assert.Equal(user.Length == 0 ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:p@ss")),
            request.Value("Authorization"));
        string url = "http://" + user + request.Value("Host") + request.Target, body = Encoding.UTF8.GetString(request.Body);
        string signature = request.Value("X-Twilio-Signature")!;
        Assert.True(Validates(SandboxApi.Secret, url, body, signature));
        Assert.False(Validates(SandboxApi.Secret, url, body.Replace("1.0", "1.1"), signature));
        Assert.False(Validates(SandboxApi.Secret, url.Replace("bodySHA256", "a=b&bodySHA256"), body, signature));
        Assert.False(Validates(SandboxApi.Secret.Replace('0', '1'), url, body, signature));
        Assert.False(Validates(SandboxApi.Secret, url, body, signature.Insert(1, "x")));

        var test = (JsonMap)((IReadOnlyList<object?>)JsonText.Parse(body)!).Single()!;
        Assert.Equal(("com.twilio.eventstreams.test-event", "Sink", SandboxHandler.DefaultAccountSid),
            (test.Text("type"), test.Text("source"), test.Text("id")));
        string testId = ((JsonMap)test["data"]!).Text("test_id")!;
        Assert.True(Guid.TryParseExact(testId, "D", out _));
        Assert.Equal("valid", (await api.Post("Sinks/" + sink + "/Validate", "TestId=" + testId))["result"]);
    }

    [Theory]
    [InlineData(200, "delivered", null)]
    [InlineData(302, "retrying", 91306)]
    [InlineData(400, "dropped", 91305)]
    [InlineData(404, "dropped", 91305)]
    [InlineData(429, "retrying", 91306)]
    [InlineData(500, "retrying", 91306)]
    [InlineData(-1, "retrying", 91307)]
    public async Task What_a_receiver_answers_decides_what_follows(int status, string outcome, int? code)
    {
        using var webhook = new Webhook(_ => status);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook);
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        JsonMap delivery = await UntilAsync(api, outcome);
        Assert.Equal((1L, status < 0 ? null : (long?)status, (long?)code),
            ((long)delivery["attempts"]!, (long?)delivery["last_status"], (long?)delivery["error_code"]));
        Assert.Equal(outcome == "retrying" ? "2026-01-02T03:04:06Z" : null, delivery.Text("next_attempt"));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_gets_it_when_it_is_and_after_a_second()
    {
        using SandboxApi api = this.Api();
        var gone = new Webhook(_ => 204);
        string sink = await SinkAsync(api, gone);
        gone.Dispose();
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        Assert.Equal(91307L, (await UntilAsync(api, "retrying"))["error_code"]);
        using SandboxServer there = SandboxServer.Start(new SandboxHandler(), gone.Port);
        this.clock.Advance(TimeSpan.FromSeconds(1));

        // Somebody else listens there now, and refuses it.
        Assert.Equal((401L, 2L), Two(await UntilAsync(api, "dropped")));
    }

    [Fact]
    public async Task No_answer_within_five_seconds_is_tried_again()
    {
        using var webhook = new Webhook(number => number == 1 ? 0 : 204);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook);
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        await webhook.ArrivedAsync();
        this.clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(91308L, (await UntilAsync(api, "retrying"))["error_code"]);
        this.clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(api, "delivered");
    }

    [Fact]
    public async Task After_four_hours_it_is_given_up_and_the_sink_has_failed()
    {
        using var webhook = new Webhook(_ => 503);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook);
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        var waits = new List<TimeSpan>();
        JsonMap delivery = await UntilAsync(api, "retrying");
        while (delivery.Text("outcome") == "retrying")
        {
            DateTimeOffset next = DateTimeOffset.Parse(delivery.Text("next_attempt")!, CultureInfo.InvariantCulture);
            waits.Add(next - this.clock.UtcNow);
            long attempts = (long)delivery["attempts"]!;
            this.clock.Advance(waits.Last());
            delivery = (await UntilAsync(api, all => (long)all.Last()["attempts"]! > attempts)).Last();
        }

        Assert.Equal("given_up", delivery.Text("outcome"));
        Assert.Equal(new[] { 1.0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900 }, waits.Take(12).Select(wait => wait.TotalSeconds));
        Assert.InRange(waits.Sum(wait => wait.TotalHours), 3.7, 4.0);
        Assert.Equal("failed", (await api.Get("Sinks/" + sink))["status"]);
    }

    [Fact]
    public async Task Sinks_elsewhere_get_nothing_and_those_that_are_no_webhooks_keep_what_they_would_have_got()
    {
        using SandboxApi api = this.Api();
        SandboxReply sent = await api.Post("/sandbox/events", "Type=" + SandboxApi.Failed);
        Assert.Equal(SandboxApi.SinkA, ((IReadOnlyList<object?>)Sent(sent).Single()["not_sent"]!).Single());
        SandboxReply kept = await api.Post("/sandbox/events", "Type=com.twilio.voice.status-callback.call.completed");
        JsonMap[] deliveries = [.. (await api.Get("/sandbox/deliveries")).Items];
        Assert.Equal(["not_sent", "kept"], deliveries.Select(delivery => delivery.Text("outcome")));
        var record = (JsonMap)JsonText.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(deliveries[1].Text("record")!)))!;
        Assert.Equal(Sent(kept).Single().Text("id"), record.Text("id"));
        Assert.IsType<JsonMap>(JsonText.Parse((string)record["data"]!));
    }

    [Fact]
    public async Task A_removed_sink_takes_with_it_what_was_on_its_way()
    {
        using var webhook = new Webhook(_ => 503);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook);
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        await UntilAsync(api, "retrying");
        Assert.Equal(204, (await api.Delete("Sinks/" + sink)).Status);
        this.clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(api, "dropped");
        Assert.Single(webhook.Requests);
    }

    [Theory]
    [InlineData("Type=com.twilio.unheard.of", 91104)]
    [InlineData("Count=1", 20001)]
    [InlineData("Type=" + SandboxApi.Failed + "&Count=0", 20001)]
    [InlineData("Type=" + SandboxApi.Failed + "&Count=1001", 20001)]
    [InlineData("Type=" + SandboxApi.Failed + "&Data=[]", 20001)]
    [InlineData("Type=" + SandboxApi.Failed + "&SinkSid=DG0", 91001)]
    public async Task What_cannot_be_made_is_refused(string form, int code)
    {
        using SandboxApi api = this.Api();
        SandboxReply refused = await api.Post("/sandbox/events", form);
        Assert.Equal((400, code.ToString(CultureInfo.InvariantCulture)), (refused.Status, refused["code"]));
        Assert.Empty((await api.Get("/sandbox/deliveries")).Items);
    }

    [Fact]
    public async Task Every_type_of_the_catalogue_has_an_example()
    {
        using SandboxApi api = this.Api();
        foreach (JsonMap type in await api.All("Types"))
            Assert.Equal(201, (await api.Post("/sandbox/events", "Type=" + type.Text("type"))).Status);
    }

    [Fact]
    public async Task A_stop_makes_the_deliveries_that_are_due_and_says_what_is_lost()
    {
        using var webhook = new Webhook(number => number == 1 ? 503 : 204);
        using SandboxApi api = this.Api();
        string sink = await SinkAsync(api, webhook);
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        await UntilAsync(api, "retrying");
        for (int i = 0; i < 20; i++) await api.Post("Sinks/" + sink + "/Test", string.Empty);
        Assert.Equal(1, await api.Handler.EndDeliveriesAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(21, webhook.Requests.Count);
    }

    private static IEnumerable<JsonMap> Sent(SandboxReply reply) => ((IReadOnlyList<object?>)reply.Json["events"]!).Cast<JsonMap>();

    private static (long Status, long Attempts) Two(JsonMap delivery) => ((long)delivery["last_status"]!, (long)delivery["attempts"]!);

    private static bool Validates(string token, string url, string body, string signature) =>
        new RequestValidator(token).Validate(url, body, signature);

    private static bool IsSigned(Webhook webhook, HttpRequest request) => Validates(SandboxApi.Secret,
        "http://localhost:" + webhook.Port.ToString(CultureInfo.InvariantCulture) + request.Target, Encoding.UTF8.GetString(request.Body),
        request.Value("X-Twilio-Signature")!);

    private static async Task<string> SinkAsync(
        SandboxApi api, Webhook webhook, bool batches = false, string method = "POST", string path = "/events", string user = "")
    {
        string destination = "http://" + user + "localhost:" + webhook.Port.ToString(CultureInfo.InvariantCulture) + path;
        string configuration = JsonText.Write(
            new JsonMap { ["destination"] = destination, ["method"] = method, ["batch_events"] = batches });
        return (await api.Post("Sinks", SandboxApi.Form(("Description", "mine"), ("SinkType", "webhook"),
            ("SinkConfiguration", configuration))))["sid"]!;
    }

    private static async Task SubscribeAsync(SandboxApi api, string sink, string type) =>
        Assert.Equal(201, (await api.Post("Subscriptions", SandboxApi.Subscription(sink, type))).Status);

    private static async Task<JsonMap> UntilAsync(SandboxApi api, string outcome) =>
        (await UntilAsync(api, all => all.LastOrDefault()?.Text("outcome") == outcome)).Last();

    private static async Task<JsonMap[]> UntilAsync(SandboxApi api, Func<JsonMap[], bool> condition)
    {
        var late = Stopwatch.StartNew();
        while (true)
        {
            JsonMap[] all = [.. (await api.Get("/sandbox/deliveries?PageSize=1000")).Items];
            if (condition(all)) return all;
            Assert.True(late.Elapsed < TimeSpan.FromSeconds(30), "It is still: " + JsonText.Write(all.LastOrDefault()));
            await Task.Yield();
        }
    }

    private SandboxApi Api() => new(this.clock);
}
