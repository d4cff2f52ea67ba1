using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What ends a command, since every further call would fail, and what is an item's own error.</summary>
public sealed class DoomedConnectionTests
{
    private const string Unauthorized =
        "{\"code\":20003,\"message\":\"Authenticate\",\"more_info\":\"https://www.twilio.com/docs/errors/20003\",\"status\":401}";

    [Theory]
    [InlineData("SilentlyContinue")]
    [InlineData("Ignore")]
    [InlineData("Continue")]
    public void A_wrong_credential_ends_the_command_after_the_first_item(string errorAction)
    {
        using var server = new ScriptedServer(_ => Reply.Http(401, Unauthorized));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -ErrorAction " + errorAction + "; 'next'", [Sids(50)]);
        Assert.Single(server.Requests);
        AssertEnded(result, "TwilioAuthenticationFailed,TwilioEvents.Commands.SetTwilioSinkCommand", ErrorCategory.AuthenticationError,
            ChaosServer.Sid(0));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_wrong_credential_ends_the_command_with_the_whole_input_as_target()
    {
        using var server = new ScriptedServer(_ => Reply.Http(401, Unauthorized));
        using var engine = new ModuleEngine();
        PSObject connection =
            engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -PassThru",
                ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), server.BaseUri).Output[0];
        Result result = engine.Run("Connect-TwilioEvents -Sandbox; $args[0] | Set-TwilioSink -Connection $args[1]", Rows(3), connection);
        Assert.Single(server.Requests);
        Assert.Equal("d0", PSObject.AsPSObject(Assert.Single(result.Errors).TargetObject).Properties["Description"].Value);
    }

    [Fact]
    public void Calls_in_flight_at_a_wrong_credential_are_accounted_for()
    {
        using var server = new ScriptedServer(_ => Reply.Http(401, Unauthorized));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -ThrottleLimit 16", [Sids(500)]);
        string[] seen = [.. server.Requests.Select(r => r.Line[^34..])];
        string said = Assert.Single(result.Errors).TargetObject + string.Join(" ", result.Warnings);
        Assert.InRange(seen.Length, 1, 16);
        Assert.All(seen, sid => Assert.Contains(sid, said, StringComparison.Ordinal));

        // A call that was cancelled while it was written may be named, too, though the server read nothing of it.
        Assert.InRange(Sids(500).Cast<string>().Count(sid => said.Contains(sid, StringComparison.Ordinal)), seen.Length, 16);
    }

    [Theory]
    [InlineData("Get-TwilioSink")]
    [InlineData("Get-TwilioEventType")]
    [InlineData("Get-TwilioSubscription")]
    [InlineData("$args[0] | Get-TwilioSink -ThrottleLimit 1")]
    [InlineData("'com.twilio.voice' | Get-TwilioEventSchema")]
    [InlineData("Get-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("$args[0] | Remove-TwilioSink -Confirm:$false -PassThru")]
    [InlineData("$args[0] | Test-TwilioSink -Quiet")]
    [InlineData("New-TwilioSink d https://example.com/events")]
    public void A_wrong_credential_ends_every_command(string command)
    {
        using var server = new ScriptedServer(_ => Reply.Http(401, Unauthorized));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Run("try { " + command
                + " -ErrorAction SilentlyContinue } catch { \"caught $($_.FullyQualifiedErrorId.Split(',')[0])\" }", [Sids(5)]);
        Assert.Single(server.Requests);
        Assert.Equal("caught TwilioAuthenticationFailed", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public void A_credential_that_is_withdrawn_between_two_pages_ends_the_command_behind_the_first()
    {
        int pages = 0;
        using var server = new ScriptedServer(_ => pages++ > 0 ? Reply.Http(401, Unauthorized)
            : Reply.Http(200,
                "{\"sinks\":[" + ScriptedServer.SinkJson(ModuleEngine.A, "d")
                    + "],\"meta\":{\"next_page_url\":\"https://events.twilio.com/v1/Sinks?Page=1\"}}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("try { Get-TwilioSink } catch { 'caught' }");
        Assert.Equal([ModuleEngine.A, "caught"], result.Output.Select(o => o.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Rows_that_name_a_connection_with_a_wrong_credential_fail_one_by_one_and_others_go_on(int limit)
    {
        using var bad = new ScriptedServer(_ => Reply.Http(401, Unauthorized));
        using var good = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name bad; Connect-TwilioEvents $args[0] -BaseUri $args[2] -Name good",
            ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), bad.BaseUri, good.BaseUri);
        object[] rows = Rows(40);
        for (int i = 0; i < rows.Length; i++)
            PSObject.AsPSObject(rows[i]).Properties.Add(new PSNoteProperty("Connection", i % 2 == 0 ? "bad" : "good"));
        Result result = engine.Run("$args[0] | Set-TwilioSink -ThrottleLimit " + limit, [rows]);
        Assert.Equal(20, result.Output.Count);
        Assert.Equal(20, good.Requests.Count);
        Assert.InRange(bad.Requests.Count, 1, limit);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => "d" + (2 * i)),
            result.Errors.Select(e => PSObject.AsPSObject(e.TargetObject).Properties["Description"].Value));
        Assert.All(result.Errors, e => Assert.StartsWith("TwilioAuthenticationFailed,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(20 - bad.Requests.Count, result.Errors.Count(e => Outcome(e) == "NotSent"));
        Assert.All(result.Errors.Where(e => Outcome(e) == "NotSent"),
            e => Assert.StartsWith("Nothing was sent, because the connection failed before. ", e.Exception.Message,
                StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_that_refuses_three_items_in_a_row_ends_the_command()
    {
        using var nobody = new Nobody();
        using var engine = new ModuleEngine(nobody.BaseUri);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -MaximumRetryCount 0; 'next'", [Sids(50)]);
        Assert.Equal("next", Assert.Single(result.Output).ToString());
        Assert.Equal(Enumerable.Range(0, 3).Select(ChaosServer.Sid), result.Errors.Select(e => e.TargetObject));
        Assert.All(result.Errors, e => Assert.StartsWith("TwilioConnectionFailed,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains("caught",
            engine.Run("try { $args[0] | Set-TwilioSink -Description d -MaximumRetryCount 0 -ErrorAction SilentlyContinue } catch { "
                + "'caught' }", [Sids(50)]).Output.Select(o => o.ToString()));
    }

    [Fact]
    public void An_unknown_host_that_rows_name_is_asked_three_times_and_others_go_on()
    {
        using var good = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine();
        engine.Must(
            "Connect-TwilioEvents $args[0] -BaseUri $args[1] -Name bad -NoProxy; Connect-TwilioEvents $args[0] -BaseUri $args[2] "
                + "-Name good",
            ModuleEngine.Credential(ModuleEngine.Account, "top-secret"), new Uri("https://no-such-host.invalid"), good.BaseUri);
        object[] rows = Rows(20);
        for (int i = 0; i < rows.Length; i++)
            PSObject.AsPSObject(rows[i]).Properties.Add(new PSNoteProperty("Connection", i % 2 == 0 ? "bad" : "good"));
        Result result = engine.Run("$args[0] | Set-TwilioSink", [rows]);
        Assert.Equal((10, 10), (result.Output.Count, result.Errors.Count));
        Assert.All(result.Errors, e => Assert.Equal(("TwilioHostUnknown", "NotSent"), (e.FullyQualifiedErrorId.Split(',')[0], Outcome(e))));
        Assert.Equal(7, result.Errors.Count(e => e.Exception.GetType().Name == "TwilioNotSentException"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public void Every_other_refusal_and_a_connection_that_breaks_are_the_items_own(int status)
    {
        using var server = new ScriptedServer(_ => status == 0 ? Reply.Reset : Reply.Http(status, "{}", headers: "Retry-After: 0\r\n"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("$args[0] | Set-TwilioSink -Description d -MaximumRetryCount 0", [Sids(5)]);
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(Sids(5), result.Errors.Select(e => e.TargetObject));
    }

    private static void AssertEnded(Result result, string id, ErrorCategory category, object target)
    {
        // The statement ends, the script goes on.
        Assert.Equal("next", Assert.Single(result.Output).ToString());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal((id, category, target), (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject));
    }

    private static string Outcome(ErrorRecord error) =>
        error.Exception.GetType().GetProperty("Outcome")!.GetValue(error.Exception)!.ToString()!;

    private static object[] Sids(int count) => [.. Enumerable.Range(0, count).Select(ChaosServer.Sid)];

    private static object[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (object)PSObject.AsPSObject(new { Sid = ChaosServer.Sid(i), Description = "d" + i }))];
}
