using System.Text;
using static TwilioEvents.Secrets.Characters;

namespace TwilioEvents.Secrets;

/// <summary>
/// Finds a secret by its name: "write_key": "...", AuthToken=..., and in a sentence, where the name is Twilio's:
/// Invalid external_id: ...
/// </summary>
internal sealed class SecretsBehindNames
{
    private const int LongestName = 64;

    private readonly UnescapedText text;

    /// <param name="text">The text to look in.</param>
    public SecretsBehindNames(UnescapedText text) => this.text = text;

    /// <summary>Adds where they stand.</summary>
    public void Find(TextRanges found)
    {
        for (int separator = 0; separator < this.text.Length; separator++)
        {
            if (this.text[separator] is not (':' or '=')) continue;
            string name = this.NameBefore(separator, out bool inQuotes);
            if (!SecretNames.IsSecret(name)) continue;
            int start = AfterSpaces(this.text, separator + 1), quote = start;
            while (quote < this.text.Length && this.text[quote] == '\\') quote++;
            int end;
            if (quote < this.text.Length && IsQuote(this.text[quote]))
            {
                start = quote + 1;
                end = this.EndInQuotes(start, quote);
            }
            else if (!this.IsIntroduced(separator, name, inQuotes))
            {
                continue;
            }
            else if (start < this.text.Length && this.text[start] is '[' or '{')
            {
                end = this.EndOfNested(start);
            }
            else
            {
                end = start;
                while (end < this.text.Length && !(EndsValue(this.text[end]) && this.IsNoDeeper(end, separator))) end++;
                if (this.text.Part(start, end) == "null") continue;
            }

            if (end <= start) continue;
            found.Add(this.text.Start(start), this.text.End(end - 1));
            separator = end - 1;
        }
    }

    private string NameBefore(int separator, out bool inQuotes)
    {
        int end = separator;
        while (end > 0 && (IsSpace(this.text[end - 1]) || this.text[end - 1] == '+')) end--;
        inQuotes = end > 0 && IsQuote(this.text[end - 1]);
        if (inQuotes) end--;
        while (inQuotes && end > 0 && this.text[end - 1] == '\\') end--;
        int start = end;
        while (start > 0 && end - start < LongestName && IsOfName(this.text[start - 1])) start--;
        var name = new StringBuilder(end - start);
        for (int i = start; i < end; i++) name.Append(this.text[i]);
        return name.ToString();
    }

    // What follows a colon is a value where the name is in quotes, as in JSON; in a sentence only where it is Twilio's.
    private bool IsIntroduced(int separator, string name, bool inQuotes) =>
        this.text[separator] == '=' || inQuotes || SecretNames.IsTwilioSecret(name);

    // Up to the quote that ends the value, without the backslashes before it.
    private int EndInQuotes(int start, int quote)
    {
        int end = this.ClosingQuote(quote);
        while (end < this.text.Length && end > start && this.text[end - 1] == '\\') end--;
        return end;
    }

    // The next quote that is escaped no deeper.
    private int ClosingQuote(int quote)
    {
        int end = quote + 1;
        while (end < this.text.Length && !(this.text[end] == this.text[quote] && this.IsNoDeeper(end, quote))) end++;
        return end;
    }

    // Behind the bracket that closes a list or an object: what is under a secret's name is secret, and whatever stands in it.
    private int EndOfNested(int start)
    {
        int open = 0;
        for (int end = start; end < this.text.Length; end++)
        {
            char c = this.text[end];
            if (IsQuote(c)) end = this.ClosingQuote(end);
            else if (!this.IsNoDeeper(end, start)) continue;
            else if (c is '[' or '{') open++;
            else if (c is ']' or '}' && --open == 0) return end + 1;
        }

        return this.text.Length;
    }

    private bool IsNoDeeper(int end, int beginning) => this.text.Depth(end).IsNoDeeperThan(this.text.Depth(beginning));
}
