using System;
using System.Linq;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("https://shop.example.com/x?next=https://user:hush@example.com/y",
        "https://shop.example.com/x?next=https://user:********@example.com/y")]
    [InlineData("https://user:hush@example.com:8080/x#https://u:hush@h", "https://user:********@example.com:8080/x#https://u:********@h")]
    [InlineData("https://[::1]:8080/?u=https://u:hush@[::1]/", "https://[::1]:8080/?u=https://u:********@[::1]/")]
    [InlineData("https://example.com:8080/x://y", "https://example.com:8080/x://y")]
    public void Every_password_in_an_address_is_masked(string address, string shown) => Assert.Equal(shown, SecretMask.Apply(address));

    [Fact]
    [Trait("Category", "Load")]
    public void A_million_addresses_in_one_text_are_no_burden()
    {
        string text = string.Concat(Enumerable.Repeat("://a:b/", 1_000_000));
        Assert.Equal(text, SecretMask.Apply(text));
    }

    [Theory]
    [InlineData("a\u001b[31mb\r\nc\u0085d", "a [31mb  c d")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("a\u202Eb\u200Fc\u061Cd\u2066e", "a b c d e")]
    [InlineData("family \U0001F468\u200D\U0001F469", "family \U0001F468\u200D\U0001F469")]
    public void What_a_terminal_obeys_is_not_shown(string text, string shown) => Assert.Equal(shown, PlainText.Show(text));

    [Fact]
    public void A_text_is_never_cut_inside_a_character()
    {
        Assert.Equal("abc...", PlainText.Show("abc\U0001F600d", 4));
        Assert.Equal("abc\U0001F600", PlainText.Show("abc\U0001F600", 5));
        Assert.Equal("a b", PlainText.Show("a" + '\uD83D' + "b"));
        Assert.Equal("a", PlainText.Show("a" + '\uDE00'));
    }
}
