using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>Makes steps of a plan, and closes those that must not be taken, before the first change.</summary>
internal sealed class SyncPreparation
{
    private const string NotAsked = "nothing is removed unless pruning is asked for";

    private readonly AccountPlan plan;
    private readonly SyncOptions options;
    private readonly TypeLoss loss;
    private readonly Dictionary<object, SyncStep> steps;

    private SyncPreparation(AccountPlan plan, SyncOptions options)
    {
        this.plan = plan;
        this.options = options;
        this.loss = new TypeLoss(plan.Account.EventTypes);
        this.steps = plan.Units.ToDictionary(unit => unit,
            unit => new SyncStep(unit, ActionOf(unit), plan.Changes.Where(change => change.Unit == unit).ToArray()));
    }

    /// <summary>The steps, by what they are about.</summary>
    /// <exception cref="EventsConfigurationException">A reference cannot be resolved here.</exception>
    public static IReadOnlyDictionary<object, SyncStep> Prepare(AccountPlan plan, SyncOptions options)
    {
        string[] unresolved = plan.Sinks.SelectMany(sink => sink.Desired.Unresolved.Select(reference =>
            sink.Desired.Path + ".SinkConfiguration: " + reference + " cannot be resolved here.")).ToArray();
        if (unresolved.Length > 0) throw new EventsConfigurationException(unresolved);
        var preparation = new SyncPreparation(plan, options);
        preparation.CloseUnknown();
        preparation.CloseRemovals();
        preparation.CloseLosses();
        preparation.CloseWhatDepends();
        return preparation.steps;
    }

    private void CloseUnknown()
    {
        foreach (SyncStep step in this.steps.Values)
        {
            foreach (ConfigurationChange change in step.Changes.Where(change => change.Action == ConfigurationAction.Unknown))
                change.Result = ConfigurationResult.Skipped;
            string? ambiguous = (step.Unit as SinkPlan)?.AmbiguousBecause ?? (step.Unit as SubscriptionPlan)?.AmbiguousBecause;
            if (ambiguous is null) continue;
            foreach (ConfigurationChange change in step.Changes) change.Result = null;
            step.Fail(new SyncException(step.Action + " is not possible: " + ambiguous + "."));
        }

        // What has subscriptions that may not be read cannot be replaced or removed.
        foreach (SubscriptionPlan one in this.plan.Subscriptions.Where(one => one.Source is { Types: null }))
            this.steps[one].Close(ConfigurationResult.Skipped, "its types may not be read");
        if (this.plan.Account.Subscriptions is not null) return;
        foreach (SyncStep step in this.plan.Sinks.Where(sink => sink.Obsolete.Count > 0).Concat<object>(this.plan.SinksToRemove)
            .Select(unit => this.steps[unit]))
        {
            step.Close(ConfigurationResult.Skipped, "its subscriptions may not be read");
        }
    }

    private void CloseRemovals()
    {
        if (this.options.Prune) return;
        foreach (object unit in this.plan.SinksToRemove.Concat<object>(this.plan.SubscriptionsToRemove))
            this.steps[unit].Close(ConfigurationResult.Skipped, NotAsked);
        foreach (ConfigurationChange change in this.plan.Changes
            .Where(change => change is { Kind: ConfigurationKind.Type, Action: ConfigurationAction.Remove, Result: null }))
        {
            change.Result = ConfigurationResult.Skipped;
            change.Reason = NotAsked;
        }
    }

    private void CloseLosses()
    {
        if (this.options.AllowTypeLoss) return;
        foreach (SubscriptionPlan one in this.plan.Subscriptions.Where(one => one.UnknownBecause is null))
        {
            IEnumerable<string> removed = this.steps[one].Changes.Where(change => change is
            { Kind: ConfigurationKind.Type, Action: ConfigurationAction.Remove, Result: null }).Select(change => change.Property!);
            this.FailIf(this.loss.Find(one.Obsolete, one.Current) ?? this.loss.Find(removed), one);
        }

        foreach (Subscription one in this.plan.SubscriptionsToRemove.Where(one => this.steps[one].IsOpen))
            this.FailIf(this.loss.Find(new[] { one }, null), one);
    }

    // A sink that one of its subscriptions must stay on is not replaced, and no other subscription moves away from it.
    private void CloseWhatDepends()
    {
        for (bool goesOn = true; goesOn;)
        {
            goesOn = false;
            foreach (SubscriptionPlan one in this.plan.Subscriptions)
            {
                foreach (SinkPlan sink in this.plan.Sinks.Where(sink => sink.IsReplaced))
                {
                    bool isOn = one.All.Any(member => sink.Obsolete.Any(old => old.Sid == member.SinkSid)), isFor = one.Sink == sink;
                    if (isOn && this.IsClosed(one) && one.IsReplaced && !this.IsClosed(sink))
                    {
                        this.steps[sink].Close(ConfigurationResult.NotReached, "its subscription '" + one.Desired.Name
                            + "' cannot be replaced");
                        goesOn = true;
                    }

                    if (!isFor || !this.IsClosed(sink) || this.IsClosed(one) || !this.steps[one].IsOpen) continue;
                    this.steps[one].Close(ConfigurationResult.NotReached, "its sink is not replaced");
                    goesOn = true;
                }
            }
        }
    }

    private bool IsClosed(object unit) => this.steps[unit].Changes.Any(change => change.Result is not null && !IsLeftOut(change));

    // A type that stays beside the others closes nothing.
    private static bool IsLeftOut(ConfigurationChange change) =>
        change is { Kind: ConfigurationKind.Type, Action: ConfigurationAction.Remove } or { Action: ConfigurationAction.Unknown,
            Property: not null };

    private void FailIf(string? problem, object unit)
    {
        if (problem is null) return;
        SyncStep step = this.steps[unit];
        step.Fail(new SyncException(step.Action + " was not done: " + problem + "."));
    }

    private static string ActionOf(object unit) => unit switch
    {
        SinkPlan { Source: null } sink => "Create sink '" + PlainText.Show(sink.Desired.Name, 100) + "'",
        SinkPlan { IsReplaced: true } sink => "Replace sink '" + PlainText.Show(sink.Desired.Name, 100) + "' (" + sink.Source.Sid + ")",
        SinkPlan sink => "Update sink '" + PlainText.Show(sink.Desired.Name, 100) + "' (" + sink.Source.Sid + ")",
        SubscriptionPlan { Source: null } one => "Create subscription '" + PlainText.Show(one.Desired.Name, 100) + "'",
        SubscriptionPlan { IsReplaced: true } one =>
            "Replace subscription '" + PlainText.Show(one.Desired.Name, 100) + "' (" + one.Source.Sid + ")",
        SubscriptionPlan one => "Update subscription '" + PlainText.Show(one.Desired.Name, 100) + "' (" + one.Source.Sid + ")",
        Sink sink => "Remove sink '" + PlainText.Show(sink.Description, 100) + "' (" + sink.Sid + ")",
        Subscription one => "Remove subscription '" + PlainText.Show(one.Description, 100) + "' (" + one.Sid + ")",
        _ => throw new ArgumentException("There is no such unit.", nameof(unit)),
    };
}
