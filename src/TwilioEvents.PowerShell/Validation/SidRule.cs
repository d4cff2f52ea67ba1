using System;

namespace TwilioEvents.Validation;

/// <summary>How the Sids of one kind look, and how to speak of them. The one place that knows the prefixes.</summary>
internal sealed class SidRule
{
    /// <summary>A constant for ValidatePattern, as the two below.</summary>
    public const string SinkPattern = "^DG" + Digits;

    public const string SubscriptionPattern = "^DF" + Digits;

    public const string AccountPattern = "^AC" + Digits;

    /// <summary>How long any Sid is.</summary>
    public const int Length = 34;

    // \z and not $, which lets a newline at the end pass.
    private const string Digits = @"[0-9a-fA-F]{32}\z";

    private static readonly SidRule Sink = new("a sink", SinkPattern);
    private static readonly SidRule Subscription = new("a subscription", SubscriptionPattern);
    private static readonly SidRule Account = new("an account", AccountPattern);

    // Kinds that no parameter takes, but that users mix up with those that one does.
    private static readonly SidRule[] Known =
    {
        Sink, Subscription, Account,
        new("an API key", "^SK" + Digits), new("a message", "^SM" + Digits), new("a call", "^CA" + Digits),
        new("a telephone number", "^PN" + Digits), new("a messaging service", "^MG" + Digits),
    };

    private SidRule(string noun, string pattern)
    {
        this.Noun = noun;
        this.Prefix = pattern.Substring(1, 2);
    }

    /// <summary>Such as DG.</summary>
    public string Prefix { get; }

    /// <summary>With its article, such as a sink.</summary>
    public string Noun { get; }

    /// <summary>A Sid that is right.</summary>
    public string Example => this.Prefix + new string('a', Length - 2);

    public static SidRule Of(SidKind kind) => kind switch
    {
        SidKind.Sink => Sink,
        SidKind.Subscription => Subscription,
        SidKind.Account => Account,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The rule that a text follows, or null.</summary>
    public static SidRule? Find(string text) => Array.Find(Known, rule => rule.IsMatch(text));

    // By hand and not with the pattern: ValidatePattern applies that to each line of a file already.
    public bool IsMatch(string text)
    {
        if (text.Length != Length || !text.StartsWith(this.Prefix, StringComparison.Ordinal)) return false;
        for (int i = this.Prefix.Length; i < Length; i++)
        {
            if (!IsHexadecimal(text[i])) return false;
        }

        return true;
    }

    public static bool IsHexadecimal(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';
}
