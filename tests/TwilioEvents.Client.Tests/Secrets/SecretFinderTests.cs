using System;
using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Each way in which a secret that nobody knows is found, and what looks like it and is none.</summary>
public sealed class SecretFinderTests
{
    // What is masked stands in «».
    [Theory]

    // A password in an address.
    [InlineData("https://u:«hush»@h")]
    [InlineData("http://u:«hush»@h:80/x y")]
    [InlineData("https://:«hush»@h")]
    [InlineData("https://u:«hu@sh»@h")]
    [InlineData("https://u:«hu:sh»@h")]
    [InlineData("https://u:«hu/sh»@h")]
    [InlineData("https://u:«hu?sh»@h")]
    [InlineData("https://u:«hu#sh»@h")]
    [InlineData("https://u:«1hush/x»@h")]
    [InlineData("https://u:«hu&sh»@h")]
    [InlineData("https://u:«hu%22sh»@h \"x@y\"")]
    [InlineData("https://u:«hu%40sh»@h")]
    [InlineData("https://u%3Av:«hush»@h")]
    [InlineData("(https://u:«hush»@h) (https://u:«hush»@h)")]
    [InlineData("https://a/b?c=https://u:«hush»@h")]
    [InlineData("\"https://u:«hush»@h\" x@y")]
    [InlineData("'https://u:«hush»@h' x@y")]
    [InlineData("<https://u:«hush»@h> x@y")]
    [InlineData("https://u:«hush»@h>x@y")]
    [InlineData("https://u:«hush»@h<x@y")]
    [InlineData("https://u:«hush»@h\nx@y")]
    [InlineData("https://[::1]:8080/x@y https://u:«hush»@[::1]/")]
    [InlineData("https:\\/\\/u:«hush»@h\\/x@y")]
    [InlineData("https:\\\\/\\\\/u:«hush»@h")]
    [InlineData("{\"a\":\"https://u:«hu\\\"sh»@h\"}")]
    [InlineData("a=https%3A%2F%2Fu%3A«hush»%40h%2Fx%40y&b=x@y")]
    [InlineData("a=https%3a%2f%2fu%3a«hu%2540sh»%40h")]
    [InlineData("a=https%253A%252F%252Fu%253A«hush»%2540h")]
    [InlineData("a=https%3A%2F%2Fu%3A«hu%26sh»%40h&b=x@y")]
    [InlineData("a=https%3A%2F%2Fh%3A443%2Fx%40y")]
    [InlineData("https://h:443/x@y")]
    [InlineData("https://h/x@y")]
    [InlineData("https://h:443")]
    [InlineData("https://h:")]
    [InlineData("https://")]
    [InlineData("https://@h")]
    [InlineData("https:/u:hush@h")]
    [InlineData("https//u:hush@h")]

    // A token in front of the host.
    [InlineData("https://«hush»@h/x")]
    [InlineData("https://«hush»:@h/x")]
    [InlineData("https%3A%2F%2F«hush»%40h")]

    // A secret by its name.
    [InlineData("token=«hush»")]
    [InlineData("x?token=«hush»&b=c")]
    [InlineData("my_token = «hush», b")]
    [InlineData("my-token=«hush»;b")]
    [InlineData("token=«hu%26sh»&b")]
    [InlineData("token=«hu+sh»&b")]
    [InlineData("token=+«hush» b")]
    [InlineData("token%3D«hush» b")]
    [InlineData("token%3D«hush»%26b")]
    [InlineData("token=«hush»\\n")]
    [InlineData("{token=«hush»}")]
    [InlineData("[token=«hush»]")]
    [InlineData("<token=«hush»>")]
    [InlineData("token=«hush»<b")]
    [InlineData("token=«hush»{b")]
    [InlineData("token=«hush»\tb")]
    [InlineData("\"token\":«4711»,b")]
    [InlineData("'token' : «4711»}b")]
    [InlineData("\"token\":null,b")]
    [InlineData("token=null")]
    [InlineData("token=«nullx»")]
    [InlineData("\"token\":\"«null»\"")]
    [InlineData("\"token\":\"«hu\\\"sh»\",b")]
    [InlineData("\"token\":\"«hu'sh»\",b")]
    [InlineData("\"token\":\"«hu, sh»\"")]
    [InlineData("\"token\":\"«hush")]
    [InlineData("\"token\":\"\",b")]
    [InlineData("\"token\":")]
    [InlineData("token=")]
    [InlineData("token=\"«hush»\" b")]
    [InlineData("token:'«hush»' b")]
    [InlineData("{\\\"token\\\":\\\"«hu\\\\\\\"sh»\\\",\\\"b\\\":1}")]
    [InlineData("{&quot;token&quot;:&quot;«hu»\"sh")]
    [InlineData("{&quot;token&quot;:&quot;«hu\\u0022sh»&quot;}")]
    [InlineData("%7B%22token%22%3A%22«hu%5C%22sh»%22%7D")]
    [InlineData("%7B%22token%22%3A%22«hu\\u0022sh»%22%7D")]
    [InlineData("\"token\":«[\"hush\",[\"hush\"]]»,b")]
    [InlineData("\"token\":«{\"x\":\"hu}sh\",\"y\":{\"z\":1}}»,b")]
    [InlineData("\"token\":«[\"hush\"")]
    [InlineData("\\\"token\\\":«[\\\"hu]sh\\\"]»,b")]
    [InlineData("external_id: «hush» b")]
    [InlineData("The AuthToken: «hush», b")]
    [InlineData("authToken : «hush»")]
    [InlineData("the token: hush")]
    [InlineData("the token hush")]
    [InlineData("the page_token=hush")]
    [InlineData("a:hush")]
    [InlineData("=hush")]
    [InlineData("\":hush")]

    // The value of a header.
    [InlineData("Basic «QUM6aHVzaDE=» b")]
    [InlineData("basic+«abcdefg1»")]
    [InlineData("BEARER \t«abcDefgh»\"")]
    [InlineData("Bearer «a.b-c_d~e/f+1%»")]
    [InlineData("Basic%20«abcdefg1»")]
    [InlineData("x-Bearer «abcdefg1»")]
    [InlineData("Basic abcdef1")]
    [InlineData("Basic abcdefgh")]
    [InlineData("Basic ABCDEFGH")]
    [InlineData("Basic Abcdefgh")]
    [InlineData("Basicabcdefg1")]
    [InlineData("aBasic abcdefg1")]
    [InlineData("bas1c abcdefg1")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    public void A_secret_is_found_by_what_stands_around_it(string marked)
    {
        string text = marked.Replace("«", string.Empty, StringComparison.Ordinal).Replace("»", string.Empty, StringComparison.Ordinal);
        var expected = new System.Text.StringBuilder();
        bool secret = false;
        foreach (char c in marked)
        {
            if (c == '«') expected.Append(SecretMask.Mask);
            secret = c == '«' || (secret && c != '»');
            if (!secret && c != '»') expected.Append(c);
        }

        Assert.Equal(expected.ToString(), SecretMask.MaskText(text));
        Assert.Equal(expected.ToString(), new Redactor([]).Redact(text));
    }

    [Fact]
    public void A_name_is_looked_at_for_its_last_64_characters()
    {
        Assert.Equal(new string('a', 100) + "token=********", SecretMask.MaskText(new string('a', 100) + "token=hush"));
        Assert.Equal("token" + new string('a', 100) + "=hush", SecretMask.MaskText("token" + new string('a', 100) + "=hush"));
    }
}
