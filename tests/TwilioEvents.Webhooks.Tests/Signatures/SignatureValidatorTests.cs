using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Signatures;

public sealed class SignatureValidatorTests
{
    private const string Token = "12345";
    private const string Body = "{\"property\": \"value\", \"boolean\": true}";
    private const string Hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=" + Hash;
    private const string Signature = "a9nBmqA0ju/hNViExpshrM61xv4=";

    [Theory]
    [InlineData(Url, Signature)]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + Hash, "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void The_published_signatures_are_right_for_their_body_alone(string url, string signature)
    {
        Assert.True(Validate(url, signature).IsValid);
        Assert.False(Validate(url, signature, Body + " ").IsValid);
    }

    [Fact]
    public void Every_tampered_byte_is_refused()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        for (int i = 0; i < body.Length; i++)
        {
            byte[] tampered = [.. body];
            tampered[i] ^= 1;
            Assert.False(Validator(Token).Validate(Url, tampered, [Signature]).IsValid);
        }

        Assert.All(Tampered(Signature), signature => Assert.False(Validate(Url, signature).IsValid));
        Assert.All(Tampered(Url), url => Assert.False(Validate(url, Signature).IsValid, url));
        Assert.False(Validator("12346").Validate(Url, body, [Signature]).IsValid);
        Assert.True(Validator(Token).Validate(Url, body, [Signature]).IsValid);
    }

    [Theory]
    [InlineData("https://a.example/p", "https://a.example/p", true)]
    [InlineData("https://a.example/p", "https://a.example:443/p", true)]
    [InlineData("https://a.example:443/p", "https://a.example/p", true)]
    [InlineData("http://a.example:80/p", "http://a.example/p", true)]
    [InlineData("http://a.example/p", "http://a.example:80/p", true)]
    [InlineData("https://a.example:8443/p", "https://a.example/p", true)]
    [InlineData("https://a.example:8443/p", "https://a.example:8443/p", true)]
    [InlineData("https://a.example/p", "https://a.example:8443/p", false)]
    [InlineData("https://a.example/p", "https://a.example:80/p", false)]
    [InlineData("https://a.example/p", "http://a.example/p", false)]
    [InlineData("https://u:s%40@a.example/p", "https://u:s%40@a.example/p", true)]
    [InlineData("https://u:s%40@a.example/p", "https://a.example/p", true)]
    [InlineData("https://u:s@a.example/p", "https://a.example:443/p", true)]
    [InlineData("https://u:s@a.example:443/p", "https://u:s@a.example/p", true)]
    [InlineData("https://a.example/p", "https://u:s@a.example/p", false)]
    [InlineData("https://u:s@a.example/p", "https://u:t@a.example/p", false)]
    [InlineData("HTTPS://A.Example/p", "https://a.example/p", true)]
    [InlineData("HTTPS://A.Example/p", "HTTPS://A.Example:443/p", true)]
    [InlineData("https://U:S@A.Example/p", "https://U:S@a.example/p", true)]
    [InlineData("https://a.example/p", "https://a.example/P", false)]
    [InlineData("https://a.example/p/", "https://a.example/p", false)]
    [InlineData("https://a.example/%7Ep", "https://a.example/~p", false)]
    [InlineData("https://a.example/a/../p", "https://a.example/p", false)]
    [InlineData("https://a.example/a/../p", "https://a.example:443/a/../p", true)]
    [InlineData("https://a.example/é ü", "https://a.example:443/é ü", true)]
    [InlineData("https://a.example", "https://a.example:443", true)]
    [InlineData("https://a.example/x:8080/y@z", "https://a.example:443/x:8080/y@z", true)]
    [InlineData("http://[::1]/p", "http://[::1]:80/p", true)]
    [InlineData("http://[::1]:8080/p", "http://[::1]/p", true)]
    public void What_stands_before_the_path_may_differ_and_nothing_else(string given, string signedUrl, bool isValid)
    {
        string query = "?q=%20+&bodySHA256=" + Hash;
        Assert.Equal(isValid, Validate(given + query, Oracle.Sign(signedUrl + query, Token)).IsValid);
    }

    [Theory]
    [InlineData("bodySHA256=" + Hash, true)]
    [InlineData("bodySHA256=0A1FF7634D9AB3B95DB5C9A2DFE9416E41502B283A80C7CF19632632F96E6620", true)]
    [InlineData("a=b&bodySHA256=" + Hash + "&c", true)]
    [InlineData("bodySHA256=" + Hash + "&bodySHA256=" + Hash, true)]
    [InlineData("?bodySHA256=" + Hash, true)]
    [InlineData("bodySHA256=" + Hash + "&bodySHA256=0", false)]
    [InlineData("bodySHA256=0&bodySHA256=" + Hash, false)]
    [InlineData("bodySHA256=" + Hash + "&bodySHA256", false)]
    [InlineData("bodySHA256=" + Hash + "&bodySHA256=", false)]
    [InlineData("bodySHA256=" + Hash + "=" + Hash, false)]
    [InlineData("bodysha256=" + Hash, false)]
    [InlineData("xbodySHA256=" + Hash, false)]
    [InlineData("a#?bodySHA256=" + Hash, false)]
    [InlineData("bodySHA256", false)]
    [InlineData("bodySHA256=", false)]
    [InlineData("a=b", false)]
    [InlineData("", false)]
    public void The_hash_of_the_body_must_be_in_the_query_each_time_it_stands_there(string query, bool isValid)
    {
        string url = "https://a.example/p?" + query;
        Assert.Equal(isValid, Validate(url, Oracle.Sign(url, Token)).IsValid);
    }

    [Fact]
    public void The_reason_says_what_is_wrong()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        Assert.Null(Validate(Url, Signature).Reason);
        Assert.Equal("Valid", Validate(Url, Signature).ToString());
        Assert.Contains("no signature", Validator(Token).Validate(Url, body, []).Reason, StringComparison.Ordinal);
        Assert.Contains("no signature", Validator(Token).Validate(Url, body, [string.Empty]).Reason, StringComparison.Ordinal);
        Assert.Contains("no bodySHA256", Validate("https://a.example/p", Signature).Reason, StringComparison.Ordinal);
        Assert.Contains("body is not the one that was signed", Validate(Url, Signature, "{}").Reason, StringComparison.Ordinal);
        Assert.Contains("another Auth Token, or for another URL", Validate(Url, Oracle.Sign(Url, "other")).Reason,
            StringComparison.Ordinal);
        Assert.Contains("no Auth Token", Validator().Validate(Url, body, [Signature]).Reason, StringComparison.Ordinal);
        Assert.Contains("'k2'", ByKey("key=k2,algorithm=HMAC_SHA256").Reason, StringComparison.Ordinal);
        Assert.Contains("does not name one key", ByKey("key=k1,algorithm=HMAC_MD5").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_of_several_tokens_and_of_several_signatures_may_be_right()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        Assert.True(Validator("old", Token, "new").Validate(Url, body, ["other", Signature]).IsValid);
        Assert.False(Validator("old", "new").Validate(Url, body, ["other", Signature]).IsValid);
    }

    [Fact]
    public void An_empty_secret_is_refused_and_white_space_around_one_is_taken_off()
    {
        Assert.Throws<ArgumentException>(() => Validator(Token, " \n"));
        Assert.Throws<ArgumentException>(
            () => new SignatureValidator([], new Dictionary<string, SecureString> { ["k"] = Oracle.Secret(string.Empty) }));
        Assert.True(Validator(" " + Token + "\r\n").Validate(Url, Encoding.UTF8.GetBytes(Body), [Signature]).IsValid);
    }

    [Theory]
    [InlineData("key=k1,algorithm=HMAC_SHA256", true)]
    [InlineData(" algorithm = hmac_sha256 , key = k1 ", true)]
    [InlineData("key=k1,algorithm=HMAC_SHA256,more=1", true)]
    [InlineData("key=k1,algorithm=HMAC_SHA1", false)]
    [InlineData("key=k1", false)]
    [InlineData("key=k2,algorithm=HMAC_SHA256", false)]
    [InlineData("key=k3,algorithm=HMAC_SHA256", false)]
    [InlineData("algorithm=HMAC_SHA256", false)]
    [InlineData("key=k1,key=k3,algorithm=HMAC_SHA256", false)]
    [InlineData("key=k1,algorithm=HMAC_SHA256,algorithm=HMAC_SHA1", false)]
    [InlineData("nonsense", false)]
    public void A_shared_key_signs_where_the_header_names_it(string settings, bool isValid) =>
        Assert.Equal(isValid, ByKey(settings).IsValid);

    [Fact]
    public void A_header_in_two_parts_is_one()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        string signature = Oracle.Sign(Url, "shared", "HMAC_SHA256");
        Assert.True(KeyValidator().Validate(Url, body, [signature], ["key=k1", "algorithm=HMAC_SHA256"]).IsValid);
        Assert.True(KeyValidator().Validate(Url, body, [Oracle.Sign(Url, "shared")], ["key=k1"]).IsValid);
    }

    [Fact]
    public void An_Auth_Token_does_not_step_in_for_a_shared_key_nor_the_other_way_round()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        Assert.True(KeyValidator().Validate(Url, body, [Signature]).IsValid);
        Assert.False(KeyValidator().Validate(Url, body, [Signature], ["key=k1,algorithm=HMAC_SHA1"]).IsValid);
        Assert.False(KeyValidator().Validate(Url, body, [Oracle.Sign(Url, "shared")]).IsValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/p?bodySHA256=" + Hash)]
    [InlineData("https://?bodySHA256=" + Hash)]
    [InlineData("https://%?bodySHA256=" + Hash + "%")]
    [InlineData("://@:?bodySHA256=" + Hash)]
    public void No_address_is_an_error(string url) => Assert.False(Validate(url, Signature).IsValid);

    private static IEnumerable<string> Tampered(string text) => Enumerable.Range(0, text.Length).SelectMany(i => new[]
    {
        text.Remove(i, 1), text.Insert(i, "x"), text.Remove(i, 1).Insert(i, text[i] == 'x' ? "y" : "x"),
    });

    private static SignatureValidation ByKey(string settings) =>
        KeyValidator().Validate(Url, Encoding.UTF8.GetBytes(Body), [Oracle.Sign(Url, "shared", "HMAC_SHA256")], [settings]);

    private static SignatureValidator KeyValidator() => new([Oracle.Secret(Token)],
        new Dictionary<string, SecureString> { ["k1"] = Oracle.Secret("shared"), ["k3"] = Oracle.Secret("other") });

    private static SignatureValidation Validate(string url, string signature, string body = Body) =>
        Validator(Token).Validate(url, Encoding.UTF8.GetBytes(body), [signature]);

    private static SignatureValidator Validator(params string[] tokens) => new(tokens.Select(Oracle.Secret));
}
