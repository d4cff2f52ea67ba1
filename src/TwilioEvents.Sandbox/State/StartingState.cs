using System;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox.State;

/// <summary>What is in a new sandbox: a sink in each state, and two subscriptions.</summary>
internal static class StartingState
{
    public static void Fill(SandboxState state)
    {
        DateTimeOffset date = state.Now.AddDays(-30);
        Sink('a', "Order events to the shop", "webhook", "active", Webhook("https://shop.example.com/twilio/events", batchEvents: true));
        Sink('b', "Message delivery to analytics", "segment", "active", new JsonMap { ["write_key"] = "sandbox-write-key" });
        Sink('c', "Raw events to the data lake", "kinesis", "active", Kinesis("us-east-1", "twilio-events"));
        string insights = "https://user:sandbox-password@insights.example.com/voice";
        Sink('d', "Voice insights, not yet validated", "webhook", "initialized", Webhook(insights, batchEvents: false));
        Sink('e', "Old data lake", "kinesis", "failed", Kinesis("eu-west-1", "retired"));
        Sink('f', "Weekly digest", "email", "active", new JsonMap());

        const string Message = "com.twilio.messaging.message.", Call = "com.twilio.voice.status-callback.call.";
        Subscription('a', "Message delivery", 'a', Message + "sent", Message + "delivered", Message + "undelivered", Message + "failed");
        Subscription('b', "Calls to the data lake", 'c', Call + "initiated", Call + "answered", Call + "completed");

        void Sink(char digit, string description, string type, string status, JsonMap configuration) =>
            state.Add(new StoredSink(SidRule.Of(SidKind.Sink).Of(digit), description, type, status, configuration, date));

        void Subscription(char digit, string description, char sinkDigit, params string[] types) => state.Add(new StoredSubscription(
            SidRule.Of(SidKind.Subscription).Of(digit),
            description,
            SidRule.Of(SidKind.Sink).Of(sinkDigit),
            types.Select(type => new SubscribedType(type, EventTypeCatalogue.LatestVersionOf(type))),
            date));
    }

    private static JsonMap Webhook(string destination, bool batchEvents) =>
        new() { ["destination"] = destination, ["method"] = "POST", ["batch_events"] = batchEvents };

    private static JsonMap Kinesis(string region, string name) => new()
    {
        ["arn"] = "arn:aws:kinesis:" + region + ":111122223333:stream/" + name,
        ["role_arn"] = "arn:aws:iam::111122223333:role/" + name,
        ["external_id"] = "sandbox-external-id",
    };
}
