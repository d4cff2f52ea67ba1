using System.Collections.Generic;
using static TwilioEvents.Secrets.Characters;

namespace TwilioEvents.Secrets;

/// <summary>
/// Finds the password in an address, https://user:password@host, and what stands alone in front of the host, which is a
/// token: https://token@host, https://token:@host. By hand and not with Uri: an address that Uri does not understand may
/// contain a password, and one can contain another in its query.
/// </summary>
internal sealed class SecretsInAddresses
{
    private readonly UnescapedText text;

    /// <param name="text">The text to look in.</param>
    public SecretsInAddresses(UnescapedText text) => this.text = text;

    /// <summary>Adds where they stand.</summary>
    public void Find(TextRanges found)
    {
        var regions = new Dictionary<EscapeDepth, Region>();
        for (int colon = 0; colon < this.text.Length; colon++)
        {
            if (this.text[colon] != ':' || this.Slash(colon + 1) is not int first || this.Slash(first + 1) is not int second) continue;
            EscapeDepth depth = this.text.Depth(colon);
            int start = second + 1;
            if (!regions.TryGetValue(depth, out Region region) || region.End <= start)
            {
                regions[depth] = region = this.RegionOf(start, depth);
            }

            (int from, int to) = this.Secret(start, region, depth, this.text.Depth(second));
            if (to > from) found.Add(this.text.Start(from), this.text.End(to - 1));
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
