using System.Globalization;
using System.Text.RegularExpressions;

namespace TwilioEvents.Webhooks.Events;

/// <summary>The schema and its version in a dataschema, such as https://events-schemas.twilio.com/Messaging.MessageStatus/4.json.</summary>
internal readonly struct DataSchema
{
    private static readonly Regex Address = new(
        @"^https?://[^/?#]+/(?:[^?#]*/)?(?<id>[^/?#]+)/(?<version>[0-9]+)(?:\.json)?\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private DataSchema(string? id, int? version)
    {
        this.Id = id;
        this.Version = version;
    }

    public string? Id { get; }

    public int? Version { get; }

    /// <summary>Both, or neither where the text is not such an address.</summary>
    public static DataSchema Parse(string? text)
    {
        Match match = text is null ? Match.Empty : Address.Match(text);
        string digits = match.Groups["version"].Value;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? new DataSchema(match.Groups["id"].Value, version)
            : default;
    }
}
