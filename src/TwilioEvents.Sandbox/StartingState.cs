using System;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>What is in a new sandbox: a sink in each state, and two subscriptions.</summary>
internal static class StartingState
{
    public static void Fill(SandboxState state)
    {
        DateTimeOffset date = state.Now.AddDays(-30);
        Sink('a', "Order events to the shop", "webhook", "active", Resources.Map(("destination", "https://shop.example.com/twilio/events"), ("method", "POST"), ("batch_events", true)));
        Sink('b', "Message delivery to analytics", "segment", "active", Resources.Map(("write_key", "sandbox-write-key")));
        Sink('c', "Raw events to the data lake", "kinesis", "active", Resources.Map(("arn", "arn:aws:kinesis:us-east-1:111122223333:stream/twilio-events"), ("role_arn", "arn:aws:iam::111122223333:role/twilio-events"), ("external_id", "sandbox-external-id")));
        Sink('d', "Voice insights, not yet validated", "webhook", "initialized", Resources.Map(("destination", "https://user:sandbox-password@insights.example.com/voice"), ("method", "POST"), ("batch_events", false)));
        Sink('e', "Old data lake", "kinesis", "failed", Resources.Map(("arn", "arn:aws:kinesis:eu-west-1:111122223333:stream/retired"), ("role_arn", "arn:aws:iam::111122223333:role/retired"), ("external_id", "sandbox-external-id")));
        Sink('f', "Weekly digest", "email", "active", Resources.Map());
        Subscription('a', "Message delivery", 'a', "com.twilio.messaging.message.sent", "com.twilio.messaging.message.delivered", "com.twilio.messaging.message.undelivered", "com.twilio.messaging.message.failed");
        Subscription('b', "Calls to the data lake", 'c', "com.twilio.voice.status-callback.call.initiated", "com.twilio.voice.status-callback.call.answered", "com.twilio.voice.status-callback.call.completed");

        void Sink(char digit, string description, string type, string status, JsonMap configuration) =>
            state.AddSink("DG" + new string(digit, 32), description, type, status, configuration, date);

        void Subscription(char digit, string description, char sinkDigit, params string[] types) =>
            state.AddSubscription("DF" + new string(digit, 32), description, "DG" + new string(sinkDigit, 32), types.Select(type => ChosenType.From(type, null)).ToArray(), date);
    }
}
