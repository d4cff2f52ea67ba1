using System;
using System.Globalization;

namespace TwilioEvents.Webhooks.Events;

/// <summary>Times as CloudEvents has them: RFC 3339.</summary>
internal static class EventTime
{
    private const int MaximumDigits = 7;

    private static readonly string[] Formats = { "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK" };

    /// <summary>The time; null where the text is not one. Without an offset it is taken as UTC.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParseExact(Shorten(text.ToUpperInvariant()), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
    }

    // .NET counts in 100 nanoseconds, and refuses digits beyond that.
    private static string Shorten(string text)
    {
        int point = text.IndexOf('.');
        if (point < 0) return text;
        int end = point + 1;
        while (end < text.Length && text[end] is >= '0' and <= '9') end++;
        int digits = end - point - 1;
        return digits <= MaximumDigits ? text : text.Remove(point + 1 + MaximumDigits, digits - MaximumDigits);
    }
}
