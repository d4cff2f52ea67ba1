using System;
using System.Globalization;
using System.Linq;
using System.Net.Mime;
using System.Threading.Tasks;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Xunit;

namespace TwilioEvents.Sandbox.Tests;

/// <summary>A parser of CloudEvents that we did not write reads what the sandbox delivers.</summary>
public sealed class CloudEventsTests
{
    [Fact]
    public async Task Every_delivery_is_a_batch_of_CloudEvents()
    {
        using var webhook = new Webhook(_ => 204);
        using var api = new SandboxApi();
        string configuration = "{\"destination\":\"http://localhost:" + webhook.Port.ToString(CultureInfo.InvariantCulture)
            + "/\",\"method\":\"POST\",\"batch_events\":false}";
        string sink = (await api.Post("Sinks", SandboxApi.Form(
            ("Description", "mine"), ("SinkType", "webhook"), ("SinkConfiguration", configuration))))["sid"]!;
        string[] types = [.. (await api.All("Types")).Where(type => type.Text("status") is "available" or "deprecated")
            .GroupBy(type => type.Text("schema_id")).Select(ofSchema => ofSchema.First().Text("type")!)];
        Assert.Equal(201, (await api.Post("Subscriptions", SandboxApi.Subscription(sink, types))).Status);
        foreach (string type in types) await api.Post("/sandbox/events", "Type=" + type + "&SinkSid=" + sink);
        await webhook.ArrivedAsync(types.Length);

        var formatter = new JsonEventFormatter();
        CloudEvent[] events = [.. webhook.Requests.SelectMany(request => formatter.DecodeBatchModeMessage(
            request.Body, new ContentType("application/cloudevents-batch+json"), null))];
        Assert.Equal(types.Order(StringComparer.Ordinal), events.Select(received => received.Type!).Order(StringComparer.Ordinal));
        Assert.All(events, received =>
        {
            Assert.True(received.IsValid);
            Assert.Equal("application/json", received.DataContentType);
            Assert.StartsWith("https://events-schemas.twilio.com/", received.DataSchema!.AbsoluteUri, StringComparison.Ordinal);
            Assert.InRange(received.Time!.Value, api.Now, api.Now);
        });
    }
}
