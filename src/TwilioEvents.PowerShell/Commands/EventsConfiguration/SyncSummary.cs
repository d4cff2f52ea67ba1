using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Commands;

/// <summary>What became of many accounts, in one line.</summary>
internal sealed class SyncSummary
{
    private readonly int[] results = new int[Enum.GetValues(typeof(ConfigurationResult)).Length];
    private int done;
    private int changed;

    /// <summary>How many accounts came.</summary>
    public int Accounts { get; set; }

    /// <summary>Counts an account that was compared.</summary>
    public void Add(IReadOnlyList<ConfigurationChange> changes)
    {
        foreach (ConfigurationChange change in changes)
        {
            if (change.Result is ConfigurationResult result) this.results[(int)result]++;
        }

        if (changes.Any(change => change.Result == ConfigurationResult.Done)) this.changed++;
        bool isComplete = changes.All(change => change.Result is null or ConfigurationResult.Done
            || (change.Result == ConfigurationResult.Skipped && change.Action == ConfigurationAction.Remove));
        if (isComplete) this.done++;
    }

    /// <summary>The line.</summary>
    /// <returns>Such as "3 of 4 accounts are done, 2 of them changed; 1 is not. Changes: 5 Done, 1 Failed."</returns>
    public override string ToString()
    {
        string[] counts = Enum.GetNames(typeof(ConfigurationResult)).Zip(this.results, (name, count) => (name, count))
            .Where(pair => pair.count > 0).Select(pair => FormattableString.Invariant($"{pair.count} {pair.name}")).ToArray();
        return FormattableString.Invariant($"Accounts: {this.Accounts}; done: {this.done}; changed: {this.changed}; ")
            + FormattableString.Invariant($"not done: {this.Accounts - this.done}. Changes: ")
            + (counts.Length == 0 ? "none" : string.Join(", ", counts)) + ".";
    }
}
