using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox.Delivery;

/// <summary>
/// Delivers in the background, as long as there is something to deliver: to webhooks on this machine, signed, in batches where
/// the sink says so, and again where Twilio would.
/// </summary>
internal sealed class Dispatcher : IDisposable
{
    /// <summary>How many deliveries may wait before no more events are made.</summary>
    public const int MostWaiting = 10_000;

    private const int MostRequestsPerSink = 4;

    /// <summary>How long a receiver has for its answer. Not by the clock of the sandbox: a receiver does not run faster with it.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly SandboxState state;
    private readonly DeliveryLog log;
    private readonly Clock realTime;
    private readonly string authToken;
    private readonly WebhookClient client = new();
    private readonly Dictionary<string, SinkQueue> queues = new(StringComparer.Ordinal);
    private TaskCompletionSource<bool> change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isRunning;
    private bool isEnding;
    private bool isDisposed;

    /// <param name="state">The sandbox.</param>
    /// <param name="log">Its deliveries.</param>
    /// <param name="realTime">Time for receivers.</param>
    /// <param name="authToken">What is signed with.</param>
    public Dispatcher(SandboxState state, DeliveryLog log, Clock realTime, string authToken)
    {
        this.state = state;
        this.log = log;
        this.realTime = realTime;
        this.authToken = authToken;
    }

    /// <summary>How many deliveries to webhooks are not over. To be asked under the gate.</summary>
    public int Waiting { get; private set; }

    /// <summary>Ends when anything has changed since it was asked for. To be asked under the gate.</summary>
    public Task Changed => this.change.Task;

    /// <summary>Takes a delivery. To be called under the gate.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="sink">Where to.</param>
    /// <returns>Whether it will get a request.</returns>
    public bool Add(EventDelivery delivery, StoredSink sink)
    {
        if (WebhookTarget.Of(sink) is null)
        {
            this.End(delivery, sink.Type == SinkShape.Webhook.SinkType ? DeliveryOutcome.NotSent : DeliveryOutcome.Kept);
            return false;
        }

        if (!this.queues.TryGetValue(sink.Sid, out SinkQueue? queue)) this.queues.Add(sink.Sid, queue = new SinkQueue());
        queue.Add(delivery, this.state.Clock.Elapsed);
        this.Waiting++;
        this.Wake();
        return true;
    }

    /// <summary>Looks again at what is due. To be called under the gate.</summary>
    public void Wake()
    {
        this.change.TrySetResult(true);
        this.change = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (this.isRunning || this.isDisposed) return;
        this.isRunning = true;
        _ = Task.Run(this.RunAsync);
    }

    /// <summary>Makes the attempts that are due, and none again, and waits for their answers.</summary>
    /// <param name="patience">How long at most.</param>
    /// <returns>How many deliveries are not over.</returns>
    public async Task<int> EndAsync(TimeSpan patience)
    {
        Task late = this.realTime.DelayAsync(patience, default);
        while (true)
        {
            Task changed;
            lock (this.state.Gate)
            {
                this.isEnding = true;
                this.Wake();
                bool isBusy = this.queues.Values.Any(queue => queue.InFlight > 0) || this.log.All.Rows.Any(
                    row => row.Value.Outcome == DeliveryOutcome.Pending);
                if (!isBusy || late.IsCompleted) return this.Waiting;
                changed = this.Changed;
            }

            await Task.WhenAny(changed, late).ConfigureAwait(false);
        }
    }

    /// <summary>Delivers nothing any more.</summary>
    public void Dispose()
    {
        lock (this.state.Gate)
        {
            this.isDisposed = true;
            this.Wake();
        }

        this.client.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            TimeSpan? wait;
            Task changed;
            lock (this.state.Gate)
            {
                TimeSpan now = this.state.Clock.Elapsed;
                foreach (string sid in this.queues.Keys.ToArray()) this.StartDue(sid, this.queues[sid], now);
                this.isRunning = !this.isDisposed && this.queues.Count > 0;
                if (!this.isRunning) return;
                changed = this.Changed;
                TimeSpan? due = this.queues.Values.Where(queue => queue.InFlight < MostRequestsPerSink).Min(queue => queue.NextDue);
                wait = this.isEnding || due is null ? null : TimeSpan.FromTicks(Math.Max(0, (due.Value - now).Ticks));
            }

            if (wait is null)
            {
                await changed.ConfigureAwait(false);
                continue;
            }

            using var over = new CancellationTokenSource();
            await Task.WhenAny(changed, this.state.Clock.DelayAsync(wait.Value, over.Token)).ConfigureAwait(false);
            over.Cancel();
        }
    }

    private void StartDue(string sid, SinkQueue queue, TimeSpan now)
    {
        StoredSink? sink = this.state.Sinks.Find(sid);
        WebhookTarget? target = sink is null ? null : WebhookTarget.Of(sink);
        if (target is null)
        {
            // The sink was removed, and with it what was on its way.
            foreach (EventDelivery delivery in queue.Clear()) this.Drop(delivery);
        }

        while (target is not null && !this.isDisposed && queue.InFlight < MostRequestsPerSink)
        {
            bool batches = sink!.Configuration["batch_events"] is true;
            IReadOnlyList<EventDelivery> batch = queue.Take(now, batches, retries: !this.isEnding);
            if (batch.Count == 0) break;
            queue.InFlight++;
            byte[] body = Encoding.UTF8.GetBytes("[" + string.Join(",", batch.Select(delivery => delivery.Body)) + "]");
            _ = this.SendAsync(sink, queue, batch, target, target.Request(body, this.authToken));
        }

        if (queue.IsEmpty) this.queues.Remove(sid);
    }

    private async Task SendAsync(
        StoredSink sink, SinkQueue queue, IReadOnlyList<EventDelivery> batch, WebhookTarget target, byte[] request)
    {
        // Not under the gate.
        await Task.Yield();
        using var limit = new CancellationTokenSource();
        this.realTime.CancelAfter(limit, AnswerTimeout);
        WebhookAnswer answer = await this.client.SendAsync(target, request, limit.Token).ConfigureAwait(false);
        lock (this.state.Gate)
        {
            queue.InFlight--;
            foreach (EventDelivery delivery in batch) this.Apply(delivery, answer, sink, queue);
            this.Wake();
        }
    }

    private void Apply(EventDelivery delivery, WebhookAnswer answer, StoredSink sink, SinkQueue queue)
    {
        delivery.Apply(answer, this.state.Clock, this.state.Clock.Chance());
        if (!delivery.IsFinished)
        {
            queue.Add(delivery, this.state.Clock.Elapsed);
            return;
        }

        this.Waiting--;
        this.log.Finish(delivery);

        // Twilio documents no rule for this status; that a delivery was given up is ours.
        if (delivery.Outcome != DeliveryOutcome.GivenUp) return;
        sink.Status = "failed";
        sink.DateUpdated = this.state.Now;
    }

    private void Drop(EventDelivery delivery)
    {
        this.Waiting--;
        this.End(delivery, DeliveryOutcome.Dropped);
    }

    private void End(EventDelivery delivery, DeliveryOutcome outcome)
    {
        delivery.End(outcome, this.state.Now);
        this.log.Finish(delivery);
    }
}
