using System;
using System.Collections.Generic;
using System.Text;

namespace TwilioEvents.Secrets;

/// <summary>Finds secrets that nobody told it, by what stands around them. Each kind has examples that are tests.</summary>
internal sealed class SecretFinder
{
    private const string Basic = "basic";
    private const string Bearer = "bearer";
    private const int LongestName = 64;

    private static readonly char[] Signs = { ':', '=', '%', '&', '\\' };

    /// <summary>Behind 'basic' and 'bearer', a shorter word is one of a sentence.</summary>
    private const int ShortestCredentials = 8;

    private readonly UnescapedText text;
    private readonly TextRanges found;

    private SecretFinder(UnescapedText text, TextRanges found)
    {
        this.text = text;
        this.found = found;
    }

    /// <summary>Whether a text may hold one at all: each kind stands behind one of these, as it is or escaped.</summary>
    public static bool MayHold(string text) =>
        text.IndexOfAny(Signs) >= 0
        || text.IndexOf(Basic, StringComparison.OrdinalIgnoreCase) >= 0
        || text.IndexOf(Bearer, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Adds where in the text secrets stand.</summary>
    public static void Find(UnescapedText text, TextRanges found)
    {
        var finder = new SecretFinder(text, found);
        finder.FindInAddresses();
        finder.FindBehindNames();
        finder.FindCredentials();
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n' or '\v' or '\f';

    private static bool IsQuote(char c) => c is '"' or '\'';

    private static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsOfName(char c) => IsLetter(c) || IsDigit(c) || c is '_' or '-';

    private static bool IsOfCredentials(char c) => IsLetter(c) || IsDigit(c) || c is '+' or '/' or '=' or '_' or '.' or '~' or '%' or '-';

    private static bool EndsValue(char c) => IsSpace(c) || IsQuote(c) || c is '&' or ',' or ';' or '{' or '}' or '[' or ']' or '<' or '>' or '\\';

    // The password in an address: https://user:password@host, and what stands alone in front of the host, which is
    // a token: https://token@host, https://token:@host. By hand and not with Uri: an address that Uri does not
    // understand may hold a password all the same, and one may hold another in its query.
    private void FindInAddresses()
    {
        var regions = new Dictionary<EscapeDepth, Region>();
        for (int colon = 0; colon < this.text.Length; colon++)
        {
            if (this.text[colon] != ':' || this.Slash(colon + 1) is not int first || this.Slash(first + 1) is not int second) continue;
            EscapeDepth depth = this.text.Depth(colon);
            int start = second + 1;
            if (!regions.TryGetValue(depth, out Region region) || region.End <= start) regions[depth] = region = this.RegionOf(start, depth);
            (int from, int to) = this.Secret(start, region, depth, this.text.Depth(second));
            if (to > from) this.Add(from, to);
        }
    }

    // Where a slash stands, with or without the backslashes that JSON allows before it.
    private int? Slash(int at)
    {
        while (at < this.text.Length && this.text[at] == '\\') at++;
        return at < this.text.Length && this.text[at] == '/' ? at : null;
    }

    // How far an address may reach, and the last @ up to there.
    private Region RegionOf(int start, EscapeDepth depth)
    {
        int end = start, lastAt = -1;
        for (; end < this.text.Length; end++)
        {
            char c = this.text[end];
            if (!this.text.Depth(end).IsNoDeeperThan(depth)) continue;
            if (IsSpace(c) || IsQuote(c) || c is '<' or '>') break;

            // The next field of a form, in which the address was escaped.
            if (c == '&' && !this.text.Depth(end).Equals(depth)) break;
            if (c == '@') lastAt = end;
        }

        return new Region(end, lastAt);
    }

    private (int From, int To) Secret(int start, Region region, EscapeDepth depth, EscapeDepth depthOfSlash)
    {
        int end = start, colon = -1, at = -1;
        for (; end < region.End; end++)
        {
            char c = this.text[end];
            if (c is '/' or '?' or '#' && this.text.Depth(end).IsNoDeeperThan(depthOfSlash)) break;
            if (!this.text.Depth(end).IsNoDeeperThan(depth)) continue;
            if (c == ':' && colon < 0) colon = end;
            if (c == '@') at = end;
        }

        // host:8080 has digits behind its colon; what has not is a password with an unescaped / or ? in it.
        if (at < 0 && colon >= 0 && this.text[start] != '[' && !this.IsPort(colon + 1, end)) at = region.LastAt;
        if (at <= start) return default;
        if (colon < 0 || colon > at) return (start, at);
        return colon + 1 == at ? (start, colon) : (colon + 1, at);
    }

    private bool IsPort(int start, int end)
    {
        while (start < end && IsDigit(this.text[start])) start++;
        return start == end;
    }

    // A secret by its name: "write_key": "...", AuthToken=..., and in a sentence, where the name is Twilio's:
    // Invalid external_id: ...
    private void FindBehindNames()
    {
        for (int separator = 0; separator < this.text.Length; separator++)
        {
            if (this.text[separator] is not (':' or '=')) continue;
            string name = this.NameBefore(separator, out bool inQuotes);
            if (!SecretNames.IsSecret(name)) continue;
            int start = this.AfterSpaces(separator + 1), quote = start;
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
            this.Add(start, end);
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

    private int AfterSpaces(int at)
    {
        while (at < this.text.Length && (IsSpace(this.text[at]) || this.text[at] == '+')) at++;
        return at;
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

    // The value of a header Authorization, wherever it is quoted: Basic QUM6..., Bearer abc123. Not the word that
    // follows 'basic' in a sentence: that has no digit, and no capital behind a small letter.
    private void FindCredentials()
    {
        for (int i = 0; i < this.text.Length; i++)
        {
            int behind = this.Behind(Basic, i) ?? this.Behind(Bearer, i) ?? 0;
            if (behind == 0 || (i > 0 && IsLetter(this.text[i - 1]))) continue;
            int start = this.AfterSpaces(behind), end = start;
            bool isCode = false;
            for (; end < this.text.Length && IsOfCredentials(this.text[end]); end++)
            {
                char c = this.text[end];
                isCode |= IsDigit(c) || (end > start && c is >= 'A' and <= 'Z' && this.text[end - 1] is >= 'a' and <= 'z');
            }

            if (start == behind || end - start < ShortestCredentials || !isCode) continue;
            this.Add(start, end);
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

    private bool IsNoDeeper(int end, int beginning) => this.text.Depth(end).IsNoDeeperThan(this.text.Depth(beginning));

    private void Add(int start, int end) => this.found.Add(this.text.Start(start), this.text.End(end - 1));

    private readonly struct Region
    {
        public Region(int end, int lastAt)
        {
            this.End = end;
            this.LastAt = lastAt;
        }

        public int End { get; }

        public int LastAt { get; }
    }
}
