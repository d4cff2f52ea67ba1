using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Document;

namespace TwilioEvents.DesiredState.Comparison;

/// <summary>
/// Finds which sinks, or which subscriptions, of an account an item of a configuration means: the one of its Sid, or else
/// those of its description, with a mark of a replacement or without.
/// </summary>
/// <typeparam name="T">A sink or a subscription.</typeparam>
internal sealed class NameMatch<T>
    where T : class
{
    private readonly List<Named> all;
    private readonly HashSet<string> claimed;

    /// <param name="items">What the account has.</param>
    /// <param name="describe">The Sid and the description of one.</param>
    /// <param name="sids">The Sids that the configuration names.</param>
    public NameMatch(IEnumerable<T> items, Func<T, (string? Sid, string? Description)> describe, IEnumerable<string?> sids)
    {
        this.all = items.Select(item => new Named(item, describe(item))).OrderBy(item => item.Sid, StringComparer.Ordinal).ToList();
        this.claimed = new HashSet<string>(
            this.all.Select(item => item.Sid).Intersect(sids.OfType<string>(), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>What nobody asked for.</summary>
    public IEnumerable<T> Rest => this.all.Where(item => !item.IsTaken).Select(item => item.Item);

    /// <summary>Takes those that an item means.</summary>
    /// <param name="sid">Its Sid, or null.</param>
    /// <param name="description">Its description, or null.</param>
    /// <param name="noun">What it is, for the problem.</param>
    /// <param name="problem">Why it cannot be told which are meant; null where it can.</param>
    /// <returns>Those without a mark first: there is one of these at most, unless there is a problem.</returns>
    public IReadOnlyList<T> Take(string? sid, string? description, string noun, out string? problem)
    {
        problem = null;
        Named[] found = sid is not null && this.claimed.Contains(sid)
            ? this.all.Where(item => item.Sid == sid || item.Replaces == sid).OrderBy(item => item.Sid != sid).ToArray()
            : this.all.Where(item => description is not null && item.Name == description && !this.claimed.Contains(item.Sid)
                && !(item.Replaces is string old && this.claimed.Contains(old))).OrderBy(item => item.Replaces is not null).ToArray();
        if (found.Any(item => item.IsTaken)) problem = "the account has no " + noun + " with the Sid " + sid;
        foreach (Named item in found) item.IsTaken = true;
        Named[] unmarked = found.Where(item => item.Replaces is null).ToArray();
        if (unmarked.Length > 1)
        {
            problem = "the account has " + unmarked.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) + " of this name ("
                + string.Join(", ", unmarked.Select(item => item.Sid)) + "); give the Sid of the one that is meant";
        }

        return found.Select(item => item.Item).ToArray();
    }

    private sealed class Named
    {
        public Named(T item, (string? Sid, string? Description) described)
        {
            this.Item = item;
            this.Sid = described.Sid ?? string.Empty;
            this.Name = ReplacementMark.NameOf(described.Description);
            this.Replaces = ReplacementMark.SidOf(described.Description);
        }

        public T Item { get; }

        public string Sid { get; }

        public string Name { get; }

        public string? Replaces { get; }

        public bool IsTaken { get; set; }
    }
}
