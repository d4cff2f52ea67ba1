using System;
using System.Linq;
using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class KnownSecretsTests
{
    [Theory]
    [InlineData("abc", "abc", "abc")]
    [InlineData("abcd", "xabcdx", "x********x")]
    [InlineData("abcd", "abc", "abc")]
    [InlineData("abcd", "ABCDabcd", "********")]
    [InlineData("a+cd", "a cd", "********")]
    [InlineData("éÉab", "ÉÉAB", "********")]
    [InlineData("\\\\\\\\", "x\\\\\\\\y", "x********y")]
    [InlineData("a\\b\\c\\d", "a\\\\b\\\\c\\\\d", "********")]
    [InlineData("ab%41cd", "ab%41cd", "********")]
    [InlineData("abcdefghijklmnop", "abcdefgh ijklmnop", "******** ********")]
    [InlineData("abcdefghijklmnop", "abcdefg ijklmno", "abcdefg ijklmno")]
    [InlineData("abcdefghijklmnopqrstuvwx", "ijklmnop", "********")]
    [InlineData("0123456789", "0123", "0123")]
    [InlineData("hush", "%2568%2575sh", "********")]
    public void A_secret_is_found(string secret, string text, string shown) => Assert.Equal(shown, new Redactor([secret]).Redact(text));

    [Fact]
    public void A_long_secret_has_sixteen_parts()
    {
        string secret = string.Concat(Enumerable.Range(0, 40).Select(i => "part" + i.ToString("D4", null)));
        var redactor = new Redactor([secret]);
        Assert.Equal(SecretMask.Mask, redactor.Redact(secret[..20]));
        Assert.Equal(secret[..19], redactor.Redact(secret[..19]));
        Assert.Equal(SecretMask.Mask, redactor.Redact(secret[^20..]));
    }

    [Fact]
    public void Of_two_secrets_that_begin_alike_both_are_found()
    {
        var redactor = new Redactor(["abcd", "abcdefg", "abcx"]);
        Assert.Equal("********. ********. ********. abce", redactor.Redact("abcd. abcdefg. abcx. abce"));
    }

    [Fact]
    public void A_text_is_shown_plain_and_cut()
    {
        var redactor = new Redactor(["hush-hush"]);
        Assert.Equal(string.Empty, redactor.Show(null));
        Assert.Equal("a ******** b", redactor.Show("a\u001bhush-hush\nb"));
        Assert.Equal(new string('a', 300) + "...", redactor.Show(new string('a', 301)));
        Assert.Equal(new string('a', 10) + "...", redactor.Show(new string('a', 1041), 10));
        Assert.Equal("...", redactor.Show(string.Concat(Enumerable.Repeat("hush-hush", 1000)), 10));
    }
}
