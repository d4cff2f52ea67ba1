using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Validation;

/// <summary>
/// The values of a field that Twilio documents. Tomorrow there may be others: a filter takes any value, with an
/// <see cref="UnknownValueWarning"/> for one that is not here.
/// </summary>
internal sealed class KnownValues
{
    /// <summary>The statuses of a sink.</summary>
    public static readonly KnownValues SinkStatus = new("initialized", "validating", "active", "failed");

    /// <summary>The types of a sink.</summary>
    public static readonly KnownValues SinkType = new(SinkShape.Known.Select(shape => shape.SinkType).ToArray());

    /// <summary>The statuses of an event type.</summary>
    public static readonly KnownValues EventTypeStatus = new("available", "deprecated", "restricted", "discontinued");

    private KnownValues(params string[] all) => this.All = all;

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Whether a value is one of the wanted values, ignoring case. If none is given, every value is.</summary>
    public static bool IsWanted(string? value, string[]? wanted) =>
        wanted is null || Array.Exists(wanted, one => string.Equals(one.Trim(), value, StringComparison.OrdinalIgnoreCase));
}
