using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TwilioEvents.Secrets;

/// <summary>
/// A text as it was before it was escaped for a form, for JSON or for HTML, in any order and as often as it was,
/// as the bytes of UTF-8. Each byte knows where it stands in the text, so that what is found here is masked there.
/// One pass: the end of what was read is looked at, and an escape there is replaced by what it stands for.
/// </summary>
internal sealed class UnescapedText
{
    /// <summary>The longest escape of HTML that is known, such as &amp;#x0001F600;.</summary>
    private const int LongestEntity = 14;

    private readonly List<Unit> units;

    private UnescapedText(int capacity) => this.units = new List<Unit>(capacity);

    /// <summary>How many bytes it has.</summary>
    public int Length => this.units.Count;

    /// <summary>A byte, as a character of the same number.</summary>
    public char this[int index] => this.units[index].Value;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytesAsCharacters">Whether a character up to U+00FF is a byte: HTTP reads a header so.</param>
    public static UnescapedText Of(string text, bool bytesAsCharacters = false)
    {
        var result = new UnescapedText(text.Length);
        result.Read(text, bytesAsCharacters, unescape: true);
        result.DeepenWhatIsBehindBackslashes();
        return result;
    }

    /// <summary>A text as it is: only its characters are made bytes.</summary>
    public static UnescapedText AsItIs(string text)
    {
        var result = new UnescapedText(text.Length);
        result.Read(text, bytesAsCharacters: false, unescape: false);
        return result;
    }

    /// <summary>Where the byte's character or escape begins in the text.</summary>
    public int Start(int index) => this.units[index].Start;

    /// <summary>Where it ends: the place behind its last character.</summary>
    public int End(int index) => this.units[index].End;

    /// <summary>
    /// How it is escaped. A quote, a slash or an ampersand ends a value only where it is escaped no deeper than what
    /// began the value: one that is escaped deeper stands inside.
    /// </summary>
    public EscapeDepth Depth(int index) => this.units[index].Depth;

    /// <summary>The bytes from one place to another, as text.</summary>
    public string Part(int start, int end)
    {
        var bytes = new byte[end - start];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)this.units[start + i].Value;
        return Encoding.UTF8.GetString(bytes);
    }

    private static bool IsHexadecimal(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';

    private void Read(string text, bool bytesAsCharacters, bool unescape)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (text[i] < 128 || (bytesAsCharacters && text[i] < 256)) this.units.Add(new Unit(text[i], i, i + 1, default));
            else this.AddCharacter(length == 2 ? char.ConvertToUtf32(text, i) : text[i], i, i + length, default);
            i += length - 1;
            if (!unescape) continue;
            while (this.ReplaceEscape())
            {
                // What comes out may end another escape.
            }
        }
    }

    // The UTF-8 of a character; of half a character too, as if it were one.
    private void AddCharacter(int code, int start, int end, EscapeDepth depth)
    {
        if (code < 0x80)
        {
            Add(code);
        }
        else if (code < 0x800)
        {
            Add(0xC0 | (code >> 6));
            Add(0x80 | (code & 0x3F));
        }
        else if (code < 0x10000)
        {
            Add(0xE0 | (code >> 12));
            Add(0x80 | ((code >> 6) & 0x3F));
            Add(0x80 | (code & 0x3F));
        }
        else
        {
            Add(0xF0 | (code >> 18));
            Add(0x80 | ((code >> 12) & 0x3F));
            Add(0x80 | ((code >> 6) & 0x3F));
            Add(0x80 | (code & 0x3F));
        }

        void Add(int value) => this.units.Add(new Unit((char)value, start, end, depth));
    }

    private bool ReplaceEscape()
    {
        char last = this.units[this.units.Count - 1].Value;
        if (last == ';') return this.ReplaceEntity();
        if (this.units.Count < 3 || !IsHexadecimal(last)) return false;

        // %41, \x41 and \u0041.
        if (this.EndsWith("%", 2)) return this.Replace(3, this.Hexadecimal(2), EscapeDepth.Percent, isByte: true);
        if (this.EndsWith("\\x", 2)) return this.Replace(4, this.Hexadecimal(2), EscapeDepth.Backslash, isByte: true);
        if (!this.EndsWith("\\u", 4)) return false;
        int code = this.Hexadecimal(4);
        return code is >= 0xDC00 and <= 0xDFFF && this.HighSurrogate(6) is int high
            ? this.Replace(9, char.ConvertToUtf32((char)high, (char)code), EscapeDepth.Backslash, isByte: false)
            : this.Replace(6, code, EscapeDepth.Backslash, isByte: false);
    }

    // &quot; &#34; &#x22;
    private bool ReplaceEntity()
    {
        int end = this.units.Count - 1, start = end - 1;
        while (start >= 0 && end - start <= LongestEntity && this.units[start].Value is not ('&' or ';')) start--;
        if (start < 0 || this.units[start].Value != '&') return false;
        var name = new StringBuilder(LongestEntity);
        for (int i = start + 1; i < end; i++) name.Append(this.units[i].Value);
        return Character(name.ToString()) is int code && this.Replace(end + 1 - start, code, EscapeDepth.Entity, isByte: false);
    }

    private static int? Character(string entity)
    {
        switch (entity.ToLowerInvariant())
        {
            case "quot": return '"';
            case "amp": return '&';
            case "lt": return '<';
            case "gt": return '>';
            case "apos": return '\'';
        }

        if (entity.Length < 2 || entity[0] != '#') return null;
        bool hexadecimal = entity[1] is 'x' or 'X';
        return int.TryParse(
            entity.Substring(hexadecimal ? 2 : 1),
            hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int code) && code is > 0 and <= 0x10FFFF ? code : null;
    }

    // Whether the text ends with these characters and so many hexadecimal digits.
    private bool EndsWith(string before, int digits)
    {
        int start = this.units.Count - digits - before.Length;
        if (start < 0) return false;
        for (int i = 0; i < before.Length; i++)
        {
            if (char.ToLowerInvariant(this.units[start + i].Value) != before[i]) return false;
        }

        for (int i = this.units.Count - digits; i < this.units.Count; i++)
        {
            if (!IsHexadecimal(this.units[i].Value)) return false;
        }

        return true;
    }

    private int Hexadecimal(int digits)
    {
        int number = 0;
        for (int i = this.units.Count - digits; i < this.units.Count; i++)
        {
            char c = this.units[i].Value;
            number = (number * 16) + (c <= '9' ? c - '0' : (c & ~0x20) - 'A' + 10);
        }

        return number;
    }

    // The first half of a character that stands before the last units, as three bytes.
    private int? HighSurrogate(int behind)
    {
        int at = this.units.Count - behind - 3;
        if (at < 0 || this.units[at].Value != 0xED || this.units[at + 1].Value is < (char)0xA0 or > (char)0xAF) return null;
        return 0xD000 | ((this.units[at + 1].Value & 0x3F) << 6) | (this.units[at + 2].Value & 0x3F);
    }

    private bool Replace(int count, int code, EscapeDepth escape, bool isByte)
    {
        int first = this.units.Count - count;
        EscapeDepth depth = default;
        for (int i = first; i < this.units.Count; i++) depth = depth.Or(this.units[i].Depth);
        depth = depth.And(escape);
        (int start, int end) = (this.units[first].Start, this.units[this.units.Count - 1].End);
        this.units.RemoveRange(first, count);
        if (isByte) this.units.Add(new Unit((char)code, start, end, depth));
        else this.AddCharacter(code, start, end, depth);
        return true;
    }

    // A backslash escapes what is behind it; in JSON within JSON there are three before a quote.
    private void DeepenWhatIsBehindBackslashes()
    {
        EscapeDepth backslashes = default;
        for (int i = 0; i < this.units.Count; i++)
        {
            Unit unit = this.units[i];
            if (unit.Value == '\\')
            {
                backslashes = backslashes.And(EscapeDepth.Backslash);
                continue;
            }

            this.units[i] = new Unit(unit.Value, unit.Start, unit.End, unit.Depth.And(backslashes));
            backslashes = default;
        }
    }

    private readonly struct Unit
    {
        public Unit(char value, int start, int end, EscapeDepth depth)
        {
            this.Value = value;
            this.Start = start;
            this.End = end;
            this.Depth = depth;
        }

        public char Value { get; }

        public int Start { get; }

        public int End { get; }

        public EscapeDepth Depth { get; }
    }
}
