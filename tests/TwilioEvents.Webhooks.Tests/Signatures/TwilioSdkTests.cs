using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using CsCheck;
using Twilio.Security;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Signatures;

/// <summary>
/// The validator says what Twilio's own SDK says, over random requests; and where it does not, each difference stands below
/// with its reason and with both answers.
/// </summary>
public sealed class TwilioSdkTests
{
    private const string BodyText = "[{\"type\":\"a\"}]";

    private static readonly Gen<string> Scheme = OneOf("https", "http");

    private static readonly Gen<string> Host = Gen.Select(Label, Label, OneOf(".example", ".ngrok.app", ".twil.io"),
        (first, second, last) => first + "." + second + last);

    // Without :443 and :80, which are a difference of their own.
    private static readonly Gen<string> Port = Gen.OneOf(
        Gen.Const(string.Empty), Gen.Int[1, 65535].Where(port => port is not (80 or 443)).Select(port => ":" + port));

    private static readonly Gen<string> Path = Part.Array[0, 4].Select(parts => "/" + string.Join("/", parts));

    private static readonly Gen<string> Pairs = Gen.Select(Part, Part, (name, value) => name + "=" + value).Array[0, 3]
        .Select(pairs => string.Concat(pairs.Select(pair => pair + "&")));

    private static readonly Gen<string> Key = Gen.Char['!', '~'].Array[1, 40].Select(characters => new string(characters));

    private static readonly Gen<string> Body = Gen.OneOf(Gen.String, Gen.Const(string.Empty), Gen.Const(BodyText));

    private static Gen<string> Label => Gen.Char['a', 'z'].Array[1, 8].Select(characters => new string(characters));

    // What an address can hold without being written anew by .NET.
    private static Gen<string> Part =>
        OneOf("a", "Z", "9", "-", "_", ".x", "~", "%20", "%2F", "%C3%A9", "+", "bodySHA25").Array[1, 6].Select(string.Concat);

    [Fact]
    public void Whatever_the_request_and_whatever_is_wrong_with_it_both_say_the_same() =>
        Gen.Select(
            Gen.Select(Scheme, Host, Port, Path, Pairs),
            Body,
            Gen.Select(Key, Key, OneOf("HMAC_SHA1", "HMAC_SHA256")),
            Gen.Select(Gen.Int[0, 1], Gen.Enum<Wrong>(), Gen.Int[0, 9999]))
        .Sample((address, body, keys, chosen) =>
        {
            (string scheme, string host, string port, string path, string pairs) = address;
            (string key, string otherKey, string algorithm) = keys;
            (int variant, Wrong wrong, int place) = chosen;
            string rest = path + "?" + pairs + "bodySHA256=" + Oracle.Hash(Encoding.UTF8.GetBytes(body));
            string url = scheme + "://" + host + port + rest;
            string otherPort = port.Length > 0 ? string.Empty : scheme == "https" ? ":443" : ":80";
            string signed = variant == 0 ? url : scheme + "://" + host + otherPort + rest;
            if (wrong == Wrong.Url) signed = Tamper(signed, place);
            string signature = Oracle.Sign(signed, wrong == Wrong.Key ? otherKey + "x" + key : key, algorithm);
            if (wrong == Wrong.Signature) signature = Tamper(signature, place);
            string sent = wrong == Wrong.Body ? Tamper(body + " ", place) : body;

            bool ours = Validator(key, algorithm).Validate(url, Encoding.UTF8.GetBytes(sent), [signature], Settings(algorithm)).IsValid;
            bool theirs = new RequestValidator(key).Validate(url, sent, signature, algorithm);
            return ours == theirs && ours == (wrong == Wrong.Nothing);
        }, iter: 10_000);

    [Fact]
    public void Any_text_that_was_signed_as_it_was_given_is_right_for_both() =>
        Gen.Select(Gen.Char[' ', '\uD7FF'].Where(c => c != '#').Array[0, 30].Select(c => new string(c)), Key).Sample((path, key) =>
        {
            string url = "https://a.example/" + path + "?bodySHA256=" + Oracle.Hash(Encoding.UTF8.GetBytes(BodyText));

            // A name of the parameter in the middle of the text would be a hash that is wrong.
            if (path.Contains('?', StringComparison.Ordinal)) return true;
            string signature = Oracle.Sign(url, key);
            return Validator(key).Validate(url, Encoding.UTF8.GetBytes(BodyText), [signature]).IsValid
                && new RequestValidator(key).Validate(url, BodyText, signature);
        }, iter: 3_000);

    public static TheoryData<string, string, string, string, bool, bool> Differences() => new()
    {
        // Reason; the given URL; the signed URL; the query; ours; theirs.
        { "The SDK does not take off a default port that is given.", "https://a.example:443", "https://a.example", "{right}", true, false },
        { "The SDK does not take off a default port that is given.", "http://a.example:80", "http://a.example", "{right}", true, false },
        { "Hexadecimal digits are the same in either case.", "https://a.example", "https://a.example", "{upper}", true, false },
        { "The SDK looks at the last of two hashes alone.", "https://a.example", "https://a.example", "{wrong}&{right}", false, true },
        { "User information may be taken off on the way.", "https://u:s@a.example", "https://a.example", "{right}", true, false },
        { "The name of a host is the same in either case.", "https://A.Example", "https://a.example", "{right}", true, false },
        { "The SDK cuts a value at a second equals sign.", "https://a.example", "https://a.example", "{right}=more", false, true },
        {
            "The SDK writes the path anew when it adds a port.",
            "https://a.example/a/../b", "https://a.example:443/a/../b", "{right}", true, false
        },
        {
            "The SDK writes the path anew when it adds a port.",
            "https://a.example/a/../b", "https://a.example:443/b", "{right}", false, true
        },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Each_known_difference_has_a_reason(string reason, string given, string signedUrl, string query, bool ours, bool theirs)
    {
        string hash = Oracle.Hash(Encoding.UTF8.GetBytes(BodyText));
        string written = "?" + query.Replace("{right}", "bodySHA256=" + hash, StringComparison.Ordinal)
            .Replace("{upper}", "bodySHA256=" + hash.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{wrong}", "bodySHA256=00", StringComparison.Ordinal);
        string signature = Oracle.Sign(signedUrl + written, "key");
        Assert.True(ours == Validator("key").Validate(given + written, Encoding.UTF8.GetBytes(BodyText), [signature]).IsValid, reason);
        Assert.True(theirs == new RequestValidator("key").Validate(given + written, BodyText, signature), reason);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_hashed_as_they_are_and_the_SDK_takes_text_alone()
    {
        byte[] body = [0xFF, 0xFE, 0x80, (byte)'a'];
        string url = "https://a.example/?bodySHA256=" + Oracle.Hash(body), signature = Oracle.Sign(url, "key");
        Assert.True(Validator("key").Validate(url, body, [signature]).IsValid);
        Assert.False(new RequestValidator("key").Validate(url, Encoding.UTF8.GetString(body), signature));
    }

    [Fact]
    public void What_the_SDK_throws_at_is_false()
    {
        string url = "https://a.example/?bodySHA256=" + Oracle.Hash(Encoding.UTF8.GetBytes(BodyText));
        Assert.False(Validator("key").Validate(url, Encoding.UTF8.GetBytes(BodyText), [string.Empty]).IsValid);
        Assert.Throws<ArgumentException>(() => new RequestValidator("key").Validate(url, BodyText, string.Empty));
        const string Bare = "https://a.example/?bodySHA256";
        string signature = Oracle.Sign(Bare, "key");
        Assert.False(Validator("key").Validate(Bare, Encoding.UTF8.GetBytes(BodyText), [signature]).IsValid);
        Assert.Throws<IndexOutOfRangeException>(() => new RequestValidator("key").Validate(Bare, BodyText, signature));
    }

    [Fact]
    public void The_names_of_the_header_and_of_the_algorithms_are_the_SDKs()
    {
        Assert.Equal(RequestValidator.SignatureSettingsHeader, SignatureValidator.SettingsHeader);
        Assert.Equal(RequestValidator.HmacSha256, RequestValidator.GetSignatureAlgorithm(Settings("HMAC_SHA256").Single()));
        Assert.Equal(RequestValidator.HmacSha1, RequestValidator.GetSignatureAlgorithm("key=k"));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Tamper(string text, int place)
    {
        int i = place % text.Length;
        return text.Remove(i, 1).Insert(i, text[i] == 'x' ? "y" : "x");
    }

    private static string[] Settings(string algorithm) => algorithm == "HMAC_SHA1" ? [] : ["key=k,algorithm=" + algorithm];

    private static SignatureValidator Validator(string key, string algorithm = "HMAC_SHA1") => algorithm == "HMAC_SHA1"
        ? new([Oracle.Secret(key)])
        : new([], new Dictionary<string, SecureString> { ["k"] = Oracle.Secret(key) });

    private enum Wrong
    {
        Nothing,
        Url,
        Key,
        Signature,
        Body,
    }
}
