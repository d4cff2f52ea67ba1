using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace TwilioEvents;

/// <summary>
/// Takes secrets out of text that a server or a proxy wrote: it may repeat what it was sent, and it knows more.
/// Finds the known ones whole and in parts, however they are encoded, and others by what stands before them.
/// </summary>
internal sealed class Scrubber
{
    /// <summary>Shorter texts would be found by chance in any sentence.</summary>
    private const int ShortestSecret = 4;

    /// <summary>A part of a secret is masked from this length on, and a secret has sixteen parts at most.</summary>
    private const int ShortestPart = 8;
    private const int MostParts = 16;

    /// <summary>What is taken off the end of a text that was cut: a secret may have been cut there.</summary>
    private const int CutMargin = 1000;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // %, or what becomes of it when it is encoded again: %25, %2525.
    private const string Percent = "%(?:25)*";
    private const string Backslash = @"(?:\\|" + Percent + "5C)";
    private const string Quote = "(?:" + Backslash + @"*(?:[""']|" + Percent + "22|&(?:amp;)*(?:quot|#34|#x22);))";
    private const string Colon = "(?::|" + Percent + "3A)";
    private const string Equal = "(?:=|" + Percent + "3D)";
    private const string Space = @"(?:\s|\+|" + Percent + "20)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // The rest of an address, as it is or in JSON: SecretMask knows where a password stands in it.
    private static readonly Regex Address = new(@"(?<=:(?:\\*/){2})[^\s""'<>]+", Options, Patience);

    // The same percent-encoded, as often as it may be: what ends it is encoded as often as what began it.
    private static readonly Regex EncodedAddress = new(
        "(%(?<more>(?:25)*)3A(?:(?:%(?:25)*5C)*%\\k<more>2F){2}(?:(?!%\\k<more>(?:3A|40|2F))[^\\s\"'<>&])*%\\k<more>3A)(?![0-9]+%\\k<more>2F)(?:(?!%\\k<more>40)[^\\s\"'<>&])+(?=%\\k<more>40)", Options, Patience);

    // A secret by its name: in quotes, which end as they began; or without, in a form or a sentence.
    private static readonly Regex NamedInQuotes = new(
        "(?<name>(?:" + SecretMask.Names + "|authorization)" + Quote + "?" + Space + "*(?:" + Colon + "|" + Equal + ")" + Space + "*(?<open>" + Quote + @"))(?:(?!(?<!" + Backslash + @")\k<open>)[\s\S])+", Options | RegexOptions.ExplicitCapture, Patience);

    private static readonly Regex Named = new(
        "((?:" + SecretMask.Names + ")(?:" + Quote + Space + "*" + Colon + "|" + Space + "*" + Equal + ")" + Space + "*|(?:" + SecretMask.TwilioNames + ")" + Space + "*" + Colon + Space + "*)(?!null\\b|" + Quote + @")[^\s""'&,;{}\[\]<>\\]+", Options, Patience);

    // The value of an Authorization header, wherever it is quoted; not the word that follows 'basic' in a sentence.
    private static readonly Regex Authorization = new(
        "(?<=(?<![A-Za-z])(?i:Basic|Bearer)" + Space + @"+)(?=[^\s""']*(?:[0-9]|[a-z][A-Z]))[A-Za-z0-9+/=_.~%-]{8,}", RegexOptions.CultureInvariant, Patience);

    private readonly Regex? known;

    /// <param name="secrets">The secrets that may be repeated.</param>
    public Scrubber(IEnumerable<string> secrets)
    {
        string[] parts = secrets.Where(s => s.Length >= ShortestSecret).SelectMany(Forms).SelectMany(Parts).Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length).ToArray();
        this.known = parts.Length == 0 ? null : new Regex("(?:" + string.Join("|", parts) + ")+", RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>The text without the secrets, not yet safe to print.</summary>
    public string Scrub(string text)
    {
        try
        {
            if (this.known is not null) text = this.known.Replace(text, SecretMask.Mask);
            text = Address.Replace(text, address => SecretMask.MaskUrlPassword("://" + address.Value).Substring(3));
            text = EncodedAddress.Replace(text, "$1" + SecretMask.Mask);
            text = Authorization.Replace(text, SecretMask.Mask);
            text = NamedInQuotes.Replace(text, "${name}" + SecretMask.Mask);
            return Named.Replace(text, "$1" + SecretMask.Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to be slow to read is no loss; a secret in it would be.
            return SecretMask.Mask;
        }
    }

    /// <summary>The text without the secrets, safe to print.</summary>
    public string Show(string? text, int maximum = 300)
    {
        if (text is null) return string.Empty;
        int enough = (4 * maximum) + CutMargin;
        if (text.Length <= enough) return PlainText.Show(this.Scrub(text), maximum);
        string scrubbed = this.Scrub(text.Substring(0, enough));
        return PlainText.Show(scrubbed.Substring(0, Math.Max(0, scrubbed.Length - CutMargin)) + "...", maximum);
    }

    // As it is, and in base64 with nothing, one byte or two before it: what stands before and behind shares a
    // character with its ends, which are left out.
    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        for (int before = 0; before < 3; before++)
        {
            string base64 = Convert.ToBase64String(new byte[before].Concat(bytes).ToArray()).TrimEnd('=');
            int start = before == 0 ? 0 : before + 1, end = base64.Length - ((before + bytes.Length) % 3 == 0 ? 0 : 1);
            base64 = base64.Substring(start, end - start);
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }

    private static IEnumerable<string> Parts(string text)
    {
        var characters = new List<string>();
        for (int i = 0; i < text.Length; i += characters[characters.Count - 1].Length) characters.Add(text.Substring(i, char.IsSurrogatePair(text, i) ? 2 : 1));
        int count = Math.Max(1, Math.Min(MostParts, characters.Count / ShortestPart));
        for (int i = 0; i < count; i++)
        {
            int start = characters.Count * i / count, end = characters.Count * (i + 1) / count;
            yield return string.Concat(characters.Skip(start).Take(end - start).Select(Spellings));
        }
    }

    // A pattern for the ways to write a character in a form, in JSON, in HTML, each in another as often as it
    // may be, and in a header, where HTTP reads bytes as Latin-1.
    private static string Spellings(string character)
    {
        if (character[0] is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9') return character;
        byte[] bytes = Encoding.UTF8.GetBytes(character);
        string code = char.ConvertToUtf32(character, 0).ToString(CultureInfo.InvariantCulture), hexadecimal = char.ConvertToUtf32(character, 0).ToString("X", CultureInfo.InvariantCulture);
        string name = character switch { "\"" => "quot|", "&" => "amp|", "<" => "lt|", ">" => "gt|", "'" => "apos|", _ => string.Empty };

        // The longest first: the % of %25 is not the whole of it.
        return "(?:" + Backslash + "*(?:(?i:" + string.Concat(bytes.Select(b => Percent + b.ToString("X2", CultureInfo.InvariantCulture)))
            + "|&(?:amp;)*(?:" + name + "#" + code + "|#x0*" + hexadecimal + ");"
            + "|" + string.Concat(character.Select(c => Backslash + "*u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)))
            + ")|" + Regex.Escape(string.Concat(bytes.Select(b => (char)b)))
            + (character == " " ? @"|\+" : string.Empty)
            + "|" + Regex.Escape(character) + "))";
    }
}
