using System;
using System.Collections.Generic;

namespace TwilioEvents.Secrets;

/// <summary>Which headers -Debug shows with their values. Of every other one only the name is shown: it may be a secret's.</summary>
internal static class LoggedHeaders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Allow", "Cache-Control", "Connection", "Content-Encoding", "Content-Language", "Content-Length",
        "Content-Type", "Date", "ETag", "Expires", "Host", "Last-Modified", "Location", "Retry-After", "Server", "Transfer-Encoding",
        "Twilio-Concurrent-Requests", "Twilio-Request-Duration", "Twilio-Request-Id", "User-Agent", "Vary", "Via",
        "WWW-Authenticate", "X-API-Domain", "X-Home-Region",
    };

    /// <summary>Whether the value of a header is shown.</summary>
    public static bool ShowsValue(string name) => Names.Contains(name);
}
