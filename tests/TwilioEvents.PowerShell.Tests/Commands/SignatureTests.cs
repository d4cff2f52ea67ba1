using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What Test-TwilioSignature takes, and what it says. Which signatures are right is tested without PowerShell.</summary>
public sealed class SignatureTests : IDisposable
{
    private const string Token = "12345";
    private const string Body = "{\"property\": \"value\", \"boolean\": true}";
    private const string Signature = "y77kIzt2vzLz71DgmJGsen2scGs=";
    private const string Call = "Test-TwilioSignature $args[0] -Body $args[1] -AuthToken $args[2] ";
    private const string Url =
        "https://mycompany.com/myapp.php?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private readonly ModuleEngine engine = new();

    public void Dispose() => this.engine.Dispose();

    [Fact]
    public void A_body_is_text_or_bytes()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Body);
        foreach (object body in new object[] { Body, bytes, bytes.Cast<object>().ToArray(), PSObject.AsPSObject(Body), bytes.ToList() })
            Assert.True(this.IsValid(Call + "-Signature $args[3]", Url, body, Secret(Token), Signature), body.GetType().Name);
        Assert.False(this.IsValid(Call + "-Signature $args[3]", Url, Body + "\n", Secret(Token), Signature));
        Assert.False(this.IsValid(Call + "-Signature $args[3]", Url, string.Empty, Secret(Token), Signature));
    }

    [Fact]
    public void Any_other_body_is_an_error_that_says_where_the_raw_one_is()
    {
        object?[] bodies = [new Hashtable { ["property"] = "value" }, new PSObject(), 5, null, new[] { "{", "}" }, new object[] { 1, "a" }];
        foreach (object? body in bodies)
        {
            Result result = this.engine.Run(Call + "-Signature $args[3]", Url, body, Secret(Token), Signature);
            ErrorRecord error = Assert.Single(result.Errors);
            Assert.StartsWith("TwilioInputInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            foreach (string said in new[] { "the raw body, not the parsed one", "$Request.RawBody", "$WebEvent.Request.RawBody" })
                Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
            Assert.Empty(result.Output);
            Assert.Null(result.Terminating);
        }
    }

    [Fact]
    public void Headers_are_whatever_frameworks_have_them_in()
    {
        var collection = new NameValueCollection { { "x-twilio-signature", "another" }, { "X-TWILIO-SIGNATURE", Signature } };
        var web = new WebHeaderCollection { { "X-Twilio-Signature", Signature } };
        using var request = new HttpRequestMessage();
        request.Headers.Add("X-Twilio-Signature", Signature);
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("x-twilio-signature", new object[] { PSObject.AsPSObject(Signature) }));
        object[] all =
        [
            new Hashtable { ["X-Twilio-Signature"] = Signature }, new Hashtable { ["x-twilio-SIGNATURE"] = new[] { "another", Signature } },
            new Dictionary<string, string> { ["x-twilio-signature"] = Signature },
            new OrderedDictionary { ["X-Twilio-Signature"] = Signature },
            new Dictionary<string, string[]> { ["x-Twilio-Signature"] = [Signature] }, collection, web, request.Headers, row,
        ];
        foreach (object headers in all)
            Assert.True(this.IsValid(Call + "-Headers $args[3]", Url, Body, Secret(Token), headers), headers.GetType().Name);
        foreach (object headers in new object[] { new Hashtable(), new Hashtable { ["X-Twilio-Signature"] = null },
            new NameValueCollection() })
            Assert.False(this.IsValid(Call + "-Headers $args[3]", Url, Body, Secret(Token), headers));
    }

    [Theory]
    [InlineData("'X-Twilio-Signature: x'")]
    [InlineData("$null")]
    [InlineData("5")]
    [InlineData("@('a', 'b')")]
    public void What_cannot_be_headers_is_an_error(string headers)
    {
        Result result = this.engine.Run(Call + "-Headers " + headers, Url, Body, Secret(Token));
        Assert.StartsWith("TwilioInputInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Headers takes", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Uri_is_taken_as_it_was_written()
    {
        string url =
            "https://a.example/a%20b?q=%7E%41&bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        Assert.True(this.IsValid(Call + "-Signature $args[3]", new Uri(url), Body, Secret(Token), Sign(url, Token)));
        Assert.True(this.IsValid(Call + "-Signature $args[3]", url, Body, Secret(Token), Sign(url, Token)));
    }

    [Fact]
    public void Any_of_several_tokens_may_have_signed()
    {
        object tokens = new object[] { Secret("old"), PSObject.AsPSObject(Secret(Token)) };
        Assert.True(this.IsValid(Call + "-Signature $args[3]", Url, Body, tokens, Signature));
        Assert.False(this.IsValid(Call + "-Signature $args[3]", Url, Body, new[] { Secret("old"), Secret("new") }, Signature));
    }

    [Fact]
    public void Without_a_token_the_connection_has_it()
    {
        const string Account = "AC11111111111111111111111111111111",
            Check = "Test-TwilioSignature $args[0] -Body $args[1] -Signature $args[2]";
        ErrorRecord none = Assert.Single(this.engine.Run("Disconnect-TwilioEvents; " + Check, Url, Body, Signature).Errors);
        Assert.StartsWith("TwilioNotConnected,", none.FullyQualifiedErrorId, StringComparison.Ordinal);
        this.engine.Must("Connect-TwilioEvents -AccountSid $args[0] -AuthToken $args[1] -Name right", Account, Secret(Token));
        Assert.True(this.IsValid(Check, Url, Body, Signature));
        this.engine.Must("Connect-TwilioEvents -AccountSid $args[0] -AuthToken $args[1] -Name wrong", Account, Secret("another"));
        Assert.False(this.IsValid(Check, Url, Body, Signature));
        Assert.True(this.IsValid(Check + " -Connection right", Url, Body, Signature));
        Assert.True(this.IsValid(Check + " -Connection (Get-TwilioEventsConnection right)", Url, Body, Signature));
        foreach (string connection in new[] { "$null", "''", "nobody" })
        {
            ErrorRecord error = Assert.Single(this.engine.Run(Check + " -Connection " + connection, Url, Body, Signature).Errors);
            Assert.StartsWith("TwilioConnectionNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_connection_with_an_API_key_cannot_check_and_says_so()
    {
        const string Check = "Test-TwilioSignature $args[0] -Body $args[1] -Signature $args[2]";
        this.engine.Must("Connect-TwilioEvents -AccountSid AC11111111111111111111111111111111 -ApiKey SK11111111111111111111111111111111 "
            + "-ApiSecret $args[0] -Name key", Secret(Token));
        Result result = this.engine.Run(Check, Url, Body, Signature);
        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioAuthTokenNeeded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("key SK11111111111111111111111111111111", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-AuthToken", error.Exception.Message, StringComparison.Ordinal);
        Assert.True(this.IsValid(Check + " -AuthToken $args[3]", Url, Body, Signature, Secret(Token)));
    }

    [Fact]
    public void A_shared_key_checks_what_it_signed_and_needs_no_connection()
    {
        const string Check = "Test-TwilioSignature $args[0] -Body $args[1] -Headers $args[2] -SharedKey $args[3] -Detailed";
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes("shared"), Encoding.UTF8.GetBytes(Url)));
        var headers = new Hashtable
        {
            ["X-Twilio-Signature"] = signature, ["x-twilio-webhooks-signature-settings"] = "key=k1,algorithm=HMAC_SHA256",
        };
        this.engine.Must("Disconnect-TwilioEvents");
        Assert.True(this.Check(Check, Url, Body, headers, new Hashtable { ["k1"] = Secret("shared") }).IsValid);
        Assert.False(this.Check(Check, Url, Body, headers, new Hashtable { ["k1"] = Secret("another") }).IsValid);
        Assert.Contains("'k1'", this.Check(Check, Url, Body, headers, new Hashtable { ["k2"] = Secret("shared") }).Reason,
            StringComparison.Ordinal);
        headers.Remove("x-twilio-webhooks-signature-settings");
        Assert.Contains("no Auth Token", this.Check(Check, Url, Body, headers, new Hashtable { ["k1"] = Secret("shared") }).Reason,
            StringComparison.Ordinal);
        Assert.Contains("parameter set",
            Assert.Single(this.engine.Run("Test-TwilioSignature a -Body b -Signature c -SharedKey @{}").Errors).Exception.Message,
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("-AuthToken $null", "-AuthToken is null")]
    [InlineData("-AuthToken @()", "-AuthToken is empty")]
    [InlineData("-AuthToken unmistakable", "plain text")]
    [InlineData("-AuthToken ([securestring]::new())", "An Auth Token is empty")]
    [InlineData("-AuthToken 5", "type Int32")]
    [InlineData("-SharedKey @{ k = 'unmistakable' }", "The shared key 'k' is a plain text")]
    [InlineData("-SharedKey @{ k = [securestring]::new() }", "A shared key is empty")]
    [InlineData("-SharedKey @{}", "-SharedKey takes a hashtable")]
    [InlineData("-SharedKey unmistakable", "-SharedKey takes a hashtable")]
    public void A_secret_that_is_none_is_an_error_that_does_not_repeat_it(string given, string said)
    {
        Result result = this.engine.Run("Test-TwilioSignature $args[0] -Body $args[1] -Headers @{} " + given, Url, Body);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unmistakable", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("$u -Body $b -AuthToken $t -Signature $null")]
    [InlineData("$u -Body $b -AuthToken $t -Signature ''")]
    [InlineData("$u -Body $b -AuthToken $t -Signature ('a', 'b')")]
    [InlineData("$u -Body $null -AuthToken $t -Signature a")]
    [InlineData("$u -Body '' -AuthToken $t -Signature a")]
    [InlineData("$u -Body @() -AuthToken $t -Signature a")]
    [InlineData("'' -Body $b -AuthToken $t -Signature a")]
    [InlineData("$null -Body $b -AuthToken $t -Signature a")]
    [InlineData("('a', 'b') -Body $b -AuthToken $t -Signature a")]
    [InlineData("'/events' -Body $b -AuthToken $t -Signature a")]
    [InlineData("$u -Body $b -AuthToken $t -Headers $null")]
    [InlineData("$u -Body $b -AuthToken $t -Headers @{}")]
    [InlineData("$u -Body $b -AuthToken $null -Signature a")]
    [InlineData("$u -Body $b -AuthToken text -Signature a")]
    [InlineData("$u -Body $b -Connection nobody -Signature a")]
    [InlineData("$u -Body $b -Signature a")]
    public void Whatever_a_sender_sends_and_a_setup_lacks_a_condition_refuses(string call)
    {
        Result result = this.engine.Run("Disconnect-TwilioEvents; $u, $b, $t = $args; if (-not (Test-TwilioSignature " + call
            + ")) { 'refused'; return }; 'let through'", Url, Body, Secret(Token));
        Assert.Equal(["refused"], result.Output.Select(one => one.ToString()));
        Assert.Equal(["refused"], this.engine.Run("Disconnect-TwilioEvents; $u, $b, $t = $args; if (Test-TwilioSignature " + call
            + ") { 'let through' } else { 'refused' }", Url, Body, Secret(Token)).Output.Select(one => one.ToString()));
    }

    [Fact]
    public void Detailed_says_why()
    {
        const string Check = Call + "-Signature $args[3] -Detailed";
        Assert.Null(this.Check(Check, Url, Body, Secret(Token), Signature).Reason);
        Assert.Contains("no signature", this.Check(Check, Url, Body, Secret(Token), string.Empty).Reason, StringComparison.Ordinal);
        Assert.Contains("no bodySHA256", this.Check(Check, "https://a.example/", Body, Secret(Token), Signature).Reason,
            StringComparison.Ordinal);
        Assert.Contains("body is not the one", this.Check(Check, Url, "{}", Secret(Token), Signature).Reason, StringComparison.Ordinal);
        Assert.Contains("another Auth Token, or for another URL", this.Check(Check, Url, Body, Secret("a"), Signature).Reason,
            StringComparison.Ordinal);
    }

    private static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    private static string Sign(string url, string token)
    {
#pragma warning disable CA5350 // Twilio's algorithm.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(url)));
#pragma warning restore CA5350
    }

    private bool IsValid(string script, params object?[] arguments) =>
        (bool)Assert.Single(this.engine.Must(script, arguments).Output).BaseObject;

    private (bool IsValid, string? Reason) Check(string script, params object?[] arguments)
    {
        PSObject result = Assert.Single(this.engine.Must(script, arguments).Output);
        Assert.Equal("TwilioEvents.SignatureValidation", result.TypeNames[0]);
        return ((bool)result.Properties["IsValid"].Value, (string?)result.Properties["Reason"].Value);
    }
}
