using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using CsCheck;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Whatever commands are given in whatever order, the sandbox holds what a plain model of it holds.</summary>
public sealed class ModelTests
{
    private static readonly string[] Types =
        ["com.twilio.messaging.message.delivered", "com.twilio.messaging.message.failed", "com.twilio.messaging.message.sent"];

    [Fact]
    public void Any_sequence_of_commands_leaves_the_sandbox_and_the_model_alike()
    {
        using var engine = new ModuleEngine();
        Gen<(int Command, int First, int Second)> step = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 9], Gen.Int[0, 9]);
        step.Array[1, 25].Sample(
            steps =>
            {
                engine.Must("Connect-TwilioEvents -Sandbox");
                var model = new Model(engine);
                foreach ((int command, int first, int second) in steps) model.Do(command, first, second);
                model.Compare(pageSize: 1 + (steps.Length % 4));
            },
            iter: 60,
            threads: 1);
    }

    private sealed record SinkState(string Sid)
    {
        public required string Description { get; set; }

        public required string Status { get; set; }
    }

    private sealed record SubscriptionState(string Sid, string SinkSid)
    {
        public required string Description { get; set; }

        public List<(string Type, int Version)> Events { get; } = [];
    }

    /// <summary>What the sandbox should hold, kept with lists and nothing else.</summary>
    private sealed class Model
    {
        private readonly ModuleEngine engine;
        private readonly List<SinkState> sinks;
        private readonly List<SubscriptionState> subscriptions = [];

        public Model(ModuleEngine engine)
        {
            this.engine = engine;
            this.sinks =
                [.. engine.Must("Get-TwilioSink")
                    .Output.Select(
                        sink => new SinkState(sink.ToString()) { Description = (string)sink.Properties["Description"].Value,
                            Status = (string)sink.Properties["Status"].Value })];
            foreach (PSObject subscription in engine.Must("Get-TwilioSubscription").Output)
            {
                var state = new SubscriptionState(subscription.ToString(),
                    (string)subscription.Properties["SinkSid"].Value) { Description =
                        (string)subscription.Properties["Description"].Value };
                state.Events.AddRange(this.EventsOf(state.Sid, 50));
                this.subscriptions.Add(state);
            }
        }

        public void Do(int command, int first, int second)
        {
            string text = "text " + first + " " + second, type = Types[second % Types.Length];
            int version = 1 + (second % 8);
            SinkState? sink = At(this.sinks, first);
            SubscriptionState? subscription = At(this.subscriptions, first);
            int index = subscription?.Events.FindIndex(e => e.Type == type) ?? -1;
            switch (command)
            {
                case 0:
                    string sid = this.Run(true, "New-TwilioSink '" + text + "' https://x.example.com/")!;
                    this.sinks.Add(new SinkState(sid) { Description = text, Status = "active" });
                    break;
                case 1 when sink is not null:
                    this.Run(true, "Set-TwilioSink " + sink.Sid + " '" + text + "'");
                    sink.Description = text;
                    break;
                case 2 when sink is not null:
                    bool isFree = this.subscriptions.All(s => s.SinkSid != sink.Sid);
                    this.Run(isFree, "Remove-TwilioSink " + sink.Sid + " -Confirm:$false");
                    if (isFree) this.sinks.Remove(sink);
                    break;
                case 3 when sink is not null:
                    string[] types = [.. Types.Take(1 + (second % Types.Length))];
                    if (this.Run(sink.Status == "active",
                        "New-TwilioSubscription '" + text + "' " + sink.Sid + " "
                            + string.Join(",", types.Select(t => "'" + t + "@" + version + "'"))) is string made)
                    {
                        var created = new SubscriptionState(made, sink.Sid) { Description = text };
                        created.Events.AddRange(types.Select(t => (t, version)));
                        this.subscriptions.Add(created);
                    }

                    break;
                case 4 when subscription is not null:
                    this.Run(true, "Set-TwilioSubscription " + subscription.Sid + " '" + text + "'");
                    subscription.Description = text;
                    break;
                case 5 when subscription is not null:
                    this.Run(true, "Remove-TwilioSubscription " + subscription.Sid + " -Confirm:$false");
                    this.subscriptions.Remove(subscription);
                    break;
                case 6 when subscription is not null:
                    this.Run(index < 0, "Add-TwilioSubscribedEvent " + subscription.Sid + " " + type + " " + version);
                    if (index < 0) subscription.Events.Add((type, version));
                    break;
                case 7 when subscription is not null:
                    this.Run(index >= 0, "Set-TwilioSubscribedEvent " + subscription.Sid + " " + type + " " + version);
                    if (index >= 0) subscription.Events[index] = (type, version);
                    break;
                case 8 when subscription is not null:
                    this.Run(index >= 0, "Remove-TwilioSubscribedEvent " + subscription.Sid + " " + type + " -Confirm:$false");
                    if (index >= 0) subscription.Events.RemoveAt(index);
                    break;
                case 9 when sink is not null:
                    this.Run(true, "Test-TwilioSink " + sink.Sid);
                    break;
                case 10 when sink is not null:
                    this.Run(true, "Confirm-TwilioSink " + sink.Sid + " any");
                    sink.Status = "active";
                    break;
                default:
                    // There is none of what it would be done to.
                    break;
            }
        }

        public void Compare(int pageSize)
        {
            Assert.Equal(
                this.sinks.Select(s => s.Sid + " " + s.Status + " " + s.Description),
                this.engine.Must("Get-TwilioSink -PageSize " + pageSize)
                    .Output.Select(s => s + " " + s.Properties["Status"].Value + " " + s.Properties["Description"].Value));
            Assert.Equal(
                this.subscriptions.Select(s => s.Sid + " " + s.SinkSid + " " + s.Description),
                this.engine.Must("Get-TwilioSubscription -PageSize " + pageSize)
                    .Output.Select(s => s + " " + s.Properties["SinkSid"].Value + " " + s.Properties["Description"].Value));
            Assert.All(this.subscriptions, subscription => Assert.Equal(subscription.Events, this.EventsOf(subscription.Sid, pageSize)));
            Assert.Equal(
                this.sinks.Where(sink => this.subscriptions.Any(s => s.SinkSid == sink.Sid)).Select(s => s.Sid),
                this.engine.Must("Get-TwilioSink -InUse $true -PageSize " + pageSize).Output.Select(s => s.ToString()));
        }

        private static T? At<T>(List<T> list, int index)
            where T : class => list.Count == 0 ? null : list[index % list.Count];

        private IEnumerable<(string Type, int Version)> EventsOf(string sid, int pageSize) =>
            this.engine.Must("Get-TwilioSubscribedEvent " + sid + " -PageSize " + pageSize.ToString(CultureInfo.InvariantCulture))
                .Output.Select(e => (e.ToString(), (int)e.Properties["SchemaVersion"].Value));

        // What the one object that came is called, where one came.
        private string? Run(bool succeeds, string command)
        {
            Result result = this.engine.Run(command);
            Assert.Null(result.Terminating);
            Assert.True(succeeds == (result.Errors.Count == 0), command + ": " + string.Join("; ", result.Errors));
            return result.Output.SingleOrDefault()?.ToString();
        }
    }
}
