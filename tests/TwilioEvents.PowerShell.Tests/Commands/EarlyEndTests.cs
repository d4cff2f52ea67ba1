using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Each way in which a pipeline ends before its time, and what the run then says of the line that it had in hand.</summary>
public sealed class EarlyEndTests
{
    private static readonly string First = ChaosServer.Sid(0);
    private static readonly string Second = ChaosServer.Sid(1);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task What_the_pipeline_did_not_take_any_more_is_named(int limit)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        using var offered = new ManualResetEventSlim();
        using PowerShell shell = PowerShell.Create(engine.Engine.Runspace);
        shell.AddScript(
            "$offered = $args[0]; Import-Module '" + typeof(WaitUntilStoppedCommand).Assembly.Location + "'; '" + First
                + "' | Set-TwilioSink -Description d -ThrottleLimit " + limit + " | Wait-UntilStopped $offered").AddArgument(offered);
        var written = new PSDataCollection<PSObject>();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, written);
        Assert.True(offered.Wait(Hang.Limit));
        await Task.Run(shell.Stop);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(written);
        Assert.Equal("Set-TwilioSink was stopped. Sent and not reported: " + First + " (applied).",
            Assert.Single(shell.Streams.Warning).Message);
    }

    [Fact]
    public void An_exception_downstream_names_the_line_that_it_threw_away()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Run("'" + First + "', '" + Second + "' | Set-TwilioSink -Description d | ForEach-Object { throw 'downstream' }");
        Assert.Equal("downstream", result.Terminating!.Message);
        Assert.Contains(First + " (applied)", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Taking_the_first_one_after_the_other_leaves_nothing_to_say()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        Result result =
            engine.Must(
                ModuleEngine.WithSelectObject + "'" + First + "', '" + Second
                    + "' | Set-TwilioSink -Description d | Select-Object -First 1");
        Assert.Equal(First, Assert.Single(result.Output).ToString());
        Assert.Empty(result.Warnings);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("-ErrorAction Stop")]
    [InlineData("-ErrorAction Stop 2>&1")]
    public void An_error_that_stops_is_not_named_again(string how)
    {
        using var server = new ScriptedServer(_ => Reply.Http(404, "{}"));
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run("'" + First + "', '" + Second + "' | Set-TwilioSink -Description d " + how);
        Assert.StartsWith("TwilioNotFound,", result.Terminating!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("3>$null")]
    [InlineData("-WarningAction Stop")]
    public void A_pipeline_that_is_only_disposed_of_accounts_too(string how)
    {
        using var server =
            new ScriptedServer(
                request => request.Line.EndsWith(First, StringComparison.Ordinal) ? Reply.Silence
                    : Reply.Http(200, ScriptedServer.SinkJson(request.Line[^34..], "d")));
        using var engine = new ModuleEngine(server.BaseUri);
        engine.Run("$p = { Set-TwilioSink -Description d -ThrottleLimit 4 " + how.Replace("3>$null", string.Empty)
            + " }.GetSteppablePipeline(); $p.Begin($true); $p.Process('" + First + "'); $args[0].Wait(); $p.Dispose()",
                server.Arrived.Task);
        Assert.Contains(First + " (may have been applied)", engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runspace_that_is_closed_accounts_on_its_host()
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using var engine = new ModuleEngine(server.BaseUri);
        using PowerShell shell = PowerShell.Create(engine.Engine.Runspace);
        IAsyncResult running = shell.AddScript("'" + First + "' | Set-TwilioSink -Description d").BeginInvoke();
        await server.Arrived.Task;
        engine.Engine.Runspace.Close();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Contains(First + " (may have been applied)", engine.Engine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_is_stopped_accounts_in_its_warnings()
    {
        using var server = new ScriptedServer(_ => Reply.Silence);
        using var engine = new ModuleEngine(server.BaseUri);
        Result result = engine.Run(
            "$module, $arrived = $args; $connection = Get-TwilioEventsConnection; "
            + "$job = 1 | ForEach-Object -AsJob -Parallel { Import-Module $using:module; '" + First
            + "' | Set-TwilioSink -Description d -Connection $using:connection }; "
            + "$arrived.Wait(); Stop-Job $job; $job.ChildJobs[0].Warning",
            Engine.StagedManifest,
            server.Arrived.Task);
        Assert.Contains(First + " (may have been applied)", Assert.Single(result.Output).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_connection_that_is_ended_downstream_ends_the_command_and_names_no_line_that_was_not_sent(int limit)
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        object[] sids = [.. Enumerable.Range(0, 50).Select(ChaosServer.Sid)];
        Result result =
            engine.Run("$args[0] | Set-TwilioSink -Description d -ErrorAction SilentlyContinue -ThrottleLimit " + limit
                + " | ForEach-Object { $_; Disconnect-TwilioEvents }; 'next'", [sids]);
        Assert.Equal("next", result.Output[^1].ToString());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TwilioConnectionEnded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Equal("NotSent", error.Exception.GetType().GetProperty("Outcome")!.GetValue(error.Exception)!.ToString());
        string[] seen = [.. server.Requests.Select(r => r.Line[^34..])], written = [.. result.Output.Select(o => o.ToString())];
        string warnings = string.Join(" ", result.Warnings);
        Assert.All(seen, sid => Assert.True(written.Contains(sid) || warnings.Contains(sid + " (", StringComparison.Ordinal), sid));

        // A call that was cancelled while it was written may be named, too, though the server read nothing of it.
        Assert.InRange(sids.Cast<string>().Except(seen).Count(sid => warnings.Contains(sid, StringComparison.Ordinal)), 0, limit - 1);
        Assert.DoesNotContain(error.TargetObject!.ToString(), seen);
    }
}
