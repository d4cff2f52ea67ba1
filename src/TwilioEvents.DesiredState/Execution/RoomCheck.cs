using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.DesiredState.Comparison;

namespace TwilioEvents.DesiredState.Execution;

/// <summary>
/// An account has room for 100 sinks and 100 subscriptions. While one replaces another, both are there: where room is short,
/// replacements go one after the other.
/// </summary>
internal sealed class RoomCheck
{
    private const int Maximum = 100;

    private RoomCheck(IReadOnlyList<IReadOnlyList<SinkPlan>> sinkGroups, int subscriptionsAtATime, bool removesFirst)
    {
        this.SinkGroups = sinkGroups;
        this.SubscriptionsAtATime = subscriptionsAtATime;
        this.RemovesFirst = removesFirst;
    }

    /// <summary>Sinks that are replaced at the same time; one group after the other.</summary>
    public IReadOnlyList<IReadOnlyList<SinkPlan>> SinkGroups { get; }

    /// <summary>How many subscriptions can be replaced at the same time.</summary>
    public int SubscriptionsAtATime { get; }

    /// <summary>Whether what is removed makes the room for what is created.</summary>
    public bool RemovesFirst { get; }

    /// <summary>Counts, before the first change.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isOpen">Whether a step is taken.</param>
    /// <exception cref="EventsConfigurationException">There is not enough room.</exception>
    public static RoomCheck Of(AccountPlan plan, Func<object, bool> isOpen)
    {
        SinkPlan[] replaced = plan.Sinks.Where(sink => sink.IsReplaced && isOpen(sink)).ToArray();
        SubscriptionPlan[] moved = plan.Subscriptions.Where(one => one.IsReplaced && isOpen(one)).ToArray();
        List<List<SinkPlan>> groups = Groups(replaced, moved);
        Subscription[] gone = plan.SubscriptionsToRemove.Where(one => isOpen(one)).ToArray();

        // Only of what nobody has to leave before it is known to go first.
        Sink[] freed = plan.SinksToRemove.Where(sink => isOpen(sink) && (plan.Account.Subscriptions ?? Array.Empty<Subscription>())
            .Where(one => one.SinkSid == sink.Sid).All(one => gone.Contains(one))).ToArray();
        var sinks = new Room("sinks", plan.Account.Sinks?.Count ?? 0, plan.Sinks.Count(sink => sink.Source is null && isOpen(sink)),
            replaced.Length, groups.Count == 0 ? 0 : groups.Max(group => group.Count), freed.Length);
        var subscriptions = new Room("subscriptions", plan.Account.Subscriptions?.Count ?? 0,
            plan.Subscriptions.Count(one => one.Source is null && isOpen(one)), moved.Length, Math.Min(1, moved.Length), gone.Length);
        string[] problems = new[] { sinks.Problem, subscriptions.Problem }.OfType<string>().ToArray();
        if (problems.Length > 0) throw new EventsConfigurationException(problems);
        return new RoomCheck(
            sinks.AtATime >= replaced.Length ? new[] { replaced } : groups.ToArray<IReadOnlyList<SinkPlan>>(),
            Math.Max(1, subscriptions.AtATime),
            sinks.NeedsRemovals || subscriptions.NeedsRemovals);
    }

    // Two sinks go together where a subscription moves from one to the other.
    private static List<List<SinkPlan>> Groups(SinkPlan[] replaced, SubscriptionPlan[] moved)
    {
        List<List<SinkPlan>> groups = replaced.Select(sink => new List<SinkPlan> { sink }).ToList();
        foreach (SubscriptionPlan one in moved)
        {
            List<SinkPlan>[] joined = groups.Where(group => group.Exists(sink =>
                sink == one.Sink || one.Obsolete.Any(old => sink.Obsolete.Any(from => from.Sid == old.SinkSid)))).ToArray();
            if (joined.Length < 2) continue;
            groups.RemoveAll(joined.Contains);
            groups.Add(joined.SelectMany(group => group).ToList());
        }

        return groups;
    }

    private readonly struct Room
    {
        private readonly string noun;
        private readonly int free;
        private readonly int created;
        private readonly int least;
        private readonly int freed;

        public Room(string noun, int there, int created, int replaced, int least, int freed)
        {
            this.noun = noun;
            this.free = Maximum - there;
            this.created = created;
            this.least = least;
            this.freed = freed;
            this.NeedsRemovals = created + least > 0 && this.free < created + Math.Max(least, Math.Min(replaced, 1)) && freed > 0;
        }

        public bool NeedsRemovals { get; }

        public int AtATime => this.free + (this.NeedsRemovals ? this.freed : 0) - this.created;

        public string? Problem => this.created + this.least == 0 || this.AtATime >= this.least ? null
            : "An account can have " + Maximum.ToString(CultureInfo.InvariantCulture) + " " + this.noun + ": "
                + (this.least - this.AtATime).ToString(CultureInfo.InvariantCulture)
                    + " too few are free. Nothing was changed. Remove some "
                + "first, or let those be removed that the configuration does not have.";
    }
}
