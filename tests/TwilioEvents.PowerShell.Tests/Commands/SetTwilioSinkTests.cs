using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class SetTwilioSinkTests
{
    [Fact]
    public void Set_sends_one_form_request_and_writes_the_sink()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        PSObject sink = Assert.Single(engine.Must("Set-TwilioSink " + ModuleEngine.A + " 'Billing events'").Output);
        ReceivedRequest request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/Sinks/" + ModuleEngine.A, request.Line);
        Assert.Equal("Description=Billing+events", request.Text);
        Assert.Matches(@"^TwilioEvents/\d+\.\d+\.\d+ PowerShell/7\.\S+ \(Core; [^()]+\)$", request.Header("User-Agent"));
        Assert.Equal("TwilioEvents.Sink", sink.BaseObject.GetType().FullName);
        Assert.Equal(ModuleEngine.A, sink.ToString());
        Assert.Equal("active", sink.Properties["Status"].Value);
    }

    [Fact]
    public void One_bad_line_fails_alone_and_the_order_stays()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        object[] lines = [.. Enumerable.Range(0, 1000).Select(i => i == 500 ? "what is this" : Sid(i))];
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d", [lines]);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("what is this", error.TargetObject?.ToString());
        Assert.Equal(lines.Where((_, i) => i != 500), result.Output.Select(o => o.ToString()));
        Assert.Equal(999, server.Requests.Count);
    }

    [Theory]
    [InlineData("dgaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "DG is written in capitals")]
    [InlineData("DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "it has 35 characters, not 34")]
    [InlineData("DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaag", "character 34 ('g') is not a hexadecimal digit")]
    [InlineData("DG\u0661aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "character 3 (U+0661) is not allowed there")]
    [InlineData("DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u200B", "character 35 (U+200B) is not allowed there")]
    [InlineData("DGaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaa", "has several lines")]
    [InlineData("DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nDGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "Get-Content does without -Raw")]
    [InlineData("\"DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "quotation marks or separators around it")]
    [InlineData("DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,", "quotation marks or separators around it")]
    [InlineData("DG123", "it has 5 characters, not 34")]
    [InlineData("dg123", "it has 5 characters, not 34")]
    [InlineData("'DG123'", "without them 5 characters, not 34")]
    [InlineData("\"DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",", "without them 33 characters, not 34")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "does not begin with DG")]
    [InlineData("DGaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa", "character 17 (U+0020) is not allowed there")]
    [InlineData("DGarage", "Get-TwilioSink -Description '*DGarage*'")]
    [InlineData("DG for the shop", "Get-TwilioSink -Description '*DG for the shop*'")]
    [InlineData("The orders of our shop in Lisbon 12", "Get-TwilioSink -Description '*The orders")]
    [InlineData("'analytics'", "Get-TwilioSink -Description '*analytics*'")]
    [InlineData("analytics", "Get-TwilioSink -Description '*analytics*'")]
    [InlineData("Bob's sink", "Get-TwilioSink -Description '*Bob''s sink*'")]
    [InlineData("Dgaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0-9, a-f in either case")]
    [InlineData("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "looks like that of an account")]
    [InlineData("DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "looks like that of a subscription")]
    [InlineData("ACzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "does not begin with DG")]
    [InlineData("", "Where-Object { $_ }")]
    [InlineData("   ", "The Sid is blank")]
    public void A_rejected_Sid_says_what_a_right_one_looks_like(string sid, string said)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        ErrorRecord error = Assert.Single(engine.Run("$args[0] | Set-TwilioSink -Description d", [new object[] { sid }]).Errors);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", error.Exception.Message, StringComparison.Ordinal);
        if (sid.Trim().Length > 0)
            Assert.Contains("'" + sid.Replace('\r', ' ').Replace('\n', ' ')[..Math.Min(60, sid.Length)], error.Exception.Message,
                StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_row_without_a_Sid_is_named_as_a_row()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result =
            engine.Run("[pscustomobject]@{ SinkSid = '" + ModuleEngine.A
                + "'; Description = 'x' }, [pscustomobject]@{ Sid = $null; Description = 'x' } | Set-TwilioSink");
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors,
            error => Assert.Contains("has no Sid of a sink in a property Sid", error.Exception.Message, StringComparison.Ordinal));
        Assert.Equal("x", PSObject.AsPSObject(result.Errors[0].TargetObject).Properties["Description"].Value);
    }

    [Theory]
    [InlineData("@{ Sid = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }")]
    [InlineData("[ordered]@{ Sid = 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }")]
    public void A_hashtable_is_told_how_to_be_a_row(string table)
    {
        using var engine = ModuleEngine.WithSandbox();
        ErrorRecord error = Assert.Single(engine.Run(table + " | Set-TwilioSink -Description d").Errors);
        Assert.Contains("Write [pscustomobject] before it", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_around_a_Sid_is_taken_off()
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Equal([ModuleEngine.A, ModuleEngine.B],
            engine.Must("\"" + ModuleEngine.A + "`r`n\", \"`t " + ModuleEngine.B + " \" | Set-TwilioSink -Description d")
                .Output.Select(o => o.ToString()));
        Assert.Single(engine.Must("$args[0] | Set-TwilioSink -Description d", "\uFEFF\u00A0" + ModuleEngine.C).Output);
    }

    [Theory]
    [InlineData("", "is blank")]
    [InlineData(" \t\n", "is blank")]
    [InlineData("half a \\ud83d character", "(U+D83D) at position 8")]
    public void A_blank_or_broken_description_is_rejected_in_words(string description, string said)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        // Half a character does not survive as an argument of a test, so it comes escaped.
        Result result =
            engine.Run("Set-TwilioSink " + ModuleEngine.A + " $args[0]", System.Text.RegularExpressions.Regex.Unescape(description));
        Assert.Contains("The description '", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains(said, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Any_description_arrives_as_it_was()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Gen<string> descriptions =
            Gen.Int[1, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32).Array[1, 30]
                .Select(parts => "x" + string.Concat(parts));
        descriptions.Sample(
            text => (string?)Assert.Single(
                engine.Must("Set-TwilioSink " + ModuleEngine.A + " $args[0] -WarningAction SilentlyContinue", text).Output)
                    .Properties["Description"].Value == text,
            iter: 100,
            threads: 1);
        await Task.CompletedTask;
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Assert.Empty(engine.Must("Set-TwilioSink " + ModuleEngine.A + " 'Billing events' -WhatIf").Output);
        Assert.Contains("What if: Set the description of sink " + ModuleEngine.A + " on " + ModuleEngine.Account + " to 'Billing events'.",
            engine.Engine.Host.Text, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    public void Confirm_asks_with_Sid_and_description(int choice, int sent)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Engine.Host.Choice = choice;
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " 'Billing events' -Confirm");
        Assert.Contains("Set the description of sink " + ModuleEngine.A + " on " + ModuleEngine.Account + " to 'Billing events'?",
            Assert.Single(engine.Engine.Host.Questions), StringComparison.Ordinal);
        Assert.Equal(sent, server.Requests.Count);
    }

    [Fact]
    public async Task Stopping_ends_a_call_in_flight_at_once()
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using var engine = new ModuleEngine();
        engine.Connect(server.BaseUri, timeoutSec: 600);
        using PowerShell shell = PowerShell.Create(engine.Engine.Runspace);
        IAsyncResult running = shell.AddScript("Set-TwilioSink " + ModuleEngine.A + " d").BeginInvoke();
        await server.Arrived.Task;
        long start = Stopwatch.GetTimestamp();
        shell.Stop();

        // Far below the ten minutes of the connection.
        Assert.True(Stopwatch.GetElapsedTime(start) < Hang.Limit);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Theory]
    [InlineData("Ask jane.doe+x@example.co.uk", "the e-mail address 'jane.doe+x@example.co.uk'")]
    [InlineData("call +49 30 1234567 at night", "the telephone number '+49 30 1234567'")]
    [InlineData("(415) 555-2671", "the telephone number '(415) 555-2671'")]
    [InlineData("hotline 020 7946 0958", "the telephone number '020 7946 0958'")]
    [InlineData("mobil 0171/1234567, (030) 1234567", "the telephone number '0171/1234567'")]
    [InlineData("tel:+14155552671", "the telephone number '+14155552671'")]
    [InlineData("+1 415 555-2671", "the telephone number '+1 415 555-2671'")]
    [InlineData("phone:415-555-2671: Jane", "the telephone number '415-555-2671'")]
    [InlineData("0049 (0)30 1234567", "the telephone number '0049 (0)30 1234567'")]
    [InlineData("415\u2011555\u20112671", "the telephone number '415\u2011555\u20112671'")]
    [InlineData("Ask jane@example.xn--zckzah.", "the e-mail address 'jane@example.xn--zckzah'")]
    [InlineData("<jane@163.com>", "the e-mail address 'jane@163.com'")]
    public void Personal_data_gives_a_warning_and_is_sent(string description, string seen)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Must("Set-TwilioSink " + ModuleEngine.A + " $args[0]", description);
        Assert.Contains(seen, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(description, Assert.Single(server.Requests).Field("Description"));
    }

    [Fact]
    public void One_description_with_personal_data_gives_one_warning_before_anything_is_sent()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Must("'" + ModuleEngine.A + "', '" + ModuleEngine.B + "' | Set-TwilioSink -Description 'Ask jane@example.com' -WhatIf");
        Assert.Contains("jane@example.com", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("since 2026-11-23, 23.11.2026, 11/23/2026, 2026-11-23T10:11:12+01:00, 20261123101112")]
    [InlineData("v1.2.3, 10.0.19045.3570, 1.0.0+20241123, 415.555.2671.8, pkg@1.2.3")]
    [InlineData("arn:aws:kinesis:us-east-1:111122223333:stream/twilio-events")]
    [InlineData("build 4155552671, run #20261123.4, job 415555")]
    [InlineData("DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa AC01234567890123456789012345678901")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff and 192.168.100.200:8080")]
    [InlineData("git@github.com:org/repo.git, ssh://git@host.example/x, https://user:pw@host.example/path, x@5.0.0.beta")]
    [InlineData("open 0800-1700, 0900 1700, shift 0600 1400 2200, sprint 042 20261123, range 0101-2026")]
    [InlineData("order 0012 3456 7890, PO 0815-4711, part 0123-456-789, account 0111-2222-3333, run 001-234-567")]
    [InlineData("DE89 3704 0044 0532 0130 00, mac 0044.5566.7788, 00-11-22-33-44-55, card 4111 1111 1111 1111")]
    [InlineData("+52.520008 +13.404954, +37.7749295 -122.4194155, +1000000000, +10000000 bytes, +1 000 000 000, 1.0.0+4155552671")]
    public void What_only_looks_like_personal_data_gives_no_warning(string description)
    {
        using var engine = ModuleEngine.WithSandbox();
        Assert.Empty(engine.Must("Set-TwilioSink " + ModuleEngine.A + " $args[0]", description).Warnings);
    }

    [Fact]
    public void Secrets_are_masked_everywhere_but_in_the_method()
    {
        string json =
            "{\"destination\":\"https://user:hush@example.com/x\",\"external_id\":\"very-secret\",\"deep\":{\"write_key\":\"hidden\","
                + "\"list\":[{\"a\":1}]},\"psobject\":1,\"\":2}";
        using var server = new ScriptedServer(_ => Reply.Http(200, ScriptedServer.SinkJson(ModuleEngine.A, "d", json)));
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Must("$global:sink = Set-TwilioSink " + ModuleEngine.A + " d");
        Assert.Equal("https://user:********@example.com/x", One("$sink.SinkConfiguration.destination"));
        Assert.Equal("********", One("$sink.SinkConfiguration.external_id"));
        Assert.Equal("********", One("$sink.SinkConfiguration.deep.write_key"));
        Assert.Equal(1L, One("$sink.SinkConfiguration.deep.list[0].a"));
        Assert.Equal("https://user:hush@example.com/x", One("$sink.GetSinkConfiguration().destination"));
        Assert.Equal("hidden", One("$sink.GetSinkConfiguration().deep.write_key"));
        Assert.EndsWith("/Test", (string?)One("$sink.Links.sink_test"), StringComparison.Ordinal);
        string serialised = PSSerializer.Serialize(Assert.Single(engine.Must("$sink").Output), 5);
        engine.Must("$sink | Out-Default; $sink.psobject.properties | Out-Default; $sink.SinkConfiguration | Out-Default");
        foreach (string secret in new[] { "hush", "very-secret", "hidden" })
        {
            Assert.DoesNotContain(secret, serialised, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, engine.Engine.Host.Text, StringComparison.Ordinal);
        }

        object? One(string script) => Assert.Single(engine.Must(script).Output).BaseObject;
    }

    [Fact]
    public void Serialising_a_sink_keeps_every_field_null_and_text()
    {
        const string Text = "a\\u0000b\\u001b\\u2028_x0041_\\ud83d\\ude00\\r\\n\\t<&>\\\"";
        const string Configuration = "{\"none\":null,\"a\":{\"b\":{\"c\":[{\"d\":{\"e\":{\"f\":\"deep\"}}}]}},\"text\":\"" + Text + "\"}";
        using var server =
            new ScriptedServer(
                _ => Reply.Http(200,
                    "{\"sid\":\"" + ModuleEngine.A + "\",\"description\":\"" + Text + "\",\"sink_configuration\":" + Configuration
                        + ",\"date_created\":\"2015-07-30T20:00:00+02:00\"}"));
        using var engine = new ModuleEngine(server.BaseUri);
        PSObject sink = Assert.Single(engine.Must("Set-TwilioSink " + ModuleEngine.A + " d").Output);
        string expected = System.Text.RegularExpressions.Regex.Unescape(Text);
        Assert.Equal(expected, sink.Properties["Description"].Value);

        // Twice, as in a job whose output goes to another.
        foreach (PSObject copy in new[] { sink, Copy(sink), Copy(Copy(sink)) })
        {
            Assert.Equal(sink.Properties.Select(property => property.Name), copy.Properties.Select(property => property.Name));
            Assert.Equal((ModuleEngine.A, expected), (copy.Properties["Sid"].Value, copy.Properties["Description"].Value));
            Assert.Equal(new DateTimeOffset(2015, 7, 30, 20, 0, 0, TimeSpan.FromHours(2)).UtcDateTime,
                Assert.Single(engine.Must("$args[0].DateCreated.UtcDateTime", copy).Output).BaseObject);
            Assert.Equal("deep", Assert.Single(engine.Must("$args[0].SinkConfiguration.a.b.c[0].d.e.f", copy).Output).BaseObject);
            Assert.Equal(expected, Assert.Single(engine.Must("$args[0].SinkConfiguration.text", copy).Output).BaseObject);
            Assert.All(["Status", "SinkType", "DateUpdated", "Url", "Links"], name => Assert.Null(copy.Properties[name].Value));
        }

        // As deep as the first command in a job asks for.
        PSObject Copy(PSObject original) =>
            (PSObject)PSSerializer.Deserialize(
                (string)Assert.Single(engine.Must("[System.Management.Automation.PSSerializer]::Serialize($args[0], 2)", original).Output)
                    .BaseObject);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Sid = $id; Description = 'd'; Owner = 'me' } | Set-TwilioSink", "@{Sid=$id; Description=d; Owner=me}")]
    [InlineData("\"  $id \" | Set-TwilioSink -Description d", "  $id ")]
    [InlineData("[pscustomobject]@{ Sid = $id; Owner = 'me' } | Remove-TwilioSink -Confirm:$false", "@{Sid=$id; Owner=me}")]
    [InlineData("'com.twilio.nothing' | Add-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "com.twilio.nothing")]
    [InlineData("[pscustomobject]@{ SinkSid = $id; Description = 'd'; Type = 'com.a'; Owner = 'me' } | New-TwilioSubscription",
        "@{SinkSid=$id; Description=d; Type=com.a; Owner=me}")]
    [InlineData("'com.a', 'com.b' | New-TwilioSubscription d $id", "d")]
    public void What_Twilio_refuses_has_the_whole_input_as_its_target(string command, string target)
    {
        const string Nobody = "DG00000000000000000000000000000000";
        using var engine = ModuleEngine.WithSandbox();
        ErrorRecord error = Assert.Single(engine.Run("$id = '" + Nobody + "'; " + command).Errors);
        Assert.Equal("TwilioApiException", error.Exception.GetType().Name);
        Assert.Equal(target.Replace("$id", Nobody, StringComparison.Ordinal), error.TargetObject.ToString());
    }

    [Fact]
    public void A_sink_that_was_piped_is_the_target_itself()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result =
            engine.Run("$sink = Get-TwilioSink " + ModuleEngine.B
                + "; Remove-TwilioSink $sink.Sid -Confirm:$false; $sink | Set-TwilioSink -Description d -ErrorVariable failed; "
                    + "[object]::ReferenceEquals($sink, $failed[0].TargetObject)");
        Assert.True((bool)Assert.Single(result.Output).BaseObject);
    }

    [Theory]
    [InlineData(400, "TwilioInvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(401, "TwilioAuthenticationFailed", ErrorCategory.AuthenticationError)]
    [InlineData(403, "TwilioPermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData(404, "TwilioNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(409, "TwilioConflict", ErrorCategory.ResourceExists)]
    [InlineData(429, "TwilioRateLimited", ErrorCategory.LimitsExceeded)]
    [InlineData(503, "TwilioUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData(302, "TwilioRedirected", ErrorCategory.InvalidOperation)]
    public void A_status_gives_its_category_and_id(int status, string id, ErrorCategory category)
    {
        using var server =
            new ScriptedServer(
                _ => Reply.Http(status, "{\"code\":20001,\"message\":\"No.\",\"more_info\":\"https://www.twilio.com/docs/errors/20001\"}",
                    headers: "Twilio-Request-Id: RQ9\r\n"));
        using var engine = new ModuleEngine(server.BaseUri);
        ErrorRecord error = Assert.Single(engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -MaximumRetryCount 0").Errors);
        Assert.Equal(id + ",TwilioEvents.Commands.SetTwilioSinkCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(ModuleEngine.A, error.TargetObject);
        Assert.EndsWith(" See https://www.twilio.com/docs/errors/20001", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("errors/20001", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(ModuleEngine.A, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("TwilioEvents.TwilioApiException", error.Exception.GetType().FullName);
        PSObject exception = PSObject.AsPSObject(error.Exception);
        Assert.Equal((status, 20001, "RQ9"),
            ((int)exception.Properties["StatusCode"].Value, (int?)exception.Properties["Code"].Value,
                (string)exception.Properties["RequestId"].Value));
    }

    [Fact]
    public void Faults_of_the_connection_have_ids_of_their_own()
    {
        using var reset = new ScriptedServer(_ => Reply.Reset);
        using var silent = new ScriptedServer(_ => Reply.Silence);
        using var empty = new ScriptedServer(_ => Reply.Http(200, string.Empty));
        using var engine = new ModuleEngine(reset.BaseUri);
        Check("TwilioConnectionFailed", ErrorCategory.ConnectionError);
        engine.Connect(silent.BaseUri, timeoutSec: 1);
        Check("TwilioTimedOut", ErrorCategory.OperationTimeout);
        engine.Connect(empty.BaseUri);
        Check("TwilioResponseUnreadable", ErrorCategory.InvalidData);

        void Check(string id, ErrorCategory category)
        {
            ErrorRecord error = Assert.Single(engine.Run("Set-TwilioSink " + ModuleEngine.A + " d -MaximumRetryCount 0").Errors);
            Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(category, error.CategoryInfo.Category);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
            Assert.DoesNotContain("top-secret", error.Exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void Culture_changes_nothing(string culture)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        PSObject sink =
            Assert.Single(
                engine.Must("[cultureinfo]::CurrentCulture = $args[0]; Set-TwilioSink "
                    + "DGabcdefabcdefabcdefabcdefabcdef12 'ıİ ٣'", culture)
                    .Output);
        Assert.Equal("Description=%C4%B1%C4%B0+%D9%A3", Assert.Single(server.Requests).Text);
        Assert.Equal(new DateTimeOffset(2015, 7, 30, 20, 0, 0, TimeSpan.Zero), sink.Properties["DateCreated"].Value);
        Result bad = engine.Run("[cultureinfo]::CurrentCulture = $args[0]; Set-TwilioSink dgabcdefabcdefabcdefabcdefabcdef12 x", culture);
        Assert.Contains("DG is written in capitals", Assert.Single(bad.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runspaces_have_two_connections()
    {
        using var one = ScriptedServer.OfSinks();
        using var two = ScriptedServer.OfSinks();
        await Task.WhenAll(new[] { one, two }.Select(server => Task.Run(() =>
        {
            using var engine = new ModuleEngine(server.BaseUri);
            for (int i = 0; i < 50; i++) engine.Must("Set-TwilioSink " + Sid(i) + " d");
        })));
        Assert.Equal((50, 50), (one.Requests.Count, two.Requests.Count));
        Assert.Equal((1, 1), (one.Connections, two.Connections));
    }

    private static string Sid(int number) => "DG" + number.ToString("x32", CultureInfo.InvariantCulture);
}
