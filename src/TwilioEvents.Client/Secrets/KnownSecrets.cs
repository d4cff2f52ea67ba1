using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TwilioEvents.Secrets;

/// <summary>
/// Finds secrets that are known in a text, whole and in parts: as they are, in capitals, escaped in any way that
/// <see cref="UnescapedText"/> knows, in hexadecimal digits, and in base64, alone or behind a user name.
/// </summary>
internal sealed class KnownSecrets
{
    /// <summary>Shorter texts would be found by chance in any sentence.</summary>
    private const int ShortestSecret = 4;

    /// <summary>A part of a secret is masked from this length on, and a secret has sixteen parts at most.</summary>
    private const int ShortestPart = 8;
    private const int MostParts = 16;

    private readonly PartIndex asItIs = new();
    private readonly PartIndex unescaped = new();

    /// <param name="secrets">The secrets; a secret that is too short to search for is left out.</param>
    public KnownSecrets(IEnumerable<string> secrets)
    {
        foreach (string secret in secrets.Where(secret => secret.Length >= ShortestSecret))
        {
            foreach (string cased in new[] { secret, secret.ToUpperInvariant(), secret.ToLowerInvariant() })
            {
                this.asItIs.AddParts(Fold(UnescapedText.AsItIs(cased), out _));
                this.unescaped.AddParts(Fold(UnescapedText.Of(cased), out _, withBackslashes: false));
            }

            foreach (string encoded in Encodings(Encoding.UTF8.GetBytes(secret)))
            {
                this.unescaped.AddParts(Fold(UnescapedText.AsItIs(encoded), out _));
            }
        }
    }

    /// <summary>Whether there is anything to search for.</summary>
    public bool Any => this.asItIs.Any;

    /// <summary>Adds where in the text they stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unescapedText">The same, unescaped.</param>
    /// <param name="found">Gets the places.</param>
    public void Find(string text, UnescapedText unescapedText, TextRanges found)
    {
        if (!this.Any) return;
        Find(UnescapedText.AsItIs(text), this.asItIs, withBackslashes: true, found);
        Find(unescapedText, this.unescaped, withBackslashes: false, found);
        if (text.Any(c => c is >= (char)0x80 and <= (char)0xFF))
        {
            Find(UnescapedText.Of(text, bytesAsCharacters: true), this.unescaped, withBackslashes: false, found);
        }
    }

    private static void Find(UnescapedText text, PartIndex parts, bool withBackslashes, TextRanges found)
    {
        string folded = Fold(text, out List<int> places, withBackslashes);
        for (int i = 0; i < folded.Length; i++)
        {
            int length = parts.LongestAt(folded, i);
            if (length > 0) found.Add(text.Start(places[i]), text.End(places[i + length - 1]));
        }
    }

    // What is compared: without the difference of small and capital letters, and of a space and the + of a form.
    // Without the backslashes of JSON, since nobody knows how often it was escaped.
    private static string Fold(UnescapedText text, out List<int> places, bool withBackslashes = true)
    {
        var folded = new StringBuilder(text.Length);
        places = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && !withBackslashes) continue;
            folded.Append(c == '+' ? ' ' : c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c);
            places.Add(i);
        }

        return folded.ToString();
    }

    // In hexadecimal digits; in base64 with nothing, one byte or two before it: what stands before and behind
    // shares a character with its ends, which are left out.
    private static IEnumerable<string> Encodings(byte[] bytes)
    {
        yield return BitConverter.ToString(bytes).Replace("-", string.Empty);
        for (int before = 0; before < 3; before++)
        {
            string base64 = Convert.ToBase64String(new byte[before].Concat(bytes).ToArray()).TrimEnd('=');
            int start = before == 0 ? 0 : before + 1, end = base64.Length - ((before + bytes.Length) % 3 == 0 ? 0 : 1);
            base64 = base64.Substring(start, end - start);
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>The parts to search for, by their first four characters: each place of a text is looked up once.</summary>
    private sealed class PartIndex
    {
        private readonly Dictionary<int, List<string>> parts = new();

        public bool Any => this.parts.Count > 0;

        public void AddParts(string text)
        {
            if (text.Length < ShortestSecret) return;
            int count = Math.Max(1, Math.Min(MostParts, text.Length / ShortestPart));
            for (int i = 0; i < count; i++)
            {
                int start = text.Length * i / count, end = text.Length * (i + 1) / count;
                this.Add(text.Substring(start, end - start));
            }
        }

        public int LongestAt(string text, int start)
        {
            int longest = 0;
            if (start + ShortestSecret > text.Length) return longest;
            if (!this.parts.TryGetValue(Key(text, start), out List<string>? candidates)) return longest;
            foreach (string part in candidates)
            {
                if (part.Length > longest && string.CompareOrdinal(text, start, part, 0, part.Length) == 0) longest = part.Length;
            }

            return longest;
        }

        // Four bytes, which the characters are.
        private static int Key(string text, int start) =>
            text[start] | (text[start + 1] << 8) | (text[start + 2] << 16) | (text[start + 3] << 24);

        private void Add(string part)
        {
            int key = Key(part, 0);
            if (!this.parts.TryGetValue(key, out List<string>? others)) this.parts[key] = others = new List<string>();
            if (!others.Contains(part)) others.Add(part);
        }
    }
}
