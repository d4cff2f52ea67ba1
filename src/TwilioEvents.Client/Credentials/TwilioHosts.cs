using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace TwilioEvents;

/// <summary>
/// The hosts of the Events API in Twilio's regions and behind its edges. See
/// https://www.twilio.com/docs/global-infrastructure.
/// </summary>
public static class TwilioHosts
{
    /// <summary>The region of an edge without one.</summary>
    public const string DefaultRegion = "us1";

    private const string Domain = "twilio.com";
    private static readonly Regex Label =
        new(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Where Twilio serves the Events API unless a region or an edge is named.</summary>
    public static Uri Default { get; } = new("https://events.twilio.com");

    /// <summary>The regions that Twilio documents; others are allowed.</summary>
    public static IReadOnlyList<string> Regions { get; } = new[] { "us1", "ie1", "au1" };

    /// <summary>The edges that Twilio documents; others are allowed.</summary>
    public static IReadOnlyList<string> Edges { get; } = new[]
    {
        "ashburn", "dublin", "frankfurt", "roaming", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla",
        "ashburn-ix", "frankfurt-ix", "london-ix", "san-jose-ix", "singapore-ix", "sydney-ix", "tokyo-ix",
    };

    /// <summary>The address for a region and an edge: https://events.{edge}.{region}.twilio.com.</summary>
    /// <param name="region">Such as ie1, or null; us1 where there is an edge alone.</param>
    /// <param name="edge">Such as dublin, or null.</param>
    /// <returns>The base URI.</returns>
    /// <exception cref="TwilioConfigurationException">One of them cannot be part of the name of a host.</exception>
    public static Uri BaseUri(string? region, string? edge)
    {
        if (region is null && edge is null) return Default;
        string edgeLabel = edge is null ? string.Empty : "." + CheckLabel("edge", edge, "dublin");
        return new Uri("https://events" + edgeLabel + "." + CheckLabel("region", region ?? DefaultRegion, "ie1") + "." + Domain);
    }

    /// <summary>Whether a host is Twilio's own.</summary>
    /// <param name="uri">An absolute URI.</param>
    /// <returns>True for twilio.com and what is below it.</returns>
    public static bool IsTwilio(Uri uri) =>
        (uri ?? throw new ArgumentNullException(nameof(uri))).IdnHost.Equals(Domain, StringComparison.OrdinalIgnoreCase)
        || uri.IdnHost.EndsWith("." + Domain, StringComparison.OrdinalIgnoreCase);

    private static string CheckLabel(string kind, string value, string example) => Label.IsMatch(value)
        ? value.ToLowerInvariant()
        : throw new TwilioConfigurationException(
            ConfigurationFailure.Host,
            "The " + kind + " '" + PlainText.Show(value, 70)
                + "' cannot be part of a host's name: it has letters, digits and hyphens only, such as " + example + ".");
}
