using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The scripts under samples/, as they stand, against a sandbox. What pwsh alone has is a stand-in here; tests/Pester runs them with the real ones.</summary>
public sealed class SampleTests : IDisposable
{
    private const string D = "DGdddddddddddddddddddddddddddddddd";
    private const string E = "DGeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
    private static readonly string Samples = Path.Combine(Engine.RepositoryRoot, "samples");

    private readonly ModuleEngine engine = ModuleEngine.WithSandbox();
    private readonly string folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;

    public SampleTests() => this.engine.Must(File.ReadAllText(Path.Combine(Samples, "Quickstart", "StandIns.ps1")));

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Samples, "*.ps1", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Samples, file).Replace('\\', '/')).Where(file => !file.StartsWith("Quickstart/", StringComparison.Ordinal))];

    public void Dispose()
    {
        this.engine.Dispose();
        Directory.Delete(this.folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_sample_says_what_it_does_and_asks_for_the_module(string script)
    {
        ScriptBlockAst parsed = Parser.ParseFile(Path.Combine(Samples, script), out _, out ParseError[] errors);
        Assert.Empty(errors);
        Assert.Equal("TwilioEvents", Assert.Single(parsed.ScriptRequirements.RequiredModules).Name);
        CommentHelpInfo help = parsed.GetHelpContent();
        Assert.NotEmpty(help.Synopsis);
        Assert.NotEmpty(help.Description);
        Assert.NotEmpty(help.Examples);
        Assert.Equal(parsed.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath.ToUpperInvariant()).Order(), help.Parameters.Keys.Order());
    }

    [Fact]
    public void An_account_is_provisioned_from_a_file_and_the_second_time_nothing_changes()
    {
        Result first = this.Sample("Initialize-TwilioAccount.ps1");
        Assert.Equal(["created", "created", "created", "created"], Column(first, "Change"));
        Assert.Equal(
            ["com.twilio.messaging.message.delivered", "com.twilio.messaging.message.failed", "com.twilio.messaging.message.undelivered"],
            this.engine.Must("Get-TwilioSubscribedEvent $args[0]", Column(first, "Sid")[2]).Output.Select(o => o.ToString()).Order());
        Assert.Equal("2", this.engine.Must("(Get-TwilioSubscribedEvent $args[0]).SchemaVersion", Column(first, "Sid")[3]).Output.Single().ToString());
        this.engine.Engine.Host.Take();

        Result second = this.Sample("Initialize-TwilioAccount.ps1");
        Assert.Equal(Column(first, "Sid"), Column(second, "Sid"));
        Assert.Equal(["none", "none", "none", "none"], Column(second, "Change"));
        Assert.Equal("Nothing changed: the account has all 4 sinks and subscriptions of the file.", this.engine.Engine.Host.Take().Trim());
        Assert.Equal("8", this.engine.Must("@(Get-TwilioSink).Count").Output.Single().ToString());
        Assert.Equal("4", this.engine.Must("@(Get-TwilioSubscription).Count").Output.Single().ToString());
    }

    [Fact]
    public void A_dry_run_of_provisioning_names_everything_and_changes_nothing()
    {
        Assert.Empty(this.Sample("Initialize-TwilioAccount.ps1", "-WhatIf").Output);
        string said = this.engine.Engine.Host.Take();
        Assert.Contains("'Orders'", said, StringComparison.Ordinal);
        Assert.Contains("Subscribe sink 'Calls' to events as 'Calls that ended'", said, StringComparison.Ordinal);
        Assert.Equal("6", this.engine.Must("@(Get-TwilioSink).Count").Output.Single().ToString());
    }

    [Fact]
    public void Provisioning_brings_types_and_versions_to_what_the_file_says()
    {
        string file = this.Saved("account.psd1", "@{ Subscriptions = @(@{ Description = 'Message delivery'; Sink = 'Order events to the shop'; Types = @('com.twilio.messaging.message.sent@7', 'com.twilio.messaging.message.read', 'com.twilio.messaging.message.failed') }) }");
        string change = Assert.Single(Column(this.Sample("Initialize-TwilioAccount.ps1", "'" + file + "'"), "Change"));
        Assert.StartsWith("set com.twilio.messaging.message.sent@7, added com.twilio.messaging.message.read; not in the file: ", change, StringComparison.Ordinal);
        Assert.Contains("com.twilio.messaging.message.delivered", change, StringComparison.Ordinal);
        Assert.Equal("7", this.engine.Must("(Get-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.twilio.messaging.message.sent).SchemaVersion").Output.Single().ToString());
        Assert.StartsWith("none; not in the file: ", Assert.Single(Column(this.Sample("Initialize-TwilioAccount.ps1", "'" + file + "'"), "Change")), StringComparison.Ordinal);
    }

    [Fact]
    public void Provisioning_reports_what_cannot_be_and_goes_on()
    {
        string file = this.Saved("account.psd1", """
            @{
                Sinks = @(
                    @{ Description = 'Order events to the shop'; SinkType = 'webhook'; SinkConfiguration = @{ destination = 'https://other.example.com' } }
                    @{ Description = 'No secret'; SinkType = 'segment'; SinkConfiguration = @{ write_key = 'env:TWILIO_EVENTS_NOT_SET' } }
                    @{ Description = 'Good'; SinkType = 'webhook'; SinkConfiguration = @{ destination = 'https://good.example.com'; method = 'POST'; batch_events = $true } }
                )
                Subscriptions = @(
                    @{ Description = 'Message delivery'; Sink = 'Good'; Types = @('com.twilio.messaging.message.sent') }
                    @{ Description = 'Lost'; Sink = 'Nowhere'; Types = @('com.twilio.messaging.message.sent') }
                )
            }
            """);
        Result result = this.engine.Run("& $args[0] $args[1]", Path.Combine(Samples, "Initialize-TwilioAccount.ps1"), file);
        Assert.Equal("Good", Assert.Single(Column(result, "Description")));
        Assert.Collection(
            result.Errors.Select(e => e.ToString()),
            error => Assert.Contains("has another destination than the file", error, StringComparison.Ordinal),
            error => Assert.Contains("The environment variable TWILIO_EVENTS_NOT_SET", error, StringComparison.Ordinal),
            error => Assert.Contains("Move-TwilioSubscription.ps1 moves it", error, StringComparison.Ordinal),
            error => Assert.Contains("'Nowhere', which neither the file nor the account has", error, StringComparison.Ordinal));
    }

    [Fact]
    public void An_audit_has_every_sink_and_subscription_and_no_markup_of_others()
    {
        this.engine.Must("$null = Set-TwilioSink $args[0] '<script>alert(\"x\")</script>'", ModuleEngine.B);
        string csv = Path.Combine(this.folder, "audit.csv"), html = Path.Combine(this.folder, "audit.html");
        Result result = this.Sample("Export-TwilioAudit.ps1", "'" + csv + "' '" + html + "'");
        Assert.Equal(6, result.Output.Count);
        Assert.Equal("the sink failed, no subscription", result.Output.Single(row => (string)row.Properties["SinkSid"].Value == E).Properties["Remark"].Value);
        Assert.Equal(7, File.ReadAllLines(csv).Length);
        string report = File.ReadAllText(html);
        Assert.Contains("<td>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</td>", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", report, StringComparison.Ordinal);
        Assert.Contains("6 sinks, 2 subscriptions, 4 rows with a remark", report, StringComparison.Ordinal);
        Assert.Contains("com.twilio.messaging.message.delivered@8", report, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox-", report + File.ReadAllText(csv), StringComparison.Ordinal);
    }

    [Fact]
    public void Renaming_in_bulk_writes_the_lines_that_failed_and_they_run_again()
    {
        string file = this.Saved("renames.csv", $"Sid,Description\n {ModuleEngine.A},Orders\nDG-bad,Calls\nDG{new string('0', 32)},Nobody\n{D},\n");
        this.engine.Must("& $args[0] $args[1] -WhatIf -ErrorAction SilentlyContinue | Out-Null", Path.Combine(Samples, "Rename-TwilioSink.ps1"), file);
        Assert.Equal(["Order events to the shop"], this.engine.Must("(Get-TwilioSink $args[0]).Description", ModuleEngine.A).Output.Select(o => o.ToString()));
        Assert.False(File.Exists(file + ".failed.csv"));
        this.engine.Engine.Host.Take();

        Result result = this.engine.Run("& $args[0] $args[1]", Path.Combine(Samples, "Rename-TwilioSink.ps1"), file);
        Assert.Equal(ModuleEngine.A, Assert.Single(result.Output).ToString());
        Assert.Equal(3, result.Errors.Count);
        Assert.Contains("1 of 4 lines are right, 3 failed.", this.engine.Engine.Host.Take(), StringComparison.Ordinal);
        string[] failed = File.ReadAllLines(file + ".failed.csv");
        Assert.Equal(4, failed.Length);
        Assert.StartsWith("\"DG-bad\",\"Calls\",\"", failed[1], StringComparison.Ordinal);
        Assert.StartsWith("\"DG" + new string('0', 32) + "\",\"Nobody\",\"Cannot set the description", failed.Single(line => line.Contains("Nobody", StringComparison.Ordinal)), StringComparison.Ordinal);

        File.WriteAllText(file, $"Sid,Description\n{D},Calls\n");
        this.engine.Must("& $args[0] $args[1]", Path.Combine(Samples, "Rename-TwilioSink.ps1"), file);
        Assert.False(File.Exists(file + ".failed.csv"));
    }

    [Fact]
    public void A_file_without_the_columns_is_refused_before_anything_is_sent()
    {
        string file = this.Saved("renames.csv", $"Id,Name\n{ModuleEngine.A},Orders\n");
        Result result = this.engine.Run("& $args[0] $args[1]", Path.Combine(Samples, "Rename-TwilioSink.ps1"), file);
        Assert.Contains("has not the columns Sid and Description, but Id, Name", result.Terminating!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_tells_once_of_each_sink_that_failed()
    {
        Result once = this.Sample("Watch-TwilioSink.ps1", "-Once");
        Assert.Equal(E, Assert.Single(once.Output).ToString());
        Assert.Equal("Sink " + E + " ('Old data lake') failed.", Assert.Single(once.Warnings));

        // The first time it cannot tell; that is a warning, and the next round tells. The third has nothing new.
        Result rounds = this.engine.Run(
            """
            $global:told = @(); $global:rounds = 0
            function Start-Sleep([int] $Seconds) { if (++$global:rounds -eq 3) { throw "enough after $Seconds seconds" } }
            & $args[0] -IntervalSec 7 -OnFailure { if ($global:rounds -eq 0) { throw 'no network' }; $global:told += $_.Sid }
            """,
            Path.Combine(Samples, "Watch-TwilioSink.ps1"));
        Assert.Equal("enough after 7 seconds", rounds.Terminating?.Message);
        Assert.Equal("This round failed and is tried again: no network", Assert.Single(rounds.Warnings));
        Assert.Equal([E], this.engine.Must("$global:told").Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Subscriptions_move_with_their_types_and_versions_and_the_old_ones_go()
    {
        this.engine.Must("$null = Set-TwilioSubscribedEvent DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa com.twilio.messaging.message.sent 7");
        const string Types = "Get-TwilioSubscribedEvent $args[0] | ForEach-Object { \"$($_.Type)@$($_.SchemaVersion)\" }";
        string[] before = [.. this.engine.Must(Types, "DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").Output.Select(o => o.ToString()!).Order()];
        Assert.Contains("com.twilio.messaging.message.sent@7", before);

        Assert.Empty(this.Sample("Move-TwilioSubscription.ps1", ModuleEngine.A + " " + ModuleEngine.B + " -WhatIf").Output);
        Assert.Contains("What if: Move subscription DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ('Message delivery') from sink", this.engine.Engine.Host.Take(), StringComparison.Ordinal);

        Result moved = this.Sample("Move-TwilioSubscription.ps1", ModuleEngine.A + " " + ModuleEngine.B + " -Confirm:$false");
        Assert.Equal("Message delivery", Assert.Single(Column(moved, "Description")));
        Assert.Equal(before, this.engine.Must(Types, Column(moved, "NewSid")[0]).Output.Select(o => o.ToString()!).Order());
        Assert.Empty(this.engine.Must("Get-TwilioSubscription -SinkSid $args[0]", ModuleEngine.A).Output);
        Assert.Empty(this.Sample("Move-TwilioSubscription.ps1", ModuleEngine.A + " " + ModuleEngine.B + " -Confirm:$false").Output);
    }

    [Fact]
    public void A_move_that_fails_says_what_stands_and_goes_on_from_there()
    {
        string move = Path.Combine(Samples, "Move-TwilioSubscription.ps1");
        Result broken = this.engine.Run("function Remove-TwilioSubscription { throw 'The connection broke.' }; & $args[0] $args[1] $args[2] -Confirm:$false; $null = $ExecutionContext.InvokeProvider.Item.Remove('function:Remove-TwilioSubscription', $false)", move, ModuleEngine.A, ModuleEngine.B);
        ErrorRecord error = Assert.Single(broken.Errors);
        string created = this.engine.Must("Get-TwilioSubscription -SinkSid $args[0]", ModuleEngine.B).Output.Single().ToString()!;
        Assert.Contains("did not move: The connection broke. Both stand: DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa on sink " + ModuleEngine.A + ", and the new " + created + " on sink " + ModuleEngine.B, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("DFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", error.TargetObject.ToString());

        Result again = this.engine.Must("& $args[0] $args[1] $args[2] -Confirm:$false", move, ModuleEngine.A, ModuleEngine.B);
        Assert.Equal(created, Assert.Single(Column(again, "NewSid")));
        Assert.Empty(this.engine.Must("Get-TwilioSubscription -SinkSid $args[0]", ModuleEngine.A).Output);
        Assert.Single(this.engine.Must("Get-TwilioSubscription -SinkSid $args[0]", ModuleEngine.B).Output);
    }

    [Fact]
    public void Nothing_moves_to_a_sink_that_is_not_active()
    {
        Result result = this.engine.Run("& $args[0] $args[1] $args[2] -Confirm:$false", Path.Combine(Samples, "Move-TwilioSubscription.ps1"), ModuleEngine.A, E);
        Assert.Contains("is failed and not active", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Single(this.engine.Must("Get-TwilioSubscription -SinkSid $args[0]", ModuleEngine.A).Output);
    }

    [Fact]
    public void A_job_of_GitHub_Actions_writes_its_summary_and_fails_when_something_failed()
    {
        string summary = Path.Combine(this.folder, "summary.md"), publish = Path.Combine(Samples, "GitHubActions", "Publish-TwilioAccount.ps1");
        this.engine.Must("& $args[0] -SummaryPath $args[1]", publish, summary);
        Assert.Contains("| created | Orders |", File.ReadAllText(summary), StringComparison.Ordinal);

        string file = this.Saved("account.psd1", "@{ Subscriptions = @(@{ Description = 'x'; Sink = 'a|b<c'; Types = @() }) }");
        Result failed = this.engine.Run("& $args[0] -Path $args[1] -SummaryPath $args[2]", publish, file, summary);
        Assert.Equal("1 of the sinks and subscriptions failed.", failed.Terminating?.Message);
        Assert.Contains(@"a\|b&lt;c", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_in_GitHub_Actions_has_a_summary_too()
    {
        string summary = Path.Combine(this.folder, "summary.md");
        this.Sample("GitHubActions/Publish-TwilioAccount.ps1", "-WhatIf -SummaryPath '" + summary + "'");
        Assert.StartsWith("## Twilio Event Streams", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.Equal("6", this.engine.Must("@(Get-TwilioSink).Count").Output.Single().ToString());
    }

    [Fact]
    public void The_workflow_runs_a_script_that_is_there()
    {
        string workflow = File.ReadAllText(Path.Combine(Samples, "GitHubActions", "event-streams.yml"));
        Assert.Contains("./samples/GitHubActions/Publish-TwilioAccount.ps1", workflow, StringComparison.Ordinal);
        Assert.All(["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_SECRET"], name => Assert.Contains(name + ": ${{ secrets." + name + " }}", workflow, StringComparison.Ordinal));
    }

    [Fact]
    public void A_runbook_fails_when_a_sink_failed_and_takes_its_credential_from_the_asset()
    {
        string runbook = Path.Combine(Samples, "AzureAutomation", "Test-TwilioSinkHealth.ps1");
        Result sandbox = this.engine.Run("& $args[0] -Sandbox $true", runbook);
        Assert.Equal("1 of 6 sinks failed: " + E + ".", sandbox.Terminating?.Message);
        Assert.Equal(6, sandbox.Output.Count);

        Result missing = this.engine.Run("function Get-AutomationPSCredential([string] $Name) { }; & $args[0] -AssetName Other", runbook);
        Assert.Equal("The Automation account has no credential asset 'Other'.", missing.Terminating?.Message);

        Result given = this.engine.Run("$credential = $args[1]; function Get-AutomationPSCredential([string] $Name) { $credential }; function Get-TwilioSink { (Get-TwilioEventsConnection).UserName | ForEach-Object { @{ Sid = $_; Status = 'active' } } }; & $args[0]", runbook, ModuleEngine.Credential(ModuleEngine.Account, "top-secret"));
        Assert.StartsWith(ModuleEngine.Account + " active", Assert.Single(given.Output).ToString(), StringComparison.Ordinal);
    }

    private static string[] Column(Result result, string name) => [.. result.Output.Select(row => row.Properties[name].Value?.ToString()!)];

    private Result Sample(string script, string arguments = "") => this.engine.Must("& '" + Path.Combine(Samples, script) + "' " + arguments);

    private string Saved(string name, string text)
    {
        string file = Path.Combine(this.folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
