using System.Text.RegularExpressions;

namespace TwilioEvents.DesiredState.Document;

/// <summary>
/// What the description of a new sink or subscription ends with while it replaces an old one: a run that was stopped goes on
/// from these.
/// </summary>
internal static class ReplacementMark
{
    private static readonly Regex Pattern =
        new(@"(?s)^(?<name>.*) \[replaces (?<sid>D[GF][0-9a-fA-F]{32})\]\z", RegexOptions.CultureInvariant);

    /// <summary>Such as "Orders [replaces DG...]".</summary>
    public static string Add(string name, string sid) => name + " [replaces " + sid + "]";

    /// <summary>The name before the mark, or the whole description where it has none.</summary>
    public static string NameOf(string? description) =>
        description is null ? string.Empty : Pattern.Match(description) is { Success: true } match ? match.Groups["name"].Value
            : description;

    /// <summary>The Sid in the mark; null where there is no mark.</summary>
    public static string? SidOf(string? description) =>
        description is not null && Pattern.Match(description) is { Success: true } match ? match.Groups["sid"].Value : null;
}
