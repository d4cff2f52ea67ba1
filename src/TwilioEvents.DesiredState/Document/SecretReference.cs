using System;

namespace TwilioEvents.DesiredState.Document;

/// <summary>
/// What stands for a secret in the configuration of a sink: env:NAME or secret:NAME. A text that begins so and is none is
/// written env:: or secret::.
/// </summary>
internal static class SecretReference
{
    public const string Environment = "env:";

    private static readonly string[] Prefixes = { Environment, "secret:" };

    /// <summary>Whether a text of a document is a reference.</summary>
    /// <param name="text">The text, its names not filled yet: what a parameter brings is never a reference.</param>
    /// <param name="kind">env or secret.</param>
    /// <param name="name">What is behind the colon.</param>
    public static bool TryParse(string text, out string kind, out string name)
    {
        string? prefix = Array.Find(Prefixes, one => text.StartsWith(one, StringComparison.Ordinal));
        bool isReference = prefix is not null && !(text.Length > prefix.Length && text[prefix.Length] == ':');
        kind = isReference ? prefix!.TrimEnd(':') : string.Empty;
        name = isReference ? text.Substring(prefix!.Length) : string.Empty;
        return isReference;
    }

    /// <summary>A text that is no reference, without its escape.</summary>
    public static string Unescape(string text)
    {
        string? prefix = Array.Find(Prefixes, one => text.StartsWith(one + ":", StringComparison.Ordinal));
        return prefix is null ? text : prefix + text.Substring(prefix.Length + 1);
    }

    /// <summary>A text that is read back as it is.</summary>
    public static string Escape(string text)
    {
        string? prefix = Array.Find(Prefixes, one => text.StartsWith(one, StringComparison.Ordinal));
        return prefix is null ? text : prefix + ":" + text.Substring(prefix.Length);
    }
}
