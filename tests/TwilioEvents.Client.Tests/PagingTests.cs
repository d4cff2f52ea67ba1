using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Lists, page by page: what is asked for, when, and where it is not.</summary>
public sealed class PagingTests
{
    private static readonly string Account = "AC" + new string('1', 32);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(10_000, 200)]
    public async Task All_items_come_in_order_and_each_page_is_asked_for_once(int count, int pages)
    {
        using var server = new ScriptedServer(request => Reply.Http(200, PageOf(count, 50, request.Line)));
        using TwilioEventsClient client = Client(server.BaseUri);
        Assert.Equal(Enumerable.Range(0, count).Select(Sid), (await All(client.ListSinks())).Select(sink => sink.Sid));
        Assert.Equal(pages, server.Requests.Count);
        Assert.Equal("GET /v1/Sinks", server.Requests[0].Line);
        Assert.Equal(Enumerable.Range(1, pages - 1).Select(page => "GET /v1/Sinks?PageSize=50&Page=" + page + "&PageToken=PT" + page),
            server.Requests.Skip(1).Select(request => request.Line));
    }

    [Fact]
    public async Task A_page_is_asked_for_when_it_is_read_and_not_before()
    {
        using var server = new ScriptedServer(request => Reply.Http(200, PageOf(120, 50, request.Line)));
        using TwilioEventsClient client = Client(server.BaseUri);
        Pages<Sink> list = client.ListSinks();
        Assert.Empty(server.Requests);
        for (int page = 1; page <= 3; page++)
        {
            Assert.Equal(page < 3 ? 50 : 20, (await list.NextAsync(CancellationToken.None))!.Count);
            Assert.Equal(page, server.Requests.Count);
        }

        Assert.Null(await list.NextAsync(CancellationToken.None));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("https://events.twilio.com/v1/Sinks?Page=1")]
    [InlineData("https://events.dublin.ie1.twilio.com/v1/Sinks?Page=1")]
    [InlineData("https://EVENTS.TWILIO.COM:443/v1/Sinks?Page=1")]
    [InlineData("/v1/Sinks?Page=1")]
    [InlineData("?Page=1")]
    [InlineData("Sinks?Page=1")]
    [InlineData("/mock/v1/Sinks?Page=1")]
    [InlineData("{base}/v1/Sinks?Page=1")]
    public async Task The_next_page_is_asked_for_on_the_connections_own_host_whatever_Twilio_host_it_names(string address)
    {
        using var server =
            new ScriptedServer(
                request => Reply.Http(200,
                    Page([1], request.Line.Contains("Page=1") ? null
                        : address.Replace("{base}", "http://127.0.0.1:" + request.Header("Host")!.Split(':')[1] + "/mock"))));
        using TwilioEventsClient client = Client(new Uri(server.BaseUri, "/mock"));
        Assert.Equal(2, (await All(client.ListSinks())).Count);
        Assert.Equal(["GET /mock/v1/Sinks", "GET /mock/v1/Sinks?Page=1"], server.Requests.Select(request => request.Line));
    }

    [Theory]
    [InlineData("https://events.example.com/v1/Sinks?Page=1", "neither Twilio's nor the connection's")]
    [InlineData("//events.example.com/v1/Sinks?Page=1", "neither Twilio's nor the connection's")]
    [InlineData("https://twilio.com.example.com/v1/Sinks?Page=1", "neither Twilio's nor the connection's")]
    [InlineData("https://eviltwilio.com/v1/Sinks?Page=1", "neither Twilio's nor the connection's")]
    [InlineData("https://events.twilio.com@example.com/v1/Sinks?Page=1", "a user name or a password")]
    [InlineData("https://user:pass-word@events.twilio.com/v1/Sinks?Page=1", "a user name or a password")]
    [InlineData("http://127.0.0.1:1/v1/Sinks?Page=1", "neither Twilio's nor the connection's")]
    [InlineData("http://events.twilio.com/v1/Sinks?Page=1", "is not https")]
    [InlineData("ftp://events.twilio.com/v1/Sinks?Page=1", "is not https")]
    [InlineData("https://events.twilio.com/v1/Subscriptions?Page=1", "is not a page of this list")]
    [InlineData("https://events.twilio.com/v1/Sinks/../Subscriptions?Page=1", "is not a page of this list")]
    [InlineData("https://events.twilio.com/v1/Sinks/DGaa?Page=1", "is not a page of this list")]
    [InlineData("https://events.twilio.com/v2/Sinks?Page=1", "is not a page of this list")]
    [InlineData("\\\\\\\\events.example.com\\\\v1\\\\Sinks", "neither Twilio's nor the connection's")]
    [InlineData("https://user:pass-word@ho st/", "is not an address")]
    [InlineData("https://events.twilio.com/v1/Sinks", "was read already")]
    [InlineData("", null)]
    public async Task A_hostile_page_is_one_error_behind_the_items_and_nothing_goes_there(string address, string? said)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, Page([1, 2], address.Length == 0 ? null : address)));
        using TwilioEventsClient client = Client(server.BaseUri);
        Pages<Sink> list = client.ListSinks();
        Assert.Equal([Sid(1), Sid(2)], (await list.NextAsync(CancellationToken.None))!.Select(sink => sink.Sid));
        if (said is null)
        {
            Assert.Null(await list.NextAsync(CancellationToken.None));
        }
        else
        {
            var error = await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Contains("list sinks", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("pass-word", error.Message, StringComparison.Ordinal);
            Assert.Equal(RequestOutcome.NotSent, error.Outcome);
            await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
        }

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("42", "is not a page of this list")]
    [InlineData("{\"a\":1}", "is not a page of this list")]
    [InlineData("[\"https://events.twilio.com/v1/Sinks?Page=1\"]", "is not a page of this list")]
    [InlineData("true", "is not a page of this list")]
    public async Task A_next_page_that_is_no_text_is_no_end_of_the_list(string value, string said)
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"sinks\":[],\"meta\":{\"next_page_url\":" + value + "}}"));
        using TwilioEventsClient client = Client(server.BaseUri);
        Pages<Sink> list = client.ListSinks();
        Assert.Empty((await list.NextAsync(CancellationToken.None))!);
        Assert.Contains(said, (await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None))).Message,
            StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Pages_that_lead_in_a_circle_end()
    {
        using var server =
            new ScriptedServer(
                request => Reply.Http(200,
                    Page([1], "https://events.twilio.com/v1/Sinks?Page="
                        + (request.Line.EndsWith("Page=1", StringComparison.Ordinal) ? 2 : 1))));
        using TwilioEventsClient client = Client(server.BaseUri);
        Pages<Sink> list = client.ListSinks();
        for (int page = 0; page < 3; page++) Assert.Single((await list.NextAsync(CancellationToken.None))!);
        await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
        Assert.Equal(["GET /v1/Sinks", "GET /v1/Sinks?Page=1", "GET /v1/Sinks?Page=2"], server.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task A_query_of_8000_characters_is_sent_as_it_is()
    {
        string token = new('t', 7970);
        using var server =
            new ScriptedServer(
                request => Reply.Http(200,
                    Page([1], request.Line.Contains("PageToken") ? null
                        : "https://events.twilio.com/v1/Sinks?PageToken=" + token + "%2Fa+b")));
        using TwilioEventsClient client = Client(server.BaseUri);
        Assert.Equal(2, (await All(client.ListSinks())).Count);
        Assert.Equal("GET /v1/Sinks?PageToken=" + token + "%2Fa+b", server.Requests[1].Line);
    }

    [Fact]
    public async Task A_longer_query_is_refused()
    {
        using var server =
            new ScriptedServer(_ => Reply.Http(200, Page([1], "https://events.twilio.com/v1/Sinks?PageToken=" + new string('t', 8000))));
        using TwilioEventsClient client = Client(server.BaseUri);
        Pages<Sink> list = client.ListSinks();
        Assert.Single((await list.NextAsync(CancellationToken.None))!);
        var error = await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
        Assert.Contains("8000 characters", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 600);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://events.example.com/v1/Sinks?Page=1")]
    [InlineData("https://events.twilio.com/v1/Sinks")]
    public async Task A_refused_page_says_which_answer_named_it(string address)
    {
        using var server = new ScriptedServer(_ => Reply.Http(206, Page([1], address), headers: "Twilio-Request-Id: RQ4711\r\n"));
        using TwilioEventsClient client = Client(server.BaseUri);
        Pages<Sink> list = client.ListSinks();
        await list.NextAsync(CancellationToken.None);
        var error = await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
        Assert.Equal((206, "RQ4711"), (error.StatusCode, error.RequestId));
    }

    [Theory]
    [InlineData("http://events.twilio.com/v1/Sinks?Page=1", "is not https: http://events.twilio.com/v1/Sinks")]
    [InlineData("https://ho st/", "is not an address: https://ho st/")]
    [InlineData("https://events.twilio.com/v1/secret-4711?x=y", "is not a page of this list: https://events.twilio.com/v1/********")]
    public async Task A_refused_page_is_named_with_what_is_wrong_with_it(string address, string said)
    {
        using TwilioEventsClient client = Of(Page([1], address));
        Pages<Sink> list = client.ListSinks();
        await list.NextAsync(CancellationToken.None);
        var error = await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
        Assert.Equal(
            "Cannot list sinks any further: the next page that events.twilio.com names " + said
                + ". Nothing was sent there; the items before it are complete.",
            error.Message);
    }

    [Fact]
    public async Task Of_a_refused_page_nothing_is_shown_where_the_secret_was_forgotten_meanwhile()
    {
        TwilioEventsClient? forgetting = null;
        using TwilioEventsClient client = Of(Page([1], "https://example.com/x"), () => forgetting!.ForgetSecret());
        forgetting = client;
        Pages<Sink> list = client.ListSinks();
        await list.NextAsync(CancellationToken.None);
        var error = await Assert.ThrowsAsync<TwilioPageException>(() => list.NextAsync(CancellationToken.None));
        Assert.Contains("the connection's: ********. Nothing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8000, false)]
    [InlineData(8001, true)]
    public async Task A_query_has_8000_characters_at_most(int length, bool isRefused)
    {
        using TwilioEventsClient client = Of(Page([1], "/v1/Sinks?" + new string('t', length - 1)));
        Pages<Sink> list = client.ListSinks();
        await list.NextAsync(CancellationToken.None);
        Exception? error = await Record.ExceptionAsync(() => list.NextAsync(CancellationToken.None));
        Assert.Equal(isRefused, error is TwilioPageException);
    }

    [Fact]
    public async Task What_is_no_object_is_no_item()
    {
        using TwilioEventsClient client = Of("{\"sinks\":[1,null,{\"sid\":\"a\"},[]]}");
        Assert.Equal("a", Assert.Single((await client.ListSinks().NextAsync(CancellationToken.None))!).Sid);
    }

    [Fact]
    public async Task A_region_is_asked_on_its_own_host()
    {
        var asked = new List<Uri>();
        using var client = new TwilioEventsClient(
            new TwilioEventsClientOptions(Account, "secret") { BaseUri = new Uri("https://events.dublin.ie1.twilio.com") },
            new AnsweringHandler(request =>
            {
                asked.Add(request.RequestUri!);
                return AnsweringHandler.Answer(200, Page([1], asked.Count == 1 ? "https://events.twilio.com/v1/Sinks?Page=1" : null));
            }));
        Assert.Equal(2, (await All(client.ListSinks())).Count);
        Assert.Equal(["https://events.dublin.ie1.twilio.com/v1/Sinks", "https://events.dublin.ie1.twilio.com/v1/Sinks?Page=1"],
            asked.Select(uri => uri.AbsoluteUri));
    }

    [Theory]
    [InlineData("{\"meta\":{}}")]
    [InlineData("{\"sinks\":null,\"meta\":{}}")]
    [InlineData("{\"sinks\":{},\"meta\":{}}")]
    [InlineData("{\"subscriptions\":[]}")]
    public async Task An_answer_without_the_list_is_no_empty_list(string answer)
    {
        using var server = new ScriptedServer(_ => Reply.Http(206, answer, headers: "Twilio-Request-Id: RQ4711\r\n"));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioResponseException>(() => client.ListSinks().NextAsync(CancellationToken.None));
        Assert.Contains("contains no list named 'sinks'", error.Message, StringComparison.Ordinal);
        Assert.Equal((206, "RQ4711"), (error.StatusCode, error.RequestId));
    }

    private static string Sid(int number) => "DG" + number.ToString("x32", CultureInfo.InvariantCulture);

    internal static string Page(IEnumerable<int> numbers, string? next) =>
        "{\"sinks\":[" + string.Join(",", numbers.Select(n => "{\"sid\":\"" + Sid(n) + "\"}")) + "],\"meta\":{\"next_page_url\":"
            + (next is null ? "null" : "\"" + next + "\"") + ",\"key\":\"sinks\"}}";

    private static string PageOf(int count, int size, string line)
    {
        int at = line.IndexOf("&Page=", StringComparison.Ordinal);
        int page = at < 0 ? 0 : int.Parse(line.Substring(at + 6).Split('&')[0], CultureInfo.InvariantCulture);
        int first = page * size, next = page + 1;
        return Page(Enumerable.Range(first, Math.Min(size, count - first)),
            next * size < count ? "https://events.twilio.com/v1/Sinks?PageSize=50&Page=" + next + "&PageToken=PT" + next : null);
    }

    private static async Task<List<Sink>> All(Pages<Sink> pages)
    {
        var items = new List<Sink>();
        while (await pages.NextAsync(CancellationToken.None) is IReadOnlyList<Sink> page) items.AddRange(page);
        return items;
    }

    private static TwilioEventsClient Client(Uri baseUri) =>
        new(new TwilioEventsClientOptions(Account, "secret") { BaseUri = baseUri, MaximumRetryCount = 0 });

    // On Twilio's own host, and always with this answer.
    private static TwilioEventsClient Of(string answer, Action? then = null) => new(
        new TwilioEventsClientOptions(Account, "secret-4711"),
        new AnsweringHandler(_ =>
        {
            then?.Invoke();
            return AnsweringHandler.Answer(200, answer);
        }));
}
