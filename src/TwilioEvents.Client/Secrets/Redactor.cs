using System;
using System.Collections.Generic;

namespace TwilioEvents.Secrets;

/// <summary>
/// Takes secrets out of text that a server or a proxy wrote: it may repeat what it was sent, and it knows more.
/// What is masked is what <see cref="KnownSecrets"/> and <see cref="SecretFinder"/> find, in time that grows with the
/// length of the text and not faster.
/// </summary>
internal sealed class Redactor
{
    /// <summary>How many characters are removed from the end of a text that was cut: a secret may have been cut there.</summary>
    private const int CutMargin = 1000;

    private readonly KnownSecrets known;

    /// <param name="secrets">The secrets that may be repeated.</param>
    public Redactor(IEnumerable<string> secrets) => this.known = new KnownSecrets(secrets);

    /// <summary>The text without the secrets, not yet safe to print.</summary>
    public string Redact(string text)
    {
        var found = new TextRanges();
        UnescapedText unescaped = UnescapedText.Of(text);
        this.known.Find(text, unescaped, found);
        SecretFinder.Find(unescaped, found);
        return found.Mask(text);
    }

    /// <summary>The text without the secrets, safe to print.</summary>
    public string Show(string? text, int maximum = 300)
    {
        if (text is null) return string.Empty;
        int enough = (4 * maximum) + CutMargin;
        if (text.Length <= enough) return PlainText.Show(this.Redact(text), maximum);
        string redacted = this.Redact(text.Substring(0, enough));
        return PlainText.Show(redacted.Substring(0, Math.Max(0, redacted.Length - CutMargin)) + "...", maximum);
    }
}
