using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Comparison;
using TwilioEvents.DesiredState.Document;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>What is done to a subscription.</summary>
internal sealed class SubscriptionWork
{
    private readonly SyncCalls calls;
    private readonly SyncOptions options;
    private readonly TypeLoss loss;

    public SubscriptionWork(SyncCalls calls, SyncOptions options, TypeLoss loss)
    {
        this.calls = calls;
        this.options = options;
        this.loss = loss;
    }

    /// <summary>
    /// Brings a subscription into line. Where another one takes its place, the new one is there with all types before the old
    /// one goes.
    /// </summary>
    /// <param name="plan">The subscription.</param>
    /// <param name="sinkSid">The Sid of its sink.</param>
    /// <exception cref="SyncException">Twilio made something else of it.</exception>
    public async Task ApplyAsync(SubscriptionPlan plan, string sinkSid)
    {
        IReadOnlyList<TypeVersion> wanted = WantedTypes.Of(plan, this.options.Prune);
        string name = plan.Desired.Description ?? ReplacementMark.NameOf(plan.Source!.Description);
        string? sid = plan.Current?.Sid, described = plan.Current?.Description;
        if (sid is null)
        {
            described = plan.Obsolete.Count == 0 ? name : ReplacementMark.Add(name, plan.Obsolete[0].Sid!);
            sid = await this.CreateAsync(plan, described, sinkSid, wanted).ConfigureAwait(false);
        }
        else
        {
            await this.ChangeTypesAsync(plan.Current!, wanted).ConfigureAwait(false);
        }

        plan.NewSid = sid;
        foreach (Subscription old in plan.Obsolete) await this.RemoveAsync(old).ConfigureAwait(false);
        if (described != name)
            await this.calls.DoAsync((client, stop) => client.UpdateSubscriptionAsync(sid, name, stop)).ConfigureAwait(false);
    }

    /// <summary>Removes a subscription.</summary>
    public Task RemoveAsync(Subscription subscription) =>
        this.calls.RemoveAsync((client, stop) => client.DeleteSubscriptionAsync(subscription.Sid!, stop));

    private async Task<string> CreateAsync(SubscriptionPlan plan, string description, string sinkSid, IReadOnlyList<TypeVersion> wanted)
    {
        // With what cannot be subscribed to, Twilio would create nothing. That it is lost was allowed.
        TypeVersion[] types = plan.Obsolete.Count == 0 ? wanted.ToArray()
            : wanted.Where(type => this.loss.Closed(type.Type) is null).ToArray();
        if (types.Length == 0) throw new SyncException("The new subscription would have no types. The old one is as before.");
        Subscription created = await this.calls.DoAsync((client, stop) => client.CreateSubscriptionAsync(description, sinkSid, types, stop))
            .ConfigureAwait(false);
        string sid = created.Sid ?? throw new SyncException("Twilio did not say which subscription it created.");
        if (plan.Obsolete.Count == 0) return sid;
        IReadOnlyList<SubscribedEvent> read = await this.calls.TypesAsync(sid).ConfigureAwait(false);
        string[] missing = types.Where(type => !read.Any(one =>
            one.Type == type.Type && (type.SchemaVersion ?? one.SchemaVersion) == one.SchemaVersion)).Select(type => type.ToString())
                .ToArray();
        return missing.Length == 0 ? sid : throw new SyncException("The new subscription " + sid + " does not have "
            + string.Join(", ", missing) + ". Both are there, and no event is lost; run it again to go on.");
    }

    private async Task ChangeTypesAsync(Subscription current, IReadOnlyList<TypeVersion> wanted)
    {
        string sid = current.Sid!;
        IReadOnlyList<SubscribedEvent> types = current.Types!;
        await SyncCalls.AllAsync(wanted.Select(async type =>
        {
            SubscribedEvent? there = types.FirstOrDefault(one => one.Type == type.Type);
            if (there is null)
                await this.calls.DoAsync((client, stop) => client.CreateSubscribedEventAsync(sid, type, stop)).ConfigureAwait(false);
            else if (type.SchemaVersion is int version && version != there.SchemaVersion)
                await this.calls.DoAsync((client, stop) => client.UpdateSubscribedEventAsync(sid, type.Type, version,
                    stop)).ConfigureAwait(false);
        })).ConfigureAwait(false);
        if (!this.options.Prune) return;
        await SyncCalls.AllAsync(types.Where(one => wanted.All(type => type.Type != one.Type)).Select(one => this.calls.RemoveAsync(
            (client, stop) => client.DeleteSubscribedEventAsync(sid, one.Type ?? string.Empty, stop)))).ConfigureAwait(false);
    }
}
