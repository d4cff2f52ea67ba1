using static TwilioEvents.Secrets.Characters;

namespace TwilioEvents.Secrets;

/// <summary>
/// Finds the value of a header Authorization, wherever it is quoted: Basic QUM6..., Bearer abc123. Not the word that
/// follows 'basic' in a sentence: that has no digit, and no capital behind a small letter.
/// </summary>
internal sealed class SecretsInHeaders
{
    /// <summary>The schemes that a secret stands behind.</summary>
    public const string Basic = "basic";
    public const string Bearer = "bearer";

    /// <summary>A shorter word is one of a sentence.</summary>
    private const int Shortest = 8;

    private readonly UnescapedText text;

    /// <param name="text">The text to look in.</param>
    public SecretsInHeaders(UnescapedText text) => this.text = text;

    /// <summary>Adds where they stand.</summary>
    public void Find(TextRanges found)
    {
        for (int i = 0; i < this.text.Length; i++)
        {
            int behind = this.Behind(Basic, i) ?? this.Behind(Bearer, i) ?? 0;
            if (behind == 0 || (i > 0 && IsLetter(this.text[i - 1]))) continue;
            int start = AfterSpaces(this.text, behind), end = start;
            bool isCode = false;
            for (; end < this.text.Length && IsOfCredentials(this.text[end]); end++)
            {
                char c = this.text[end];
                isCode |= IsDigit(c) || (end > start && c is >= 'A' and <= 'Z' && this.text[end - 1] is >= 'a' and <= 'z');
            }

            if (start == behind || end - start < Shortest || !isCode) continue;
            found.Add(this.text.Start(start), this.text.End(end - 1));
            i = end - 1;
        }
    }

    private int? Behind(string word, int at)
    {
        if (at + word.Length > this.text.Length) return null;
        for (int i = 0; i < word.Length; i++)
        {
            if ((this.text[at + i] | 0x20) != word[i]) return null;
        }

        return at + word.Length;
    }
}
