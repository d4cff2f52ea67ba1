using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest.Events.V1;
using Twilio.Rest.Events.V1.Subscription;
using Xunit;

namespace TwilioEvents.DesiredState.Tests.Execution;

/// <summary>Twilio's own SDK reads an account back that a file has brought into line: a client that we did not write.</summary>
public sealed class TwilioSdkTests
{
    private const string File = """
        {
          "Version": 1,
          "Sinks": [
            { "Description": "Orders", "SinkType": "webhook", "SinkConfiguration":
              { "destination": "https://shop.example.com/{Path}", "method": "GET", "batch_events": true } },
            { "Description": "Calls", "SinkType": "webhook", "SinkConfiguration": { "destination": "env:CALLS" } },
            { "Description": "Analytics", "SinkType": "segment", "SinkConfiguration": { "write_key": "env:KEY" } },
            { "Description": "Lake {{1}}", "SinkType": "kinesis", "SinkConfiguration":
              { "arn": "arn:aws:kinesis:us-east-1:111122223333:stream/x", "role_arn": "arn:aws:iam::111122223333:role/x",
                "external_id": "env::x" } }
          ],
          "Subscriptions": [
            { "Description": "Messages", "Sink": "Orders",
              "Types": [ "com.twilio.messaging.message.sent@2", "com.twilio.messaging.message.delivered@8" ] },
            { "Description": "Raw", "Sink": "Lake {{1}}", "Types": [ "com.twilio.voice.status-callback.call.completed@1" ] }
          ]
        }
        """;

    private static readonly SyncOptions Prune = new() { Prune = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twilios_SDK_finds_what_the_file_says(bool isReplaced)
    {
        using var account = new TestAccount(isEmpty: isReplaced);
        if (isReplaced)
        {
            await account.SyncAsync(TestAccount.Document([TestAccount.Sink("Orders"), TestAccount.Sink("Lake {{1}}")],
                TestAccount.Subscription("Messages", "Orders", TestAccount.Sent), TestAccount.Subscription("Raw", "Orders",
                    TestAccount.Delivered)));
        }

        EventsConfiguration desired = ConfigurationReader.Read(ConfigurationReader.ReadJson(File),
            new Dictionary<string, ConfigurationParameter> { ["Path"] = new("twilio") },
            (_, name) => name == "CALLS" ? "https://user:hush@calls.example.com" : "the key", properties => properties);
        await account.SyncAsync(desired, Prune);

        using var http = new System.Net.Http.HttpClient(account.Sandbox, disposeHandler: false);
        var client = new TwilioRestClient(account.Sandbox.AccountSid, account.Sandbox.AuthToken,
            httpClient: new SystemNetHttpClient(http));
        SinkResource[] sinks =
            [.. (await SinkResource.ReadAsync(client: client)).OrderBy(sink => sink.Description, StringComparer.Ordinal)];
        Assert.All(sinks, sink => Assert.Equal(SinkResource.StatusEnum.Active, sink.Status));
        Assert.Equal(
        [
            """Analytics segment {"write_key":"the key"}""",
            """Calls webhook {"batch_events":false,"destination":"https://user:hush@calls.example.com","method":"POST"}""",
            """Lake {1} kinesis {"arn":"arn:aws:kinesis:us-east-1:111122223333:stream/x","external_id":"env:x","""
                + "\"role_arn\":\"arn:aws:iam::111122223333:role/x\"}",
            """Orders webhook {"batch_events":true,"destination":"https://shop.example.com/twilio","method":"GET"}""",
        ], sinks.Select(sink => sink.Description + " " + sink.SinkType + " " + Sorted(sink.SinkConfiguration)));

        var found = new List<string>();
        foreach (SubscriptionResource one in await SubscriptionResource.ReadAsync(client: client))
        {
            string types = string.Join(", ", (await SubscribedEventResource.ReadAsync(one.Sid, client: client))
                .Select(type => type.Type + "@" + type.SchemaVersion).Order(StringComparer.Ordinal));
            found.Add(one.Description + " to " + sinks.Single(sink => sink.Sid == one.SinkSid).Description + ": " + types);
        }

        Assert.Equal(
        [
            "Messages to Orders: com.twilio.messaging.message.delivered@8, com.twilio.messaging.message.sent@2",
            "Raw to Lake {1}: com.twilio.voice.status-callback.call.completed@1",
        ], found.Order(StringComparer.Ordinal));
    }

    // The SDK gives a JSON object of its own, whose text is JSON.
    private static string Sorted(object configuration) => new JsonObject(JsonNode.Parse(configuration.ToString()!)!.AsObject()
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
}
