using System.Collections.Generic;
using System.Linq;
using System.Text;
using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class UnescapedTextTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("%41%4a%4A%61", "AJJa")]
    [InlineData("%2541", "A")]
    [InlineData("%252541", "A")]
    [InlineData("%%341", "A")]
    [InlineData("%4", "%4")]
    [InlineData("%4g", "%4g")]
    [InlineData("%g4", "%g4")]
    [InlineData("41", "41")]
    [InlineData("%C3%A9é", "éé")]
    [InlineData("%F0%9F%98%80\U0001F600\\uD83D\\uDE00&#128512;", "\U0001F600\U0001F600\U0001F600\U0001F600")]
    [InlineData("\\u0041\\u00e9\\u20AC", "Aé€")]
    [InlineData("\\U0041\\x41\\X41", "AAA")]
    [InlineData("\\u004", "\\u004")]
    [InlineData("\\x4", "\\x4")]
    [InlineData("u0041 x41", "u0041 x41")]
    [InlineData("\\\\u0041", "\\A")]
    [InlineData("%5Cu0041", "A")]
    [InlineData("&quot;&amp;&lt;&gt;&apos;&QUOT;", "\"&<>'\"")]
    [InlineData("&#65;&#x41;&#X41;&#x00041;", "AAAA")]
    [InlineData("&amp;amp;quot;", "\"")]
    [InlineData("&amp;#65;", "A")]
    [InlineData("&nbsp;&#;&#x;&#xg;&#0;&#1114112;&#-1;&;;", "&nbsp;&#;&#x;&#xg;&#0;&#1114112;&#-1;&;;")]
    [InlineData("&#x0000000000041;", "&#x0000000000041;")]
    [InlineData("a;b", "a;b")]
    [InlineData("&a;#65;", "&a;#65;")]
    [InlineData("%26%23%36%35%3B", "A")]
    [InlineData("+ a+b", "+ a+b")]
    public void An_escape_is_what_it_stands_for_however_often_it_was_escaped(string text, string unescaped)
    {
        UnescapedText read = UnescapedText.Of(text);
        Assert.Equal(unescaped, read.Part(0, read.Length));
    }

    [Fact]
    public void Each_byte_knows_where_it_stands()
    {
        const string Text = "a%41é&quot;\\u00e9\U0001F600%25%34%32";
        UnescapedText read = UnescapedText.Of(Text);
        IEnumerable<string> places =
            Enumerable.Range(0, read.Length).Select(i => Text.Substring(read.Start(i), read.End(i) - read.Start(i)));
        Assert.Equal(
            ["a", "%41", "é", "é", "&quot;", "\\u00e9", "\\u00e9", "\U0001F600", "\U0001F600", "\U0001F600", "\U0001F600", "%25%34%32"],
            places);
    }

    [Theory]
    [InlineData("\"", "\"", true)]
    [InlineData("%22", "\"", false)]
    [InlineData("\"", "%22", true)]
    [InlineData("%2522", "%22", false)]
    [InlineData("\\\"", "\"", false)]
    [InlineData("\\\\\\\"", "\\\"", false)]
    [InlineData("\\\"", "\\\\\\\"", true)]
    [InlineData("\\u0022", "&quot;", false)]
    [InlineData("%22", "&quot;", false)]
    [InlineData("&quot;", "%22", false)]
    [InlineData("&amp;quot;", "&quot;", false)]
    [InlineData("%5C%22", "%22", false)]
    [InlineData("%22", "%5C%22", true)]
    [InlineData("\\x22", "\\u0022", true)]
    public void What_is_escaped_deeper_stands_inside(string one, string other, bool isNoDeeper)
    {
        UnescapedText first = UnescapedText.Of(one), second = UnescapedText.Of(other);
        Assert.Equal(isNoDeeper, first.Depth(first.Length - 1).IsNoDeeperThan(second.Depth(second.Length - 1)));
    }

    [Fact]
    public void A_character_behind_one_that_a_backslash_escapes_is_not_deeper()
    {
        UnescapedText read = UnescapedText.Of("\\\"\"");
        Assert.False(read.Depth(1).IsNoDeeperThan(read.Depth(2)));
        Assert.Equal(default, read.Depth(2));
        Assert.True(read.Depth(2).Equals((object)default(EscapeDepth)));
        Assert.False(read.Depth(1).Equals((object)default(EscapeDepth)));
        Assert.False(read.Depth(1).Equals("a"));
        Assert.Equal(read.Depth(2).GetHashCode(), default(EscapeDepth).GetHashCode());
    }

    [Fact]
    public void A_text_as_it_is_keeps_its_escapes_and_one_of_a_header_is_bytes()
    {
        UnescapedText raw = UnescapedText.AsItIs("%41é");
        Assert.Equal("%41é", raw.Part(0, raw.Length));
        UnescapedText header =
            UnescapedText.Of(Encoding.GetEncoding("iso-8859-1").GetString(Encoding.UTF8.GetBytes("é€")), bytesAsCharacters: true);
        Assert.Equal("é€", header.Part(0, header.Length));
        Assert.Equal(5, header.Length);
    }

    [Fact]
    public void Half_a_character_is_read_as_one_of_its_own()
    {
        Assert.Equal(4, UnescapedText.Of("\uD83Dx").Length);
        Assert.Equal(3, UnescapedText.Of("\\uDE00").Length);
        Assert.Equal(6, UnescapedText.Of("\\uD83D\\uD83D").Length);
        Assert.Equal(7, UnescapedText.Of("\\uD83Dx\\uDE00").Length);
    }
}
