using System;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Tells names that are wanted from those that are not.</summary>
internal static class Wildcards
{
    /// <summary>Whether a text has wildcards in it.</summary>
    public static bool HasAny(string text) => WildcardPattern.ContainsWildcardCharacters(text);

    /// <summary>Whether the engine understands a pattern; it finds out when it first compares.</summary>
    public static bool IsPattern(string pattern)
    {
        try
        {
            WildcardPattern.Get(pattern, WildcardOptions.None).IsMatch(string.Empty);
            return true;
        }
        catch (WildcardPatternException)
        {
            return false;
        }
    }

    /// <summary>Whether a name matches one of the patterns, ignoring case. Without patterns, every name does.</summary>
    public static Func<string, bool> Match(string[]? patterns)
    {
        if (patterns is null) return _ => true;
        WildcardPattern[] compiled =
            patterns.Select(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToArray();
        return name => Array.Exists(compiled, pattern => pattern.IsMatch(name));
    }
}
