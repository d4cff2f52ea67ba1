using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Requests that have no operation of their own: where they may go, what they send, and what is shown of the answer.</summary>
public sealed class RequestsTests
{
    private const string Secret = "hush-hush-hush";
    private const string Step = "holds an empty step, a '.' or a '..'";
    private const string Character = "holds white space, a backslash, a # or a character that must be percent-encoded";
    private const string Beginning = "does not begin with /v1/ and a resource";

    [Theory]
    [InlineData("/v1/Sinks", null)]
    [InlineData("/v1/Sinks?PageSize=20", null)]
    [InlineData("/v1/Sinks?x=a//../b", null)]
    [InlineData("/v1/a%20b/...", Step)]
    [InlineData("/v1/~!", null)]
    [InlineData("", Beginning)]
    [InlineData("/v1/", Beginning)]
    [InlineData("/v1", Beginning)]
    [InlineData("v1/Sinks", Beginning)]
    [InlineData("/v2/Sinks", Beginning)]
    [InlineData("/V1/Sinks", Beginning)]
    [InlineData("https://example.com/v1/Sinks", Beginning)]
    [InlineData("/v1/a b", Character)]
    [InlineData("/v1/a\nb", Character)]
    [InlineData("/v1/a\\b", Character)]
    [InlineData("/v1/a#b", Character)]
    [InlineData("/v1/a?b c", Character)]
    [InlineData("/v1/\u00e9", Character)]
    [InlineData("/v1/\u007f", Character)]
    [InlineData("/v1/a%5cb", "holds a backslash")]
    [InlineData("/v1/a%255Cb", "holds a backslash")]
    [InlineData("/v1//a", Step)]
    [InlineData("/v1/a/", Step)]
    [InlineData("/v1/./a", Step)]
    [InlineData("/v1/a/..", Step)]
    [InlineData("/v1/%2e%2e/v2", Step)]
    [InlineData("/v1/a%252f%252e%252e%252fb", Step)]
    public async Task A_path_stays_below_v1(string path, string? problem)
    {
        Assert.Equal(problem, TwilioEventsClient.ProblemOfPath(path));
        if (problem is null) return;
        var handler = new Sent();
        using TwilioEventsClient client = Client(handler);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.RequestAsync("GET", path, null, CancellationToken.None));
        Assert.StartsWith("The path " + problem + ".", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => client.RequestPages(path));
        Assert.Equal("path", error.ParamName);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task No_path_and_no_known_method_are_mistakes_of_the_caller()
    {
        Assert.Throws<ArgumentNullException>(() => TwilioEventsClient.ProblemOfPath(null!));
        using TwilioEventsClient client = Client(new Sent());
        var error =
            await Assert.ThrowsAsync<ArgumentException>(() => client.RequestAsync("PUT", "/v1/Sinks", null, CancellationToken.None));
        Assert.StartsWith("The method is GET, POST or DELETE.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "A=x&B=1&B=true&B=1.5&C={\"a\":[1,null]}")]
    public async Task The_method_the_path_and_the_fields_arrive(string method, string form)
    {
        var handler = new Sent();
        using TwilioEventsClient client = Client(handler);
        var body = new OrderedDictionary
        {
            ["A"] = "x",
            ["B"] = new object?[] { 1, null, true, 1.5 },
            ["N"] = null,
            ["C"] = new Hashtable { ["a"] = new object?[] { 1, null } },
        };
        object? answer = await client.RequestAsync(method, "/v1/Sinks/x%2Fy?Q=1", body, CancellationToken.None);
        Assert.Equal([method + " https://events.twilio.com/v1/Sinks/x%2Fy?Q=1"], handler.Requests);
        Assert.Equal([form], handler.Forms.Select(sent => Uri.UnescapeDataString(sent)));
        Assert.Equal(method == "DELETE" ? null : "sid=a", answer);
    }

    [Fact]
    public async Task A_POST_without_fields_is_sent_without_any()
    {
        var handler = new Sent();
        using TwilioEventsClient client = Client(handler);
        await client.RequestAsync("POST", "/v1/Sinks/x/Test", null, CancellationToken.None);
        Assert.Equal([string.Empty], handler.Forms);
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 1)]
    [InlineData("DELETE", 2)]
    public async Task A_POST_is_not_tried_again_where_Twilio_may_have_acted(string method, int requests)
    {
        var handler = new Sent { Status = 503 };
        using TwilioEventsClient client = Client(handler, retries: 1);
        var error =
            await Assert.ThrowsAsync<TwilioApiException>(() => client.RequestAsync(method, "/v1/Sinks", null, CancellationToken.None));
        Assert.StartsWith("Cannot send " + method + " /v1/Sinks: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(requests, handler.Requests.Count);
    }

    [Fact]
    public async Task What_is_secret_in_an_answer_is_masked_by_its_name_and_where_it_repeats_what_was_sent()
    {
        var handler = new Sent
        {
            Answer = "{\"auth_token\":\"x\",\"n\":5,\"a\":[\"you sent " + Secret + "\",{\"" + Secret + "\":\"and write-me-not\"}],"
                + "\"u\":\"https://u:p@x/\",\"plain\":\"text\"}",
        };
        using TwilioEventsClient client = Client(handler);
        object? answer = await client.RequestAsync(
            "POST", "/v1/Sinks", new Hashtable { ["WriteKey"] = "write-me-not" }, CancellationToken.None);
        Assert.Equal(
            "auth_token=********,n=5,a=[you sent ********|********=and ********],u=https://u:********@x/,plain=text", answer);
    }

    [Fact]
    public async Task Where_the_secret_was_forgotten_meanwhile_no_text_is_shown()
    {
        TwilioEventsClient? forgetting = null;
        var handler = new Sent { Answer = "{\"a\":\"text\",\"n\":5}", Then = () => forgetting!.ForgetSecret() };
        using TwilioEventsClient client = Client(handler);
        forgetting = client;
        Assert.Equal("********=5", await client.RequestAsync("GET", "/v1/Sinks", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_list_names_itself_and_is_read_page_by_page()
    {
        int page = 0;
        var handler = new Sent
        {
            Answers = () => ++page == 1
                ? "{\"things\":[{\"sid\":\"" + Secret + "\"},1,{\"sid\":\"b\",\"token\":\"x\"}],\"meta\":{\"key\":\"things\","
                    + "\"next_page_url\":\"https://events.twilio.com/v1/Things?Page=1\"}}"
                : "{\"things\":[{\"sid\":\"c\"}],\"meta\":{\"key\":\"things\"}}",
        };
        using TwilioEventsClient client = Client(handler);
        Pages<object> pages = client.RequestPages("/v1/Things?Q=1");
        Assert.Equal(["sid=********", "sid=b,token=********"], await pages.NextAsync(CancellationToken.None));
        Assert.Equal(["sid=c"], await pages.NextAsync(CancellationToken.None));
        Assert.Null(await pages.NextAsync(CancellationToken.None));
        Assert.Equal(
            ["GET https://events.twilio.com/v1/Things?Q=1", "GET https://events.twilio.com/v1/Things?Page=1"], handler.Requests);
    }

    [Theory]
    [InlineData("{\"things\":[]}", "something that contains no list.")]
    [InlineData("{\"things\":[],\"meta\":{\"key\":\"others\"}}", "something that contains no list named 'others'.")]
    public async Task An_answer_that_is_no_list_says_so(string answer, string said)
    {
        using TwilioEventsClient client = Client(new Sent { Answer = answer });
        var error = await Assert.ThrowsAsync<TwilioResponseException>(
            () => client.RequestPages("/v1/Things").NextAsync(CancellationToken.None));
        Assert.Equal("Cannot list /v1/Things: events.twilio.com answered with " + said, error.Message);
    }

    private static TwilioEventsClient Client(Sent sent, int retries = 0) => new(
        new TwilioEventsClientOptions("AC" + new string('1', 32), Secret)
        {
            Clock = new HurriedClock(),
            MaximumRetryCount = retries,
            Objects = properties => string.Join(",", properties.Select(p => p.Key + "=" + Shown(p.Value))),
        },
        new AnsweringHandler(sent.Receive));

    private static string Shown(object? value) => value is object?[] list
        ? "[" + string.Join("|", list.Select(Shown)) + "]"
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>What was sent, and what is answered.</summary>
    private sealed class Sent
    {
        public List<string> Requests { get; } = [];

        public List<string> Forms { get; } = [];

        public int Status { get; init; } = 200;

        public string Answer { get; init; } = "{\"sid\":\"a\"}";

        public Func<string>? Answers { get; init; }

        public Action? Then { get; init; }

        public HttpResponseMessage Receive(HttpRequestMessage request)
        {
            this.Requests.Add(request.Method + " " + request.RequestUri!.AbsoluteUri);
            this.Forms.Add(request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() ?? string.Empty);
            this.Then?.Invoke();
            return AnsweringHandler.Answer(this.Status, this.Answers?.Invoke() ?? this.Answer);
        }
    }
}
