using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// The values of a field that Twilio documents. Tomorrow there may be others: a filter takes any, and warns of those
/// that are not here.
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

    /// <summary>Warns of each wanted value that is not known.</summary>
    /// <param name="command">Writes the warnings.</param>
    /// <param name="parameter">The parameter that the values were given to.</param>
    /// <param name="wanted">The values; null where the parameter was not given.</param>
    public void WarnOfUnknown(Cmdlet command, string parameter, string[]? wanted)
    {
        foreach (string value in wanted ?? Array.Empty<string>())
        {
            if (this.All.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase)) continue;
            command.WriteWarning(
                "-" + parameter + " '" + PlainText.Show(value, 60) + "' is not a value that this module knows: "
                    + string.Join(", ", this.All)
                + ". The filter is used as it is.");
        }
    }

    /// <summary>Whether a value is one of those that are wanted, in whatever case; every value where none is named.</summary>
    public static bool IsWanted(string? value, string[]? wanted) =>
        wanted is null || Array.Exists(wanted, one => string.Equals(one.Trim(), value, StringComparison.OrdinalIgnoreCase));
}
