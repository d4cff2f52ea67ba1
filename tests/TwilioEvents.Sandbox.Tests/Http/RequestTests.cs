using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

public sealed class RequestTests
{
    internal static readonly string[] Paths =
    [
        "Sinks", "Sinks/" + SandboxApi.SinkA, "Sinks/" + SandboxApi.SinkA + "/Test", "Sinks/" + SandboxApi.SinkA + "/Validate",
        "Subscriptions", "Subscriptions/" + SandboxApi.SubscriptionA, "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents",
        "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents/" + SandboxApi.Delivered,
        "Types", "Types/" + SandboxApi.Delivered, "Schemas/Messaging.MessageStatus", "Schemas/Messaging.MessageStatus/Versions",
        "Schemas/Messaging.MessageStatus/Versions/1",
    ];

    internal static readonly string[] Methods = ["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "get"];

    [Fact]
    public async Task There_are_the_22_operations_and_every_other_method_is_refused()
    {
        int operations = 0;
        foreach (string path in Paths)
        {
            foreach (string method in Methods)
            {
                // A sandbox of its own each: some of these remove what others need.
                using var api = new SandboxApi();
                SandboxReply reply = await api.Send(method, path, string.Empty);
                if (reply.Status == 405) Assert.Equal("20004", reply["code"]);
                else operations++;
            }
        }

        Assert.Equal(22, operations);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nothing")]
    [InlineData("sinks")]
    [InlineData("Sinks/")]
    [InlineData("Schemas")]
    [InlineData("Sinks/DG00000000000000000000000000000000")]
    [InlineData("Sinks/DG00000000000000000000000000000000/Other")]
    [InlineData("Subscriptions/DF00000000000000000000000000000000")]
    [InlineData("Subscriptions/DF00000000000000000000000000000000/SubscribedEvents")]
    [InlineData("Subscriptions/DF00000000000000000000000000000000/SubscribedEvents/com.twilio.messaging.message.failed")]
    [InlineData("Subscriptions/DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/SubscribedEvents/com.twilio.messaging.message.read")]
    [InlineData("https://events.twilio.com/v2/Sinks")]
    [InlineData("https://events.twilio.com/")]
    public async Task What_is_not_there_is_not_found_in_the_sandbox(string path)
    {
        using var api = new SandboxApi();
        Assert.EndsWith(" was not found in the sandbox", await api.Refused(404, 20404, "GET", path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "Sinks/DG00000000000000000000000000000000")]
    [InlineData("DELETE", "Sinks/DG00000000000000000000000000000000")]
    [InlineData("POST", "Sinks/DG00000000000000000000000000000000/Test")]
    [InlineData("POST", "Sinks/DG00000000000000000000000000000000/Validate")]
    [InlineData("POST", "Subscriptions/DF00000000000000000000000000000000")]
    [InlineData("DELETE", "Subscriptions/DF00000000000000000000000000000000")]
    [InlineData("POST", "Subscriptions/DF00000000000000000000000000000000/SubscribedEvents")]
    [InlineData("POST", "Subscriptions/DF00000000000000000000000000000000/SubscribedEvents/com.twilio.messaging.message.failed")]
    [InlineData("DELETE", "Subscriptions/DF00000000000000000000000000000000/SubscribedEvents/com.twilio.messaging.message.failed")]
    public async Task An_unknown_Sid_is_not_found_whatever_the_body(string method, string path)
    {
        using var api = new SandboxApi();
        await api.Refused(404, 20404, method, path, "Description=x&TestId=x&Type=com.twilio.messaging.message.read&SchemaVersion=1");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Basic", null)]
    [InlineData("Basic", "")]
    [InlineData("Basic", "AC00000000000000000000000000000000")]
    [InlineData("Basic", "AC00000000000000000000000000000000:")]
    [InlineData("Basic", "AC00000000000000000000000000000000:0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("Basic", "AC11111111111111111111111111111111:" + SandboxApi.Secret)]
    [InlineData("Basic", "SK00000000000000000000000000000000:" + SandboxApi.Secret)]
    [InlineData("Bearer", "AC00000000000000000000000000000000:" + SandboxApi.Secret)]
    public async Task Other_credentials_than_the_sandboxs_are_refused_whatever_is_asked(string? scheme, string? text)
    {
        var handler = new SandboxHandler(authToken: SandboxApi.Secret);
        using var invoker = new HttpMessageInvoker(handler);
        foreach ((HttpMethod method,
            string path) in new[] { (HttpMethod.Delete, "Sinks/" + SandboxApi.SinkB), (HttpMethod.Get, "Nothing"),
                (HttpMethod.Put, "Sinks") })
        {
            using var request = new HttpRequestMessage(method, "https://events.twilio.com/v1/" + path);
            if (scheme is not null)
                request.Headers.Authorization =
                    new AuthenticationHeaderValue(scheme, text is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
            using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
            Assert.Equal((401, "Basic realm=\"Twilio API\""),
                ((int)response.StatusCode, response.Headers.WwwAuthenticate.Single().ToString()));
            Assert.Equal(
                "{\"code\":20003,\"message\":\"Authenticate\",\"more_info\":\"https://www.twilio.com/docs/errors/20003\",\"status\":401}",
                await response.Content.ReadAsStringAsync());
        }

        Assert.NotNull(handler.State.Sinks.Find(SandboxApi.SinkB));
    }

    [Fact]
    public async Task A_sandbox_is_the_account_that_it_was_made_for()
    {
        string account = "AC" + new string('7', 32);
        using var invoker = new HttpMessageInvoker(new SandboxHandler(account, "p\u00e4ss:word"));
        foreach (string path in new[] { "Subscriptions/" + SandboxApi.SubscriptionA,
            "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents/" + SandboxApi.Delivered })
        {
            using var request =
                new HttpRequestMessage(HttpMethod.Get,
                    "https://events.twilio.com/v1/" + path) { Headers = { Authorization = SandboxApi.Basic(account, "p\u00e4ss:word") } };
            using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
            Assert.Contains("\"account_sid\":\"" + account + "\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Description=%", "%")]
    [InlineData("Description=100%zz%4", "100%zz%4")]
    [InlineData("Description=a+b%2Bc", "a b+c")]
    [InlineData("Description=a=b=c", "a=b=c")]
    [InlineData("&&=&x&%&Description=ok&", "ok")]
    [InlineData("Descripti%6Fn=ok", "ok")]
    [InlineData("Description=one&Description=two", "one")]
    [InlineData("Description=%C3%28", "\uFFFD(")]
    [InlineData("Description=%00%1b", "\0\u001b")]
    public async Task Broken_forms_are_read_as_far_as_they_go(string form, string description)
    {
        using var api = new SandboxApi();
        SandboxReply reply = await api.Post("Sinks/" + SandboxApi.SinkA, form);
        Assert.Equal((200, description), (reply.Status, reply["description"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Description\":\"x\"}")]
    [InlineData("Description")]
    [InlineData("\0\0\0")]
    public async Task A_body_that_is_no_form_lacks_its_parameters(string body)
    {
        using var api = new SandboxApi();
        await api.Refused(400, 20001, "POST", "Sinks/" + SandboxApi.SinkA, body);
    }

    [Fact]
    public async Task Deep_JSON_is_refused_and_the_process_lives()
    {
        using var api = new SandboxApi();
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        await api.Refused(400, 91000, "POST", "Sinks",
            SandboxApi.Form(("Description", "x"), ("SinkType", "webhook"), ("SinkConfiguration", deep)));
        string message = await api.Refused(400, 20001, "POST", "Subscriptions", SandboxApi.Subscription(SandboxApi.SinkA, deep));
        Assert.True(message.Length < 1000);
    }

    [Fact]
    public async Task What_a_message_repeats_is_safe_to_show()
    {
        using var api = new SandboxApi();
        string message =
            await api.Refused(400, 91104, "POST", "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents",
                "Type=%1b[2Jx%E2%80%AE" + new string('y', 10_000));
        Assert.True(message.Length < 1000);
        Assert.DoesNotContain(message, c => char.IsControl(c) || c == '\u202e');
    }

    [Fact]
    public async Task A_missing_body_and_an_unheard_of_encoding_do_no_harm()
    {
        using var invoker = new HttpMessageInvoker(new SandboxHandler(authToken: SandboxApi.Secret));
        using var none =
            new HttpRequestMessage(HttpMethod.Post,
                "https://events.twilio.com/v1/Sinks/" + SandboxApi.SinkA) { Headers = { Authorization = SandboxApi.Authorization } };
        using HttpResponseMessage refused = await invoker.SendAsync(none, CancellationToken.None);
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Same(none, refused.RequestMessage);
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes("Description=x"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "unheard-of" };
        using var odd =
            new HttpRequestMessage(HttpMethod.Post, none.RequestUri) { Content = content,
                Headers = { Authorization = SandboxApi.Authorization } };
        using HttpResponseMessage done = await invoker.SendAsync(odd, CancellationToken.None);
        Assert.Equal(200, (int)done.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_request_changes_nothing()
    {
        using var api = new SandboxApi();
        using var invoker = new HttpMessageInvoker(api.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "https://events.twilio.com/v1/Sinks/" + SandboxApi.SinkB);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoker.SendAsync(request, new CancellationToken(canceled: true)));
        Assert.Equal(200, (await api.Get("Sinks/" + SandboxApi.SinkB)).Status);
    }

    [Fact]
    public async Task A_request_without_an_address_is_an_error_of_the_caller()
    {
        using var invoker = new HttpMessageInvoker(new SandboxHandler(authToken: SandboxApi.Secret));
        using var nowhere = new HttpRequestMessage();
        await Assert.ThrowsAsync<ArgumentException>(() => invoker.SendAsync(nowhere, CancellationToken.None));
    }

    [Fact]
    public async Task Parallel_requests_lose_nothing()
    {
        using var api = new SandboxApi();
        const string Read = "com.twilio.messaging.message.read";
        string events = "Subscriptions/" + SandboxApi.SubscriptionA + "/SubscribedEvents";
        int added = 0, removed = 0, limited = 0;
        var sids = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            SandboxReply created = await api.Post("Sinks", SandboxApi.Webhook);
            if (created.Status == 201) lock (sids) sids.Add(created["sid"]!);
            else Interlocked.Increment(ref limited);
            if ((await api.Post(events, "Type=" + Read)).Status == 201) Interlocked.Increment(ref added);
            if ((await api.Delete(events + "/" + Read)).Status == 204) Interlocked.Increment(ref removed);
            string text = i.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(text, (await api.Post("Sinks/" + SandboxApi.SinkA, "Description=" + text))["description"]);
            Assert.Equal(200, (await api.Get("Sinks?PageSize=1000")).Status);
        });
        Assert.Equal((94, 306), (sids.Distinct().Count(), limited));
        Assert.Equal(100, (await api.All("Sinks")).Count);
        Assert.Equal(4 + added - removed, (await api.All(events)).Count);
    }
}
