using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents;

/// <summary>A configuration cannot be used. All that is wrong with it is told at once, before anything is changed.</summary>
public sealed class EventsConfigurationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong, each with its place, such as "Sinks[0].SinkType: ...".</param>
    public EventsConfigurationException(IReadOnlyList<string> problems)
        : base(ToMessage(problems ?? throw new ArgumentNullException(nameof(problems)))) => this.Problems = problems;

    /// <summary>What is wrong, each with its place.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string ToMessage(IReadOnlyList<string> problems) => problems.Count == 1
        ? problems[0]
        : FormattableString.Invariant($"There are {problems.Count} problems:")
            + string.Concat(problems.Select(problem => "\n- " + problem));
}
