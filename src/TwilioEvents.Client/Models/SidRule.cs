using System;

namespace TwilioEvents;

/// <summary>What the Sids of one kind look like, and how to speak of them. The one place that knows prefixes and patterns.</summary>
public sealed class SidRule
{
    /// <summary>The pattern of the Sid of a sink.</summary>
    public const string SinkPattern = "^DG" + Digits;

    /// <summary>The pattern of the Sid of a subscription.</summary>
    public const string SubscriptionPattern = "^DF" + Digits;

    /// <summary>The pattern of the Sid of an account.</summary>
    public const string AccountPattern = "^AC" + Digits;

    /// <summary>How long any Sid is, in characters.</summary>
    public const int Length = 34;

    // \z and not $, which lets a newline at the end pass.
    private const string Digits = @"[0-9a-fA-F]{32}\z";

    private static readonly SidRule Sink = new("a sink", SinkPattern);
    private static readonly SidRule Subscription = new("a subscription", SubscriptionPattern);
    private static readonly SidRule Account = new("an account", AccountPattern);
    private static readonly SidRule ApiKey = new("an API key", "^SK" + Digits);

    // No parameter takes those without a kind. They are here because users confuse them with the others.
    private static readonly SidRule[] Known =
    {
        Sink, Subscription, Account, ApiKey,
        new("a message", "^SM" + Digits), new("a call", "^CA" + Digits),
        new("a telephone number", "^PN" + Digits), new("a messaging service", "^MG" + Digits),
    };

    private SidRule(string noun, string pattern)
    {
        this.Noun = noun;
        this.Prefix = pattern.Substring(1, 2);
    }

    /// <summary>Such as DG.</summary>
    public string Prefix { get; }

    /// <summary>What it is the Sid of, with its article, such as a sink.</summary>
    public string Noun { get; }

    /// <summary>A Sid that is right.</summary>
    public string Example => this.Of('a');

    /// <summary>The rule for the Sids of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static SidRule Of(SidKind kind) => kind switch
    {
        SidKind.Sink => Sink,
        SidKind.Subscription => Subscription,
        SidKind.Account => Account,
        SidKind.ApiKey => ApiKey,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The rule that a text follows.</summary>
    /// <param name="text">A text.</param>
    /// <returns>The rule, or null where it is not a Sid of a known kind.</returns>
    public static SidRule? Find(string text) => Array.Find(Known, rule => rule.IsMatch(text));

    /// <summary>Whether a character can be a digit of a Sid.</summary>
    /// <param name="c">The character.</param>
    /// <returns>True for 0 to 9 and a to f in either case.</returns>
    public static bool IsHexadecimal(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';

    /// <summary>Whether a text is such a Sid: all of it, with nothing around it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True where it is.</returns>
    public bool IsMatch(string text)
    {
        // By hand and not with the pattern: ValidatePattern applies that to each line of a file already.
        if (text.Length != Length || !text.StartsWith(this.Prefix, StringComparison.Ordinal)) return false;
        for (int i = this.Prefix.Length; i < Length; i++)
        {
            if (!IsHexadecimal(text[i])) return false;
        }

        return true;
    }

    /// <summary>As <see cref="IsMatch(string)"/>, for a text that may be a secret and so does not become a string.</summary>
    internal bool IsMatch(char[] text)
    {
        if (text.Length != Length || text[0] != this.Prefix[0] || text[1] != this.Prefix[1]) return false;
        for (int i = this.Prefix.Length; i < Length; i++)
        {
            if (!IsHexadecimal(text[i])) return false;
        }

        return true;
    }

    /// <summary>A Sid all of whose digits are the same.</summary>
    internal string Of(char digit) => this.Prefix + new string(digit, Length - this.Prefix.Length);
}
