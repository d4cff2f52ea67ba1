using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Each of the 22 operations: what goes over the wire, byte for byte, and what is made of the answer.</summary>
public sealed class OperationsTests
{
    private const string Sink = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Subscription = "DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Account = "AC11111111111111111111111111111111";
    private const string Type = "com.twilio.messaging.message.delivered";
    private const string Schema = "Messaging.MessageStatus";
    private const string Dates = "\"date_created\":\"2015-07-30T20:00:00Z\",\"date_updated\":\"2015-07-30T22:00:01+02:00\"";
    private static readonly DateTimeOffset Created = new(2015, 7, 30, 20, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["sink"] = "{\"sid\":\"" + Sink
            + "\",\"description\":\"d\",\"sink_type\":\"webhook\",\"status\":\"active\",\"sink_configuration\":{\"destination\":\"https:"
            + "//u:p@x/\"}," + Dates + ",\"url\":\"https://x/s\",\"links\":{\"sink_test\":\"https://x/t\"}}",
        ["sinks"] = "{\"sinks\":[{\"sid\":\"" + Sink + "\"}],\"meta\":{\"next_page_url\":null,\"key\":\"sinks\"}}",
        ["test"] = "{\"result\":\"submitted\"}",
        ["validation"] = "{\"result\":\"valid\"}",
        ["subscription"] =
            "{\"account_sid\":\"" + Account + "\",\"sid\":\"" + Subscription + "\"," + Dates + ",\"description\":\"d\",\"sink_sid\":\""
                + Sink + "\",\"url\":\"https://x/s\",\"links\":{\"subscribed_events\":\"https://x/e\"}}",
        ["subscriptions"] = "{\"subscriptions\":[{\"sid\":\"" + Subscription + "\"}],\"meta\":{}}",
        ["event"] = "{\"account_sid\":\"" + Account + "\",\"type\":\"" + Type + "\",\"schema_version\":2,\"subscription_sid\":\""
            + Subscription + "\",\"url\":\"https://x/e\"}",
        ["events"] = "{\"types\":[{\"type\":\"" + Type + "\",\"schema_version\":\"3\"}]}",
        ["type"] = "{\"type\":\"" + Type + "\",\"schema_id\":\"" + Schema + "\"," + Dates
            + ",\"description\":\"d\",\"status\":\"available\",\"documentation_url\":\"https://x/d\",\"url\":\"https://x/t\","
            + "\"links\":{\"schema\":\"https://x/s\"}}",
        ["types"] = "{\"types\":[{\"type\":\"" + Type + "\"}],\"meta\":{\"next_page_url\":\"\"}}",
        ["schema"] =
            "{\"id\":\"" + Schema
                + "\",\"url\":\"https://x/s\",\"links\":{\"versions\":\"https://x/v\"},\"latest_version\":8,"
                + "\"latest_version_date_created\":\"2015-07-30T20:00:00Z\"}",
        ["version"] =
            "{\"id\":\"" + Schema
                + "\",\"schema_version\":2,\"date_created\":\"2015-07-30T20:00:00.000Z\",\"url\":\"https://x/v\","
                + "\"raw\":\"https://x/raw\"}",
        ["versions"] = "{\"schema_versions\":[{\"id\":\"" + Schema + "\",\"schema_version\":1}]}",
    };

    private static readonly OrderedDictionary AnySettings =
        new() { ["destination"] = "https://x/", ["batch_events"] = false, ["list"] = new object?[] { 1, null } };

    private static readonly Case[] Cases =
    [
        new("FetchSink", 200, "sink", "GET /v1/Sinks/" + Sink, null, async c => Fields(await c.GetSinkAsync(Sink, default)), SinkFields),
        new("ListSinks", 200, "sinks", "GET /v1/Sinks?Status=failed&InUse=false&PageSize=1000", null,
            async c => (await All(c.ListSinks("failed", false, 1000))).Single().ToString(), Sink),
        new("CreateSink", 201, "sink", "POST /v1/Sinks",
            "Description=a+%26+b&SinkConfiguration=%7B%22destination%22%3A%22https%3A%2F%2Fx%2F%22%2C%22batch_events%22%3Afalse%2C"
                + "%22list%22%3A%5B1%2Cnull%5D%7D&SinkType=webhook",
            async c => Fields(await c.CreateSinkAsync("a & b", SinkDefinition.Other("webhook", AnySettings), default)), SinkFields),
        new("UpdateSink", 200, "sink", "POST /v1/Sinks/" + Sink, "Description=Zo%C3%AB",
            async c => Fields(await c.UpdateSinkAsync(Sink, "Zoë", default)), SinkFields),
        new("DeleteSink", 204, string.Empty, "DELETE /v1/Sinks/" + Sink, null,
            async c => { await c.DeleteSinkAsync(Sink, default); return "gone"; }, "gone"),
        new("TestSink", 201, "test", "POST /v1/Sinks/" + Sink + "/Test", string.Empty,
            async c => Show(await c.TestSinkAsync(Sink, default)), Sink + " submitted"),
        new("ValidateSink", 201, "validation", "POST /v1/Sinks/" + Sink + "/Validate", "TestId=a%2Fb",
            async c => Show(await c.ValidateSinkAsync(Sink, "a/b", default)), Sink + " valid"),
        new("FetchSubscription", 200, "subscription", "GET /v1/Subscriptions/" + Subscription, null,
            async c => Fields(await c.GetSubscriptionAsync(Subscription, default)), SubscriptionFields),
        new("ListSubscriptions", 200, "subscriptions", "GET /v1/Subscriptions?SinkSid=" + Sink + "&PageSize=1", null,
            async c => (await All(c.ListSubscriptions(Sink, 1))).Single().ToString(), Subscription),
        new("CreateSubscription", 201, "subscription", "POST /v1/Subscriptions",
            "Description=d&SinkSid=" + Sink
                + "&Types=%7B%22type%22%3A%22a.b%22%2C%22schema_version%22%3A2%7D&Types=%7B%22type%22%3A%22c.d%22%7D",
                    async c => Fields(
                        await c.CreateSubscriptionAsync("d", Sink, [new TypeVersion("a.b", 2), new TypeVersion("c.d")], default)),
                            SubscriptionFields),
        new("UpdateSubscription", 200, "subscription", "POST /v1/Subscriptions/" + Subscription, "Description=d+%2B+e",
            async c => Fields(await c.UpdateSubscriptionAsync(Subscription, "d + e", default)), SubscriptionFields),
        new("DeleteSubscription", 204, string.Empty, "DELETE /v1/Subscriptions/" + Subscription, null,
            async c => { await c.DeleteSubscriptionAsync(Subscription, default); return "gone"; }, "gone"),
        new("FetchSubscribedEvent", 200, "event", "GET /v1/Subscriptions/" + Subscription + "/SubscribedEvents/" + Type, null,
            async c => Fields(await c.GetSubscribedEventAsync(Subscription, Type, default)), EventFields),
        new("ListSubscribedEvents", 200, "events", "GET /v1/Subscriptions/" + Subscription + "/SubscribedEvents?PageSize=7", null,
            async c => Show((await All(c.ListSubscribedEvents(Subscription, 7))).Single()), Type + " 3"),
        new("CreateSubscribedEvent", 201, "event", "POST /v1/Subscriptions/" + Subscription + "/SubscribedEvents",
            "Type=" + Type + "&SchemaVersion=2",
            async c => Fields(await c.CreateSubscribedEventAsync(Subscription, new TypeVersion(Type, 2), default)), EventFields),
        new("CreateSubscribedEvent, newest", 200, "event", "POST /v1/Subscriptions/" + Subscription + "/SubscribedEvents", "Type=" + Type,
            async c => Fields(await c.CreateSubscribedEventAsync(Subscription, new TypeVersion(Type), default)), EventFields),
        new("UpdateSubscribedEvent", 200, "event", "POST /v1/Subscriptions/" + Subscription + "/SubscribedEvents/" + Type,
            "SchemaVersion=2", async c => Fields(await c.UpdateSubscribedEventAsync(Subscription, Type, 2, default)), EventFields),
        new("DeleteSubscribedEvent", 204, string.Empty, "DELETE /v1/Subscriptions/" + Subscription + "/SubscribedEvents/" + Type, null,
            async c => { await c.DeleteSubscribedEventAsync(Subscription, Type, default); return "gone"; }, "gone"),
        new("FetchEventType", 200, "type", "GET /v1/Types/" + Type, null, async c => Fields(await c.GetEventTypeAsync(Type, default)),
            TypeFields),
        new("ListEventTypes", 200, "types", "GET /v1/Types?SchemaId=" + Schema + "&PageSize=2", null,
            async c => (await All(c.ListEventTypes(Schema, 2))).Single().ToString(), Type),
        new("FetchSchema", 200, "schema", "GET /v1/Schemas/" + Schema, null, async c => Fields(await c.GetSchemaAsync(Schema, default)),
            string.Join("|", Schema, "https://x/s", "8", Created.ToString("O"), "versions=https://x/v")),
        new("FetchSchemaVersion", 200, "version", "GET /v1/Schemas/" + Schema + "/Versions/2", null,
            async c => Fields(await c.GetSchemaVersionAsync(Schema, 2, default)),
            string.Join("|", Schema, "2", Created.ToString("O"), "https://x/v", "https://x/raw")),
        new("ListSchemaVersions", 200, "versions", "GET /v1/Schemas/" + Schema + "/Versions?PageSize=3", null,
            async c => (await All(c.ListSchemaVersions(Schema, 3))).Single().ToString(), Schema + "/1"),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    private static string SinkFields =>
        string.Join("|", Sink, "d", "webhook", "active", "destination=https://u:********@x/", "destination=https://u:p@x/",
            Created.ToString("O"), Created.AddSeconds(1).ToString("O"), Account, "https://x/s", "sink_test=https://x/t");

    private static string SubscriptionFields =>
        string.Join("|", Subscription, "d", Sink, Created.ToString("O"), Created.AddSeconds(1).ToString("O"), Account, "https://x/s",
            "subscribed_events=https://x/e");

    private static string EventFields => string.Join("|", Type, "2", Subscription, Account, "https://x/e");

    private static string TypeFields =>
        string.Join("|", Type, Schema, "d", "available", "https://x/d", Created.ToString("O"), Created.AddSeconds(1).ToString("O"),
            "https://x/t", "schema=https://x/s");

    [Fact]
    public void The_table_has_the_22_operations() => Assert.Equal(22, Cases.Select(c => c.Name.Split(',')[0]).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_operation_sends_what_is_documented_and_reads_every_field(string name)
    {
        Case expected = Cases.Single(c => c.Name == name);
        using var server =
            new ScriptedServer(_ => Reply.Http(expected.Status, expected.Answer.Length == 0 ? string.Empty : Answers[expected.Answer]));
        using TwilioEventsClient client = Client(server.BaseUri);
        Assert.Equal(expected.Gives, await expected.Call(client));
        ReceivedRequest request = Assert.Single(server.Requests);
        Assert.StartsWith(expected.Line + " HTTP/1.1\r\n", request.Head, StringComparison.Ordinal);
        Assert.Equal(expected.Body ?? string.Empty, request.Text);
        Assert.Equal(expected.Body is null ? null : "application/x-www-form-urlencoded", request.Header("Content-Type"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Account + ":secret")), request.Header("Authorization"));
        Assert.Equal(server.BaseUri.Authority, request.Header("Host"));
        Assert.Null(request.Header("Expect"));
        Assert.Null(request.Header("Cookie"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_operation_bears_nulls_and_what_it_does_not_know(string name)
    {
        Case expected = Cases.Single(c => c.Name == name);
        string answer = expected.Answer.Length == 0 ? string.Empty : Answers[expected.Answer];
        foreach (string value in new[] { "null", "\"tomorrow's value\"", "42", "-1.5", "true", "[]", "{}" })
        {
            // The value of every field but those that hold the items of a list.
            string strange =
                System.Text.RegularExpressions.Regex.Replace(answer,
                    "(?<=\"(?!sinks|subscriptions|types|schema_versions|meta|next_page_url|key)[a-z_]+\":)(\"[^\"]*\"|\\d+|\\{[^{}]*\\})",
                    value.Replace("$", "$$"));
            strange = strange.Length == 0 ? strange : strange.Insert(1, "\"of_tomorrow\":[{\"a\":{}}],");
            using var server = new ScriptedServer(_ => Reply.Http(expected.Status, strange));
            using TwilioEventsClient client = Client(server.BaseUri);
            string given = await expected.Call(client);
            if (answer.Length > 0 && (value[0] is '"' or '4' or '-')) Assert.Contains(value.Trim('"'), given, StringComparison.Ordinal);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_operation_that_Twilio_refuses_says_what_was_tried(string name)
    {
        Case expected = Cases.Single(c => c.Name == name);
        using var server =
            new ScriptedServer(
                _ => Reply.Http(400,
                    "{\"code\":20001,\"message\":\"No, thanks\",\"more_info\":\"https://www.twilio.com/docs/errors/20001\","
                        + "\"status\":400}"));
        using TwilioEventsClient client = Client(server.BaseUri);
        var error = await Assert.ThrowsAsync<TwilioApiException>(() => expected.Call(client));
        Assert.StartsWith("Cannot ", error.Message, StringComparison.Ordinal);
        Assert.Contains("400", error.Message, StringComparison.Ordinal);
        Assert.Contains("No, thanks", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Each_operation_has_words_of_its_own_for_what_was_tried()
    {
        using var server = new ScriptedServer(_ => Reply.Http(404, string.Empty));
        using TwilioEventsClient client = Client(server.BaseUri);
        var said = new List<string>();
        foreach (Case tried in Cases)
        {
            var error = await Assert.ThrowsAsync<TwilioApiException>(() => tried.Call(client));
            said.Add(error.Message.Split(':')[0]);
        }

        Assert.Equal(
            [
                $"Cannot get sink {Sink}",
                "Cannot list sinks",
                "Cannot create the sink 'a & b'",
                $"Cannot set the description of sink {Sink}",
                $"Cannot remove sink {Sink}",
                $"Cannot test sink {Sink}",
                $"Cannot validate sink {Sink}",
                $"Cannot get subscription {Subscription}",
                $"Cannot list the subscriptions of sink {Sink}",
                "Cannot create the subscription 'd'",
                $"Cannot set the description of subscription {Subscription}",
                $"Cannot remove subscription {Subscription}",
                $"Cannot get the subscribed event {Type} of {Subscription}",
                $"Cannot list the subscribed events of {Subscription}",
                $"Cannot add the subscribed event {Type}@2 to {Subscription}",
                $"Cannot add the subscribed event {Type} to {Subscription}",
                $"Cannot set the version of the subscribed event {Type} of {Subscription}",
                $"Cannot remove the subscribed event {Type} of {Subscription}",
                $"Cannot get event type {Type}",
                "Cannot list event types",
                $"Cannot get schema {Schema}",
                $"Cannot get version 2 of schema {Schema}",
                $"Cannot list the versions of schema {Schema}",
            ],
            said);
        var all = await Assert.ThrowsAsync<TwilioApiException>(() => All(client.ListSubscriptions(null, 1)));
        Assert.StartsWith("Cannot list subscriptions:", all.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_cannot_lead_to_another_path()
    {
        using var server = new ScriptedServer(_ => Reply.Http(200, "{\"type\":\"x\"}"));
        using TwilioEventsClient client = Client(server.BaseUri);
        await client.GetEventTypeAsync("a/../b?c#d%2e", default);
        Assert.Equal("GET /v1/Types/a%2F..%2Fb%3Fc%23d%252e", Assert.Single(server.Requests).Line);
        foreach (string steps in new[] { ".", ".." })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.GetSchemaAsync(steps, default));
        }

        Assert.Single(server.Requests);
    }

    private static TwilioEventsClient Client(Uri baseUri) =>
        new(new TwilioEventsClientOptions(Account, "secret") { BaseUri = baseUri, MaximumRetryCount = 0, AccountSid = Account,
            Objects = properties => string.Join(",", properties.Select(p => p.Key + "=" + p.Value)) });

    private static async Task<List<T>> All<T>(Pages<T> pages)
    {
        var items = new List<T>();
        while (await pages.NextAsync(CancellationToken.None) is IReadOnlyList<T> page) items.AddRange(page);
        return items;
    }

    private static string Fields(Sink s) =>
        Join(s.Sid, s.Description, s.SinkType, s.Status, s.SinkConfiguration, s.GetSinkConfiguration(), s.DateCreated, s.DateUpdated,
            s.AccountSid, s.Url, s.Links);

    private static string Fields(Subscription s) =>
        Join(s.Sid, s.Description, s.SinkSid, s.DateCreated, s.DateUpdated, s.AccountSid, s.Url, s.Links);

    private static string Fields(SubscribedEvent e) => Join(e.Type, e.SchemaVersion, e.SubscriptionSid, e.AccountSid, e.Url);

    private static string Fields(EventType t) =>
        Join(t.Type, t.SchemaId, t.Description, t.Status, t.DocumentationUrl, t.DateCreated, t.DateUpdated, t.Url, t.Links);

    private static string Fields(EventSchema s) => Join(s.Id, s.Url, s.LatestVersion, s.LatestVersionDateCreated, s.Links);

    private static string Fields(EventSchemaVersion v) => Join(v.Id, v.SchemaVersion, v.DateCreated, v.Url, v.Raw);

    private static string Show(SinkTest test) => test.Sid + " " + test.Result;

    private static string Show(SinkValidation validation) => validation.Sid + " " + validation.Result;

    private static string Show(SubscribedEvent subscribed) => subscribed.Type + " " + subscribed.SchemaVersion;

    private static string Join(params object?[] values) =>
        string.Join("|", values.Select(value => value is DateTimeOffset date ? date.ToUniversalTime().ToString("O") : value?.ToString()));

    /// <summary>An operation, what it sends and what it gives.</summary>
    private sealed record Case(string Name, int Status, string Answer, string Line, string? Body,
        Func<TwilioEventsClient, Task<string>> Call, string Gives);
}
