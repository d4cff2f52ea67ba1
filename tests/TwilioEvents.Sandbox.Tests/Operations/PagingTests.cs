using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.State;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

public sealed class PagingTests
{
    private const string Root = "https://events.twilio.com/v1/";
    private static readonly string[] Lists =
        ["Sinks", "Subscriptions", "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents", "Types",
            "Schemas/Messaging.MessageStatus/Versions"];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(1000, 20)]
    [InlineData(1001, 21)]
    public async Task A_list_is_given_in_pages_of_fifty(int count, int pages)
    {
        using SandboxApi api = Filled(count);
        var seen = new List<string>();
        string? previous = null;
        string? next = "Sinks";
        for (int page = 0; page < pages; page++)
        {
            SandboxReply reply = await api.Get(next!);
            Assert.Equal(["page", "page_size", "first_page_url", "previous_page_url", "url", "next_page_url", "key"],
                reply.Meta.Properties.Select(property => property.Key));
            Assert.Equal(((long)page, 50L, "sinks", Root + "Sinks?PageSize=50&Page=0"),
                (reply.Meta["page"], reply.Meta["page_size"], reply.Meta.Text("key"), reply.Meta.Text("first_page_url")));
            Assert.Equal(page == 0 ? Root + "Sinks?PageSize=50&Page=0" : next, reply.Meta.Text("url"));
            Assert.Equal(previous, reply.Meta.Text("previous_page_url"));
            seen.AddRange(reply.Items.Select(item => item.Text("sid")!));
            previous = reply.Meta.Text("url");
            next = reply.Meta.Text("next_page_url");
            Assert.Equal(page == pages - 1, next is null);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(Sid), seen);
    }

    [Fact]
    public async Task Ten_thousand_items_page_fast_in_pages_of_a_thousand()
    {
        using SandboxApi api = Filled(10_000);
        await api.All("Sinks?PageSize=1000&InUse=false");
        var watch = Stopwatch.StartNew();
        List<JsonMap> sinks = await api.All("Sinks?PageSize=1000&InUse=false");
        Assert.Equal(10_000, sinks.Count);

        // A guard against what grows with the square; not a measure.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("7", 7)]
    [InlineData("1000", 1000)]
    public async Task A_page_has_the_size_that_was_asked_for(string size, int count)
    {
        using SandboxApi api = Filled(1001);
        SandboxReply page = await api.Get("Sinks?PageSize=" + size);
        Assert.Equal((count, (long)count), (page.Items.Count(), page.Meta["page_size"]));
        Assert.StartsWith(Root + "Sinks?PageSize=" + size + "&Page=1&PageToken=PT", page.Meta.Text("next_page_url"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PageSize=0")]
    [InlineData("PageSize=-1")]
    [InlineData("PageSize=")]
    [InlineData("PageSize=ten")]
    [InlineData("PageSize=1.0")]
    [InlineData("PageSize=%D9%A1")]
    [InlineData("Page=-1")]
    [InlineData("Page=2147483647")]
    [InlineData("Page=x")]
    [InlineData("PageToken=")]
    [InlineData("PageToken=PT")]
    [InlineData("PageToken=7")]
    [InlineData("PageToken=PT-7")]
    [InlineData("PageToken=PT99999999999999999999")]
    public async Task Wrong_paging_is_refused(string query)
    {
        using var api = new SandboxApi();
        foreach (string list in Lists) await api.Refused(400, 91002, "GET", list + "?" + query);
    }

    [Theory]
    [InlineData("PageSize=1001")]
    [InlineData("PageSize=99999999999999999999")]
    public async Task A_page_of_more_than_a_thousand_is_too_large(string query)
    {
        using var api = new SandboxApi();
        foreach (string list in Lists)
            Assert.Equal("Page size too large, must be less than or equal to 1000",
                await api.Refused(400, 20007, "GET", list + "?" + query));
    }

    [Theory]
    [InlineData("https://events.twilio.com/")]
    [InlineData("https://events.dublin.ie1.twilio.com/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080/")]
    public async Task Every_address_in_an_answer_is_where_the_request_was_sent(string origin)
    {
        using var api = new SandboxApi();
        foreach (string path in new[] { "Sinks?PageSize=1", "Sinks/" + SandboxApi.SinkB, "Subscriptions?PageSize=1",
            "Subscriptions/" + SandboxApi.SubscriptionA }.Concat(Lists))
        {
            SandboxReply reply = await api.Get(origin + "v1/" + path);
            Assert.Equal(200, reply.Status);
            string[] addresses =
                [.. Regex.Matches(reply.Text, "\"([a-z_]*url|sink_test|sink_validate|subscribed_events|schema|versions)\":\"(http[^\"]*)\"")
                    .Cast<Match>().Where(match => match.Groups[1].Value != "documentation_url").Select(match => match.Groups[2].Value)];
            Assert.NotEmpty(addresses);
            Assert.All(addresses, address => Assert.StartsWith(origin + "v1/", address, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_list_whose_items_are_removed_on_the_way_loses_none()
    {
        using SandboxApi api = Filled(20);
        var removed = new List<string>();
        for (string? next = "Sinks?PageSize=3"; next is not null;)
        {
            SandboxReply page = await api.Get(next);
            foreach (JsonMap sink in page.Items)
            {
                Assert.Equal(204, (await api.Delete("Sinks/" + sink.Text("sid"))).Status);
                removed.Add(sink.Text("sid")!);
            }

            next = page.Meta.Text("next_page_url");
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(Sid), removed);
        SandboxReply behindTheEnd = await api.Get("Sinks?PageToken=PT9999&Page=3");
        Assert.Empty(behindTheEnd.Items);
        Assert.Null(behindTheEnd.Meta["next_page_url"]);
        Assert.Null(behindTheEnd.Meta["previous_page_url"]);
    }

    [Fact]
    public async Task The_previous_page_is_the_one_before()
    {
        using SandboxApi api = Filled(10);
        SandboxReply first = await api.Get("Sinks?PageSize=4");
        SandboxReply second = await api.Get(first.Meta.Text("next_page_url")!);
        SandboxReply third = await api.Get(second.Meta.Text("next_page_url")!);
        Assert.Equal(second.Text, (await api.Get(third.Meta.Text("previous_page_url")!)).Text);
        Assert.Equal(first.Text, (await api.Get(second.Meta.Text("previous_page_url")!)).Text);
        Assert.Null(third.Meta["next_page_url"]);
    }

    private static string Sid(int number) => "DG" + number.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A sandbox with so many sinks and nothing else, beyond what the API lets one create.</summary>
    private static SandboxApi Filled(int count)
    {
        var api = new SandboxApi();
        SandboxState state = api.Handler.State;
        foreach (string sid in state.Subscriptions.Rows.Select(row => row.Key).ToArray()) state.Subscriptions.Remove(sid);
        foreach (string sid in state.Sinks.Rows.Select(row => row.Key).ToArray()) state.Sinks.Remove(sid);
        for (int i = 0; i < count; i++) state.Add(new StoredSink(Sid(i), "sink", "segment", "active", new JsonMap(), api.Now));
        return api;
    }
}
