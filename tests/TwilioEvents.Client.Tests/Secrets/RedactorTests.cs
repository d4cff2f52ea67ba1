using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class RedactorTests
{
    private const string Hostile = "Unm1st\"ak+able/Sec\\ret %40é\U0001F600&=<x>'-4711-abcdefgh";

    public static TheoryData<string, string> Encodings()
    {
        var data = new TheoryData<string, string>();
        foreach (string secret in new[] { "5f1d2c3b4a59687766554433221100ff", Hostile, "?>~?>~?>~ in base64 with + and / >?~>?~" })
        {
            foreach (string form in FormsOf(secret)) data.Add(secret, form);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_known_secret_is_found_whole_and_halved_however_it_is_encoded(string secret, string form)
    {
        var redactor = new Redactor([secret]);
        string shown = redactor.Show("It was " + form + " there.");

        // In base64 the last character holds a few bits of the secret and may stay.
        Assert.Matches("^It was \\*{8}.?(=|%3D)* there[.]$", shown);
        foreach (string half in Halves(form))
            Assert.DoesNotContain(half, redactor.Redact("It was " + half + " there."), StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_secret_is_found_in_base64_of_more_than_it()
    {
        var redactor = new Redactor([Hostile]);
        foreach (string before in new[] { "u:", "ab:", "abc:" })
        {
            string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Hostile + "!"));
            string shown = redactor.Redact(base64);
            Assert.InRange(shown.Length, 8, 24);
            Assert.All(Halves(base64), half => Assert.NotEqual(half, redactor.Redact(half)));
        }
    }

    [Theory]
    [InlineData("{\"external_id\":\"hu\\\"s\\\\h\",\"arn\":\"a\"}", "{\"external_id\":\"********\",\"arn\":\"a\"}")]
    [InlineData("{\"message\":\"{\\\"write_key\\\":\\\"hu\\\\\\\"sh\\\",\\\"x\\\":1}\"}",
        "{\"message\":\"{\\\"write_key\\\":\\\"********\\\",\\\"x\\\":1}\"}")]
    [InlineData("SinkConfiguration=%7B%22external_id%22%3A%22hu%5C%22sh%22%2C%22arn%22%3A1%7D&x=1",
        "SinkConfiguration=%7B%22external_id%22%3A%22********%22%2C%22arn%22%3A1%7D&x=1")]
    [InlineData("%257B%2522writeKey%2522%253A%2522hush%2522%257D", "%257B%2522writeKey%2522%253A%2522********%2522%257D")]
    [InlineData("AuthToken=hu%2Bsh&Sid=1", "AuthToken=********&Sid=1")]
    [InlineData("api_secret%3Dhush ", "api_secret%3D********")]
    [InlineData("Invalid external_id: hush, see the page", "Invalid external_id: ********, see the page")]
    [InlineData("The AuthToken: hush is wrong", "The AuthToken: ******** is wrong")]
    [InlineData("api_secret : hush, writeKey%3A%20hush", "api_secret : ********, writeKey%3A%20********")]
    [InlineData("{\"password\": \"hush\", \"token\": 4711}", "{\"password\": \"********\", \"token\": ********}")]
    [InlineData("{&quot;api_key&quot;:&quot;hush&quot;,&quot;a&quot;:1}", "{&quot;api_key&quot;:&quot;********&quot;,&quot;a&quot;:1}")]
    [InlineData("{&quot;api_key&quot;:&quot;hu\\u0022sh%22&quot;,&quot;a&quot;:1}",
        "{&quot;api_key&quot;:&quot;********&quot;,&quot;a&quot;:1}")]
    [InlineData("{'passphrase':'hush'}", "{'passphrase':'********'}")]
    [InlineData("a?api_key=hush&pwd=hush;cookie=hush X-Api-Key=hush", "a?api_key=********&pwd=********;cookie=******** X-Api-Key=********")]
    [InlineData("to https://token@example.com/x and https://sk_live:@example.com",
        "to https://********@example.com/x and https://********:@example.com")]
    [InlineData("{\"connection_string\":\"Server=x;Pwd=hush\",\"passwd\":'hush'}",
        "{\"connection_string\":\"********\",\"passwd\":'********'}")]
    [InlineData("{\"Authorization\":\"Digest hush\"}", "{\"Authorization\":\"********\"}")]
    [InlineData("Authorization: Basic QUM6aHVzaDE=", "Authorization: Basic ********")]
    [InlineData("Authorization%3A%20Bearer%20abcDEF123456", "Authorization%3A%20Bearer%20********")]
    [InlineData("to https://user:hu@sh@example.com/x now", "to https://user:********@example.com/x now")]
    [InlineData("\"https:\\/\\/user:hush@example.com\\/x\"", "\"https:\\/\\/user:********@example.com\\/x\"")]
    [InlineData("u=https%3A%2F%2Fj%2540x%3Ahu%2540sh%40example.com&v=1", "u=https%3A%2F%2Fj%2540x%3A********%40example.com&v=1")]
    [InlineData("u=https%253a%252f%252fuser%253ahush%2540example.com", "u=https%253a%252f%252fuser%253a********%2540example.com")]
    public void A_secret_that_nobody_knows_is_found_by_what_stands_before_it(string text, string shown) =>
        Assert.Equal(shown, new Redactor([]).Show(text));

    [Theory]
    [InlineData("The password is too short: give 12 characters.")]
    [InlineData("The secret is a Sid. Give the Auth Token of the account, or the secret of the API key.")]
    [InlineData("Authentication Error - invalid username, a basic authentication failed")]
    [InlineData("WWW-Authenticate: Basic realm=\"Twilio API 2010\"")]
    [InlineData("See /docs/basic/authentication and C:\\basic\\tokens2")]
    [InlineData("https://example.com:443/@x")]
    [InlineData("https://example.com:8080/a@b?c=d#e")]
    [InlineData("https%3A%2F%2Fexample.com%3A443%2F%40x")]
    [InlineData("2026-01-02T03:04:05Z in 12 ms (try 1), mail joe@example.com at 10:15")]
    [InlineData("https://events.twilio.com/v1/Sinks?PageSize=50&Page=1&PageToken=PTDG4711")]
    [InlineData("{\"external_id\":null,\"arn\":\"arn:aws:kinesis:us-east-1:111122223333:stream/events\"}")]
    [InlineData("Sink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is not there: 100%25, a+b, \\u0041 & &amp;")]
    [InlineData("the token bucket = full")]
    [InlineData("what begins with abc is too short to be looked for")]
    public void Ordinary_text_stays_as_it_is(string text) =>
        Assert.Equal(text, new Redactor(["5f1d2c3b4a59687766554433221100ff", Hostile, "abc"]).Show(text));

    [Fact]
    public void A_secret_on_the_edge_of_a_long_text_is_not_shown_in_part()
    {
        const string Secret = "5f1d2c3b4a59687766554433221100ff";
        var redactor = new Redactor([Secret]);
        string many = string.Concat(Enumerable.Repeat(Secret + Secret + Secret + " ", 400));
        for (int shift = 0; shift < 100; shift++)
        {
            string shown = redactor.Show(new string(' ', shift) + many + Secret, 300);
            Assert.DoesNotContain("5f1d", shown, StringComparison.Ordinal);
            Assert.InRange(shown.Length, 1, 303);
        }
    }

    [Theory]
    [InlineData("%3A%2F%2Fa%3A")]
    [InlineData("://a:")]
    [InlineData("://a:b@")]
    [InlineData(":\\/\\/a:")]
    [InlineData("://a%3A%2F%2Fb%253A%252F%252F")]
    [InlineData("token=")]
    [InlineData("token :    ")]
    [InlineData("\"token\":\"")]
    [InlineData("token:'token:\\\"")]
    [InlineData("Basic ")]
    [InlineData("Bearer abcdefgh")]
    [InlineData("%25")]
    [InlineData("&amp;")]
    [InlineData("\\")]
    [InlineData("&#000")]
    [InlineData("5f1d2c3b")]
    [Trait("Category", "Load")]
    public void A_text_made_to_be_slow_to_read_is_read_to_its_end(string unit)
    {
        // It is not given up, which would show nothing of it: what stands behind is shown.
        var redactor = new Redactor(["5f1d2c3b4a59687766554433221100ff", new string('\\', 40)]);
        string text = string.Concat(Enumerable.Repeat(unit, 60_000 / unit.Length)) + "\"'\"' the end";
        Assert.EndsWith(" the end", redactor.Redact(text), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Load")]
    public void A_long_text_is_no_burden()
    {
        var redactor = new Redactor([Hostile, new string('\\', 40)]);
        var clock = Stopwatch.StartNew();
        foreach (string text in new[] { "://a:b/", "\\", "%25", "%3A%2F%2F", "Basic ", "token=", "\"password\":\"", "a ", "&amp;",
            "Unm1st\\\\" })
        {
            redactor.Show(string.Concat(Enumerable.Repeat(text, 100_000)), 8000);
        }

        // A guard against what grows with the square; not a measure.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        string json = HttpUtility.JavaScriptStringEncode(secret),
            jsonOfOthers =
                Regex.Replace(secret, "[^a-zA-Z0-9 ]", m => "\\u" + ((int)m.Value[0]).ToString("X4", CultureInfo.InvariantCulture)),
                    base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), hexadecimal = EachByte(secret, string.Empty);
        string[] forms =
        [
            secret, Uri.EscapeDataString(secret), Lower(Uri.EscapeDataString(secret)), HttpUtility.UrlEncode(secret),
                WebUtility.UrlEncode(secret), Uri.EscapeDataString(Uri.EscapeDataString(secret)),
            base64, base64.TrimEnd('='), base64.Replace('+', '-').Replace('/', '_'), Uri.EscapeDataString(base64), json, jsonOfOthers,
            HttpUtility.JavaScriptStringEncode(json), Uri.EscapeDataString(json),
            WebUtility.UrlEncode(jsonOfOthers), Uri.EscapeDataString(Uri.EscapeDataString(json)), WebUtility.HtmlEncode(secret),
            WebUtility.HtmlEncode(json), WebUtility.HtmlEncode(WebUtility.HtmlEncode(secret)),
            secret.ToUpperInvariant(), secret.ToLowerInvariant(), WebUtility.UrlEncode(secret.ToUpperInvariant()), hexadecimal,
            hexadecimal.ToLowerInvariant(),
            EachByte(secret, "%"), EachByte(secret, "%").ToLowerInvariant(), EachByte(secret, "\\x"),
            WebUtility.HtmlEncode(EachByte(secret, "%")), EachByte(EachByte(secret, "%"), "%"),
            EachCharacter(secret, "&#", "", ";"), EachCharacter(secret, "&#x", "X", ";"), EachCharacter(secret, "&#x000", "x", ";"),
            Regex.Replace(secret, ".", m => "\\u" + ((int)m.Value[0]).ToString("x4", CultureInfo.InvariantCulture)),
            Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)),
            Regex.Replace(secret, "[\"&<>']", m => "&#x" + ((int)m.Value[0]).ToString("x", CultureInfo.InvariantCulture) + ";"),
        ];
        return forms.Distinct();
    }

    private static string EachByte(string text, string before) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => before + b.ToString("X2", CultureInfo.InvariantCulture)));

    private static string EachCharacter(string text, string before, string format, string behind)
    {
        var written = new StringBuilder();
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            written.Append(before).Append(char.ConvertToUtf32(text, i).ToString(format, CultureInfo.InvariantCulture)).Append(behind);
        return written.ToString();
    }

    private static string Lower(string percentEncoded) => Regex.Replace(percentEncoded, "%..", m => m.Value.ToLowerInvariant());

    private static IEnumerable<string> Halves(string text) => [text[..(text.Length / 2)], text[(text.Length / 2)..]];
}
