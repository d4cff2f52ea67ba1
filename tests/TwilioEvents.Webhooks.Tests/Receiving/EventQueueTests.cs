using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using TwilioEvents.Webhooks.Receiving;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Receiving;

/// <summary>What goes from senders to the one who takes it, and when a delivery is written.</summary>
public sealed class EventQueueTests
{
    private static readonly EventParser Parser = new(TwilioSender.Objects);

    private readonly EventQueue queue = new();

    [Fact]
    public void A_delivery_is_written_when_each_of_its_events_is_confirmed()
    {
        Delivery delivery = this.Add(1, 2);
        Assert.Equal(["1"], this.Write(1));
        Assert.Null(delivery.IsWritten);
        Assert.Equal(1, this.queue.Unacknowledged);
        Assert.Equal(["2"], this.Write(1));
        Assert.True(delivery.IsWritten);
        Assert.Equal((2, 0, 0), (this.queue.Written, this.queue.Unacknowledged, this.queue.Waiting));
    }

    [Fact]
    public void A_repeated_delivery_waits_for_the_same_events_and_nothing_is_written_twice()
    {
        Delivery first = this.Add(1, 2), second = this.Add(2, 1, 2);
        Assert.Equal(["1", "2"], this.Write(9));
        Assert.Equal((true, true), (first.IsWritten, second.IsWritten));
        Assert.Equal((2, 3, 0), (this.queue.Written, this.queue.Repeated, this.queue.Unacknowledged));
        Assert.True(this.Add(1).IsWritten);
        Assert.Empty(this.Write(9));
    }

    [Fact]
    public void A_delivery_without_events_that_anybody_wants_is_written_at_once() => Assert.True(this.Add().IsWritten);

    [Fact]
    public void Where_nobody_waits_any_longer_the_events_are_written_and_known_when_they_come_again()
    {
        Delivery late = this.Add(1);
        this.queue.GiveUp(late);
        Assert.False(late.IsWritten);
        Assert.Equal(["1"], this.Write(9));
        Assert.Equal(1, this.queue.Unacknowledged);
        Assert.True(this.Add(1).IsWritten);
        Assert.Equal(0, this.queue.Unacknowledged);
    }

    [Fact]
    public void Source_id_and_type_make_an_event_and_a_test_event_has_its_test_id()
    {
        string[] different =
        [
            TwilioSender.Event(1), TwilioSender.Event(1, "com.twilio.other"), TwilioSender.Event(2),
            TwilioSender.Event(1).Replace("/s", "/t", StringComparison.Ordinal),
            TwilioSender.Event(1).Replace("\"source\":\"/s\",", string.Empty, StringComparison.Ordinal),
            TwilioSender.Event(1, "com.twilio.eventstreams.test-event", ",\"data\":{\"test_id\":\"a\"}"),
            TwilioSender.Event(1, "com.twilio.eventstreams.test-event", ",\"data\":{\"test_id\":\"b\"}"),
            TwilioSender.Event(1, "com.twilio.eventstreams.test-event"),
        ];
        string[] same =
        [
            TwilioSender.Event(1, more: ",\"data\":{\"test_id\":\"a\"}"), TwilioSender.Event(1, more: ",\"time\":\"x\""),
            TwilioSender.Event(1, "com.twilio.eventstreams.test-event", ",\"data\":\"{\\\"test_id\\\":\\\"b\\\"}\",\"x\":1"),
        ];
        foreach (string json in different) this.queue.Add(Parse(json), 1, isWhole: true);
        Assert.Equal(different.Length, this.Write(99).Count);
        foreach (string json in same) this.queue.Add(Parse(json), 1, isWhole: true);
        Assert.Equal(same.Length, this.queue.Repeated);
        Assert.Empty(this.Write(9));
    }

    [Fact]
    public void An_event_without_an_id_is_never_the_same_as_another()
    {
        const string Event = "{\"type\":\"t\",\"source\":\"/s\"}";
        this.queue.Add(Parse("[" + Event + "," + Event + "]"), 1, isWhole: true);
        this.queue.Add(Parse(Event), 1, isWhole: true);
        Assert.Equal(3, this.Write(9).Count);
    }

    [Fact]
    public void A_thousand_events_wait_and_beyond_that_a_delivery_ends_at_once()
    {
        Delivery first = this.Add([.. Enumerable.Range(1, 999)]);
        Delivery second = this.Add(1000, 1001);
        Assert.Null(first.IsWritten);
        Assert.False(second.IsWritten);
        Assert.Equal(1000, this.queue.Waiting);
        Assert.Equal(1000, this.Write(9999).Count);

        // What had room is known, and the rest has room now.
        Delivery again = this.Add(1000, 1001);
        Assert.Equal(["1001"], this.Write(9));
        Assert.True(again.IsWritten);
        Assert.Equal(0, this.queue.Unacknowledged);
    }

    [Fact]
    public void A_delivery_larger_than_the_room_comes_through_when_it_comes_again()
    {
        int[] all = [.. Enumerable.Range(1, 2500)];
        var written = new List<string?>();
        Delivery delivery;
        int tries = 0;
        do
        {
            delivery = this.Add(all);
            written.AddRange(this.Write(9999));
            tries++;
        }
        while (delivery.IsWritten == false);
        Assert.Equal(3, tries);
        Assert.Equal(2500, written.Distinct().Count());
        Assert.Equal(2500, written.Count);
    }

    [Fact]
    public void Events_without_an_id_are_taken_only_where_the_whole_delivery_has_room()
    {
        this.Add([.. Enumerable.Range(1, 999)]);
        const string Event = "{\"type\":\"t\"}";
        Assert.False(this.queue.Add(Parse("[" + Event + "," + Event + "]"), 1, isWhole: true).IsWritten);
        Assert.Equal(999, this.queue.Waiting);
    }

    [Fact]
    public void Sixty_four_MiB_wait_and_no_more()
    {
        const int Size = 4 * 1024 * 1024;
        for (int i = 1; i <= 16; i++) Assert.Null(this.queue.Add(Parse(TwilioSender.Event(i)), Size, isWhole: true).IsWritten);
        Assert.False(this.queue.Add(Parse(TwilioSender.Event(17)), Size, isWhole: true).IsWritten);
        Assert.Single(this.Write(1));
        Assert.Null(this.queue.Add(Parse(TwilioSender.Event(17)), Size, isWhole: true).IsWritten);
    }

    [Fact]
    public void The_last_hundred_thousand_events_are_remembered()
    {
        for (int i = 0; i <= EventQueue.MemoryCapacity; i += 1000)
        {
            this.Add([.. Enumerable.Range(i, 1000)]);
            Assert.Equal(1000, this.Write(1000).Count);
        }

        // 101,000 came: those before the last 100,000 are forgotten, the oldest first.
        this.Add(1000, 100_999);
        Assert.Empty(this.Write(9));
        this.Add(999);
        Assert.Equal(["999"], this.Write(9));
        this.Add(1000);
        Assert.Equal(["1000"], this.Write(9));
    }

    [Fact]
    public void After_as_many_events_as_were_asked_for_nothing_more_is_given()
    {
        var queue = new EventQueue(3);
        Delivery first = queue.Add(Events(1, 2, 3), 1, isWhole: true);
        Delivery second = queue.Add(Events(3, 4), 1, isWhole: true);
        Assert.Equal(["1", "2", "3"], Write(queue, 9));
        Assert.True(queue.IsStopped);
        Assert.True(first.IsWritten);
        Assert.False(second.IsWritten);
        Assert.False(queue.Add(Events(5), 1, isWhole: true).IsWritten);
        Assert.Equal(0, queue.Unacknowledged);
    }

    [Fact]
    public void Where_the_last_event_does_not_end_its_delivery_that_comes_again()
    {
        var queue = new EventQueue(2);
        Delivery delivery = queue.Add(Events(1, 2, 3), 1, isWhole: true);
        Assert.Equal(["1", "2"], Write(queue, 9));
        Assert.False(delivery.IsWritten);
        Assert.Equal(2, queue.Unacknowledged);
    }

    [Fact]
    public void A_stop_ends_every_delivery_that_is_not_written()
    {
        Delivery written = this.Add(1);
        this.Write(1);
        Delivery half = this.Add(2, 3), repeated = this.Add(3);
        ReceivedEvent inHand = this.queue.TryTake()!;
        this.queue.Stop();
        Assert.Equal(1, this.queue.InHand);
        Assert.True(written.IsWritten);
        Assert.Equal((false, false), (half.IsWritten, repeated.IsWritten));
        Assert.Null(this.queue.TryTake());

        // It was in the hands of somebody who has it after all.
        this.queue.Confirm(inHand);
        Assert.Equal((2, 1, 0), (this.queue.Written, this.queue.Unacknowledged, this.queue.InHand));
        Assert.Throws<InvalidOperationException>(() => this.queue.Confirm(inHand));
    }

    [Fact]
    public void Whoever_waits_is_told_of_an_event_and_of_the_stop()
    {
        Task change = this.queue.WhenChanged();
        Assert.Same(change, this.queue.WhenChanged());
        Assert.False(change.IsCompleted);
        this.Add(1);
        Assert.True(change.IsCompletedSuccessfully);
        Assert.True(this.queue.WhenChanged().IsCompleted);
        this.Write(1);
        change = this.queue.WhenChanged();
        this.Add(1);
        Assert.False(change.IsCompleted);
        this.queue.Stop();
        Assert.True(change.IsCompletedSuccessfully);
        Assert.True(this.queue.WhenChanged().IsCompleted);
    }

    [Fact]
    public void Runs_that_stop_at_random_points_lose_nothing_and_each_writes_no_event_twice() =>
        Gen.Select(Gen.Int[0, 20].Array[1, 6].Array[1, 12], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1000]).Array[200]).Sample(
            (deliveries, steps) => new Simulation(deliveries).Run(steps), iter: 500);

    private static IReadOnlyList<TwilioEvent> Events(params int[] numbers) => Parse(TwilioSender.Batch(numbers));

    private static IReadOnlyList<TwilioEvent> Parse(string json) => [.. Parser.Parse(json).Select(item => item.Event!)];

    private static List<string?> Write(EventQueue queue, int most)
    {
        var written = new List<string?>();
        while (written.Count < most && queue.TryTake() is ReceivedEvent received)
        {
            written.Add(received.Event.Id);
            queue.Confirm(received);
        }

        return written;
    }

    private Delivery Add(params int[] numbers) => this.queue.Add(Events(numbers), 1, isWhole: true);

    private List<string?> Write(int most) => Write(this.queue, most);

    /// <summary>
    /// A sender that repeats what was not acknowledged, and runs of a receiver that stop at any point: also between an event
    /// that was taken and its confirmation. Events may stand in several deliveries.
    /// </summary>
    private sealed class Simulation(int[][] deliveries)
    {
        private readonly HashSet<int> unacknowledged = [.. Enumerable.Range(0, deliveries.Length)];
        private readonly Dictionary<int, Delivery> inFlight = [];
        private readonly List<HashSet<string>> runs = [];
        private EventQueue run = new();
        private ReceivedEvent? taken;

        private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

        public void Run((int Action, int Choice)[] steps)
        {
            this.runs.Add([]);
            foreach ((int action, int choice) in steps) this.Step(action, choice);

            // At last somebody is patient.
            for (int i = 0; this.unacknowledged.Count > 0; i++)
            {
                Assert.True(i < 100, "The sender does not come to an end.");
                if (this.taken is not null) this.Confirm();
                foreach (int number in this.unacknowledged.ToArray()) this.Send(number);
                while ((this.taken = this.run.TryTake()) is not null) this.Confirm();
                this.Collect();
            }

            Assert.Equal(deliveries.SelectMany(numbers => numbers).Select(Id).Distinct().Order(),
                this.runs.SelectMany(written => written).Distinct().Order());
        }

        private void Step(int action, int choice)
        {
            switch (action)
            {
                case <= 3 when this.unacknowledged.Count > 0:
                    this.Send(this.unacknowledged.ElementAt(choice % this.unacknowledged.Count));
                    break;
                case 4 or 5 or 6 when this.taken is null:
                    this.taken = this.run.TryTake();
                    break;
                case 4 or 5 or 6:
                    this.Confirm();
                    break;
                case 7 when this.inFlight.Count > 0:
                    this.run.GiveUp(this.inFlight.ElementAt(choice % this.inFlight.Count).Value);
                    break;
                case 8 when choice % 3 == 0:
                    this.Restart(choice);
                    break;
            }

            this.Collect();
        }

        private void Send(int number)
        {
            if (!this.inFlight.ContainsKey(number)) this.inFlight.Add(number, this.run.Add(Events(deliveries[number]), 1, isWhole: true));
        }

        private void Confirm()
        {
            Assert.True(this.runs[^1].Add(this.taken!.Event.Id!), "An event was written twice in one run.");
            this.run.Confirm(this.taken);
            this.taken = null;
        }

        private void Restart(int choice)
        {
            this.run.Stop();

            // The event in hand may have been written, or not.
            if (this.taken is not null && choice % 2 == 0) this.Confirm();
            this.taken = null;
            Assert.All(this.inFlight.Values, delivery => Assert.NotNull(delivery.IsWritten));
            this.Collect();
            this.run = new EventQueue(choice % 5 == 0 ? 1 + (choice % 7) : null);
            this.runs.Add([]);
        }

        private void Collect()
        {
            if (this.run.IsStopped && this.taken is null && this.inFlight.Values.All(delivery => delivery.IsWritten is not null)
                && this.runs[^1].Count > 0)
            {
                this.Take();
                this.run = new EventQueue();
                this.runs.Add([]);
            }

            this.Take();
        }

        private void Take()
        {
            foreach ((int number, Delivery delivery) in this.inFlight.ToArray())
            {
                if (delivery.IsWritten is null) continue;
                this.inFlight.Remove(number);
                if (delivery.IsWritten == false) continue;

                // What was acknowledged is written, and does not come again.
                Assert.All(deliveries[number], id => Assert.Contains(Id(id), this.runs[^1]));
                this.unacknowledged.Remove(number);
            }
        }
    }
}
