using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>
/// One run over the steps of an account. Each step waits for those that it needs, and is told by its step how it ended:
/// none throws.
/// </summary>
internal sealed class SyncRun : IDisposable
{
    private readonly AccountPlan plan;
    private readonly IReadOnlyDictionary<object, SyncStep> steps;
    private readonly RoomCheck room;
    private readonly Action<string> warn;
    private readonly SinkWork sinks;
    private readonly SubscriptionWork subscriptions;
    private readonly SemaphoreSlim places;

    // Started once each, whoever asks first: the Sid of a sink, or null where there is none; and whether a step succeeded.
    private readonly ConcurrentDictionary<SinkPlan, Lazy<Task<string?>>> sids = new();
    private readonly ConcurrentDictionary<object, Lazy<Task<bool>>> ended = new();

    public SyncRun(AccountPlan plan, SyncOptions options, IReadOnlyDictionary<object, SyncStep> steps, RoomCheck room, SyncCalls calls,
        Action<string> warn)
    {
        this.plan = plan;
        this.steps = steps;
        this.room = room;
        this.warn = warn;
        this.sinks = new SinkWork(calls, options);
        this.subscriptions = new SubscriptionWork(calls, options, new TypeLoss(plan.Account.EventTypes));
        this.places = new SemaphoreSlim(room.SubscriptionsAtATime);
    }

    public Task RunAsync() => Task.WhenAll(this.plan.Units.Select(this.EndAsync));

    public void Dispose() => this.places.Dispose();

    // Whether what the unit stands for is as it should be.
    private Task<bool> EndAsync(object unit) => this.ended.GetOrAdd(unit, one => new Lazy<Task<bool>>(() => this.TakeAsync(one))).Value;

    private Task<string?> SidAsync(SinkPlan sink) =>
        this.sids.GetOrAdd(sink, one => new Lazy<Task<string?>>(() => this.EnsureAsync(one))).Value;

    private async Task<bool> TakeAsync(object unit)
    {
        SyncStep step = this.steps[unit];
        bool succeeded = unit switch
        {
            SinkPlan sink => await this.FinishAsync(sink).ConfigureAwait(false),
            SubscriptionPlan one => await this.ApplyAsync(one).ConfigureAwait(false),
            Sink sink => await this.RemoveAsync(sink).ConfigureAwait(false),
            _ => await this.TryAsync(unit, () => this.subscriptions.RemoveAsync((Subscription)unit)).ConfigureAwait(false),
        };
        step.Close(succeeded ? ConfigurationResult.Done : ConfigurationResult.NotReached);
        return succeeded;
    }

    private async Task<string?> EnsureAsync(SinkPlan sink)
    {
        if (sink.Current is not null && sink.Obsolete.Count == 0) return sink.Current.Sid;
        if (!this.steps[sink].IsOpen) return sink.Current?.Sid;
        if (sink.Current is null) await this.MakeRoomAsync(sink).ConfigureAwait(false);
        string? sid = null;
        await this.TryAsync(sink, async () => sid = await this.sinks.EnsureAsync(sink).ConfigureAwait(false)).ConfigureAwait(false);
        return sid;
    }

    // After what has to be gone before there is a place for it.
    private async Task MakeRoomAsync(object unit)
    {
        if (this.room.RemovesFirst)
        {
            await Task.WhenAll(this.plan.SubscriptionsToRemove.Select(this.EndAsync)).ConfigureAwait(false);
            IEnumerable<Sink> freed = this.plan.SinksToRemove.Where(sink => this.UsersOf(sink).All(user => user is Subscription));
            await Task.WhenAll(freed.Select(this.EndAsync)).ConfigureAwait(false);
        }

        if (unit is not SinkPlan { IsReplaced: true } replaced) return;
        foreach (IReadOnlyList<SinkPlan> group in this.room.SinkGroups.TakeWhile(group => !group.Contains(replaced)))
            await Task.WhenAll(group.Select(this.EndAsync)).ConfigureAwait(false);
    }

    private async Task<bool> ApplyAsync(SubscriptionPlan one)
    {
        SyncStep step = this.steps[one];
        if (!step.IsOpen) return step.Error is null && step.Changes.All(change => change.Action == ConfigurationAction.None
            || change is { Kind: ConfigurationKind.Type, Action: ConfigurationAction.Remove });
        string? sinkSid = one.Sink is null ? one.SinkSid : await this.SidAsync(one.Sink).ConfigureAwait(false);
        if (sinkSid is null) return false;
        if (one.Current is null) await this.MakeRoomAsync(one).ConfigureAwait(false);
        return await this.TryAsync(one, async () =>
        {
            if (one.IsReplaced) await this.places.WaitAsync().ConfigureAwait(false);
            try
            {
                await this.subscriptions.ApplyAsync(one, sinkSid).ConfigureAwait(false);
            }
            finally
            {
                if (one.IsReplaced) this.places.Release();
            }
        }).ConfigureAwait(false);
    }

    // The old sinks go when nobody is on them any more, and the new one gets its name.
    private async Task<bool> FinishAsync(SinkPlan sink)
    {
        if (!this.steps[sink].IsOpen) return false;
        string? sid = await this.SidAsync(sink).ConfigureAwait(false);
        if (sid is null) return false;
        bool isFree = true;
        foreach (Sink old in sink.Obsolete) isFree &= await this.IsLeftAsync(old).ConfigureAwait(false);
        return isFree && await this.TryAsync(sink, async () =>
        {
            foreach (Sink old in sink.Obsolete) await this.sinks.RemoveAsync(old).ConfigureAwait(false);
            await this.sinks.RenameAsync(sink, sid).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async Task<bool> RemoveAsync(Sink sink) => this.steps[sink].IsOpen && await this.IsLeftAsync(sink).ConfigureAwait(false)
        && await this.TryAsync(sink, () => this.sinks.RemoveAsync(sink)).ConfigureAwait(false);

    // Whether all subscriptions of a sink are gone.
    private async Task<bool> IsLeftAsync(Sink sink)
    {
        object[] users = this.UsersOf(sink).ToArray();
        bool[] left = await Task.WhenAll(users.Select(this.EndAsync)).ConfigureAwait(false);
        foreach (Subscription one in users.OfType<Subscription>().Where(one => this.steps[one].Changes
            .Any(change => change.Result == ConfigurationResult.Skipped)))
        {
            this.warn("The old sink '" + PlainText.Show(sink.Description, 100) + "' (" + sink.Sid + ") stays: subscription '"
                + PlainText.Show(one.Description, 100) + "' (" + one.Sid + "), which is not in the configuration, still uses it.");
        }

        return left.All(gone => gone);
    }

    // What has to leave a sink: subscriptions of the configuration that move, and others that are removed.
    private IEnumerable<object> UsersOf(Sink sink) => this.plan.Subscriptions
        .Where(one => one.All.Any(member => member.SinkSid == sink.Sid)).Concat<object>(
            this.plan.SubscriptionsToRemove.Where(one => one.SinkSid == sink.Sid));

    private async Task<bool> TryAsync(object unit, Func<Task> work)
    {
        SyncStep step = this.steps[unit];
        if (!step.IsOpen) return false;
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TwilioEventsException or SyncException)
        {
            step.Fail(e);
        }
        catch (OperationCanceledException)
        {
            step.Close(ConfigurationResult.NotReached, "it was stopped");
        }

        return false;
    }
}
