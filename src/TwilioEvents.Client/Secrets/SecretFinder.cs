using System;

namespace TwilioEvents.Secrets;

/// <summary>Finds unknown secrets by the text around them. Each rule has examples that are tests.</summary>
internal static class SecretFinder
{
    private static readonly char[] Signs = { ':', '=', '%', '&', '\\' };

    /// <summary>Whether a text may hold one at all: each stands behind one of these, as it is or escaped.</summary>
    public static bool MayHold(string text) =>
        text.IndexOfAny(Signs) >= 0
        || text.IndexOf(SecretsInHeaders.Basic, StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf(SecretsInHeaders.Bearer, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Adds where in the text secrets stand.</summary>
    public static void Find(UnescapedText text, TextRanges found)
    {
        new SecretsInAddresses(text).Find(found);
        new SecretsBehindNames(text).Find(found);
        new SecretsInHeaders(text).Find(found);
    }
}
