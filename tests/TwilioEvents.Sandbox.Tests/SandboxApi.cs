using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Sandbox.Operations;
using TwilioEvents.Sandbox.State;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>Talks to a sandbox with bare requests, as any client of Twilio's would.</summary>
internal sealed class SandboxApi : IDisposable
{
    public const string Delivered = "com.twilio.messaging.message.delivered";
    public const string Failed = "com.twilio.messaging.message.failed";
    public static readonly string SinkA = "DG" + new string('a', 32);
    public static readonly string SinkB = "DG" + new string('b', 32);
    public static readonly string SubscriptionA = "DF" + new string('a', 32);

    public const string Secret = "0123456789abcdef0123456789abcdef";

    /// <summary>What a sandbox of tests takes.</summary>
    public static readonly AuthenticationHeaderValue Authorization = Basic(SandboxHandler.DefaultAccountSid, Secret);

    private readonly HttpMessageInvoker invoker;

    public SandboxApi(Clock? clock = null)
    {
        this.Handler = new SandboxHandler(SandboxHandler.DefaultAccountSid, Secret, clock ?? new SetClock(() => this.Now));
        this.invoker = new HttpMessageInvoker(this.Handler);
    }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public SandboxHandler Handler { get; }

    public static string Webhook { get; } =
        Form(("Description", "shop"), ("SinkType", "webhook"),
            ("SinkConfiguration", "{\"destination\":\"https://example.com/events\",\"method\":\"POST\",\"batch_events\":false}"));

    public static AuthenticationHeaderValue Basic(string userName, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + secret)));

    public static string Form(params (string Name, string Value)[] fields) =>
        string.Join("&", fields.Select(field => WebUtility.UrlEncode(field.Name) + "=" + WebUtility.UrlEncode(field.Value)));

    public static string Subscription(string sinkSid, params string[] types) =>
        Form([("Description", "events"), ("SinkSid", sinkSid),
            .. types.Select(type => ("Types", type[0] == '{' ? type : "{\"type\":\"" + type + "\"}"))]);

    public Task<SandboxReply> Get(string path) => this.Send("GET", path);

    public Task<SandboxReply> Post(string path, string form) => this.Send("POST", path, form);

    public Task<SandboxReply> Delete(string path) => this.Send("DELETE", path);

    public async Task<SandboxReply> Send(string method, string path, string? form = null)
    {
        var uri = new Uri(path.StartsWith("http", StringComparison.Ordinal) ? path
            : "https://events.twilio.com" + (path.Length > 0 && path[0] == '/' ? path : "/v1/" + path));
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        request.Headers.Authorization = Authorization;
        if (form is not null) request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await this.invoker.SendAsync(request, CancellationToken.None);
        string text = await response.Content.ReadAsStringAsync();
        Assert.Equal(text.Length == 0 ? null : "application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(response.Headers.GetValues("Twilio-Request-Id"));
        return new SandboxReply((int)response.StatusCode, text);
    }

    /// <summary>A refusal, in the classic form, and nothing of it changed what the sandbox holds.</summary>
    public async Task<string> Refused(int status, int code, string method, string path, string? form = null)
    {
        string before = JsonText.Write(this.Everything());
        SandboxReply reply = await this.Send(method, path, form);
        Assert.Equal(["code", "message", "more_info", "status"], reply.Json.Properties.Select(property => property.Key));
        Assert.Equal((status, (long)code, (long)status), (reply.Status, reply.Json["code"], reply.Json["status"]));
        Assert.Equal("https://www.twilio.com/docs/errors/" + code.ToString(CultureInfo.InvariantCulture), reply["more_info"]);
        Assert.Equal(before, JsonText.Write(this.Everything()));
        return reply["message"]!;
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<List<JsonMap>> All(string path)
    {
        var items = new List<JsonMap>();
        for (string? next = path; next is not null;)
        {
            SandboxReply page = await this.Get(next);
            Assert.Equal(200, page.Status);
            items.AddRange(page.Items);
            Assert.True(items.Count <= 10_000, "The list does not end.");
            next = page.Meta.Text("next_page_url");
        }

        return items;
    }

    public void Dispose() => this.invoker.Dispose();

    private List<object?> Everything()
    {
        SandboxState state = this.Handler.State;
        var resources = new Resources("https://events.twilio.com", state.AccountSid);
        return
        [
            .. state.Sinks.Rows.Select(row => resources.Sink(row.Value)),
            .. state.Subscriptions.Rows.Select(row => resources.Subscription(row.Value)),
            .. state.Subscriptions.Rows.SelectMany(
                row => row.Value.Events.Rows.Select(type => resources.SubscribedEvent(row.Key, type.Value))),
        ];
    }
}

/// <summary>A clock that shows what a test says.</summary>
internal sealed class SetClock(Func<DateTimeOffset> now) : Clock
{
    public override DateTimeOffset UtcNow => now();
}

/// <summary>What the sandbox answered.</summary>
internal sealed class SandboxReply(int status, string text)
{
    public int Status { get; } = status;

    public string Text { get; } = text;

    public JsonMap Json { get; } = text.Length == 0 ? new JsonMap() : (JsonMap)JsonText.Parse(text)!;

    public JsonMap Meta => (JsonMap)this.Json["meta"]!;

    public IEnumerable<JsonMap> Items => ((IReadOnlyList<object?>)this.Json[this.Meta.Text("key")!]!).Cast<JsonMap>();

    public string? this[string name] => this.Json.Text(name);
}
