using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>What a sandbox does wrong where it is told to.</summary>
public sealed class FaultTests
{
    private readonly StepClock clock = new();

    [Fact]
    public async Task Beyond_the_rate_requests_get_429_until_a_second_has_passed()
    {
        using var api = new SandboxApi(this.clock);
        await SetAsync(api, "RateLimit=3");
        for (int i = 0; i < 3; i++) Assert.Equal(200, (await api.Get("Sinks")).Status);
        SandboxReply refused = await api.Get("Sinks");
        Assert.Equal((429, "20429"), (refused.Status, refused["code"]));
        await SetAsync(api, "LatencyMilliseconds=0");
        this.clock.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 3; i++) Assert.Equal(200, (await api.Get("Sinks")).Status);
        Assert.Equal(429, (await api.Get("Sinks")).Status);
        await SetAsync(api, "RateLimit=0");
        Assert.Equal(200, (await api.Get("Sinks")).Status);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_failures_and_another_seed_others()
    {
        string[] runs = [await RunAsync(7), await RunAsync(7), await RunAsync(8)];
        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        foreach (string outcome in new[] { "201", "500", "503", "cut" }) Assert.Contains(outcome, runs[0], StringComparison.Ordinal);

        // Some that were cut off were done, and some were not.
        string[] outcomes = runs[0].Split(' ');
        int made = int.Parse(outcomes.Last(), CultureInfo.InvariantCulture);
        Assert.InRange(made, outcomes.Count(o => o == "201") + 1, outcomes.Count(o => o is "201" or "cut") - 1);
    }

    [Fact]
    public async Task An_answer_takes_as_long_as_it_is_told()
    {
        using var api = new SandboxApi(this.clock);
        await SetAsync(api, "LatencyMilliseconds=500");
        Task<SandboxReply> slow = api.Get("Sinks");
        Assert.Equal(200, (await api.Get("/sandbox/faults")).Status);
        Assert.False(slow.IsCompleted);
        this.clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(200, (await slow).Status);
    }

    [Fact]
    public async Task A_faster_clock_gives_up_after_four_of_its_hours()
    {
        using var webhook = new Webhook(_ => 503);
        using var api = new SandboxApi(this.clock);
        string sink = await SinkAsync(api, webhook);
        Assert.Equal("100000", (await api.Post("/sandbox/clock", "TimeFactor=100000"))["time_factor"]);
        await api.Post("Sinks/" + sink + "/Test", string.Empty);
        for (int i = 0; i < 400 && (await api.Get("Sinks/" + sink))["status"] != "failed"; i++)
        {
            int before = webhook.Requests.Count;
            this.clock.Advance(TimeSpan.FromMilliseconds(10));
            for (int spin = 0; spin < 200 && webhook.Requests.Count == before; spin++) await Task.Yield();
        }

        Assert.Equal("failed", (await api.Get("Sinks/" + sink))["status"]);
        Assert.True(this.clock.Elapsed < TimeSpan.FromSeconds(4), "It took " + this.clock.Elapsed);
    }

    [Fact]
    public async Task Duplicates_and_disorder_bring_every_event_all_the_same()
    {
        using var webhook = new Webhook(_ => 204);
        using var api = new SandboxApi(this.clock);
        string sink = await SinkAsync(api, webhook);
        await api.Post("Subscriptions", SandboxApi.Subscription(sink, SandboxApi.Failed));
        await SetAsync(api, "DuplicateRate=0.5&OutOfOrder=true&Seed=3");
        SandboxReply sent = await api.Post("/sandbox/events", "Count=20&SinkSid=" + sink + "&Type=" + SandboxApi.Failed);
        this.clock.Advance(TimeSpan.FromSeconds(1));
        JsonMap[] deliveries = [.. (await api.Get("/sandbox/deliveries?PageSize=1000")).Items];
        await webhook.ArrivedAsync(deliveries.Length);
        string[] ids = [.. ((IReadOnlyList<object?>)sent.Json["events"]!).Cast<JsonMap>().Select(made => made.Text("id")!)];
        string[] came =
            [.. webhook.Bodies.Select(body => ((JsonMap)((IReadOnlyList<object?>)JsonText.Parse(body)!).Single()!).Text("id")!)];
        Assert.InRange(came.Length, 22, 38);
        Assert.Equal(ids.OrderBy(id => id, StringComparer.Ordinal), came.Distinct().OrderBy(id => id, StringComparer.Ordinal));
        Assert.NotEqual(ids, came.Distinct());
    }

    [Theory]
    [InlineData("/sandbox/faults", "FailureRate=1.5")]
    [InlineData("/sandbox/faults", "RateLimit=-1")]
    [InlineData("/sandbox/faults", "LatencyMilliseconds=soon")]
    [InlineData("/sandbox/faults", "OutOfOrder=maybe")]
    [InlineData("/sandbox/clock", "TimeFactor=0.5")]
    public async Task What_cannot_be_set_is_refused_and_changes_nothing(string path, string form)
    {
        using var api = new SandboxApi(this.clock);
        string before = (await api.Get("/sandbox/faults")).Text;
        Assert.Equal(400, (await api.Post(path, "DuplicateRate=0.5&" + form)).Status);
        Assert.Equal(before, (await api.Get("/sandbox/faults")).Text);
    }

    private static async Task SetAsync(SandboxApi api, string form) =>
        Assert.Equal(200, (await api.Post("/sandbox/faults", form)).Status);

    private static async Task<string> SinkAsync(SandboxApi api, Webhook webhook) => (await api.Post("Sinks", SandboxApi.Form(
        ("Description", "mine"), ("SinkType", "webhook"), ("SinkConfiguration", "{\"destination\":\"http://localhost:"
            + webhook.Port.ToString(CultureInfo.InvariantCulture) + "/\",\"method\":\"POST\"}"))))["sid"]!;

    // What each creation came to, and how many sinks there were afterwards that were not there before.
    private async Task<string> RunAsync(int seed)
    {
        using var api = new SandboxApi(this.clock);
        await SetAsync(api, "FailureRate=0.6&Seed=" + seed.ToString(CultureInfo.InvariantCulture));
        var outcomes = new List<string>();
        for (int i = 0; i < 60; i++)
        {
            try
            {
                outcomes.Add((await api.Post("Sinks", SandboxApi.Webhook)).Status.ToString(CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                outcomes.Add("cut");
            }
        }

        await SetAsync(api, "FailureRate=0");
        outcomes.Add(((await api.All("Sinks")).Count - 6).ToString(CultureInfo.InvariantCulture));
        return string.Join(" ", outcomes);
    }
}
