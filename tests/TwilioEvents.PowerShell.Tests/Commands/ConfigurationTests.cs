using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using CsCheck;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>Export- and Compare-TwilioEventsConfiguration, from a file to the pipeline.</summary>
public sealed class ConfigurationTests
{
    private const string Export = "Export-TwilioEventsConfiguration $args[0] -WarningAction SilentlyContinue";

    private readonly string folder = Directory.CreateTempSubdirectory("configuration").FullName;

    [Theory]
    [InlineData("account.psd1")]
    [InlineData("account.json")]
    public void An_account_equals_its_export_where_the_references_are_resolved_and_no_secret_is_in_the_file(string name)
    {
        string file = Path.Combine(this.folder, name);
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must("Export-TwilioEventsConfiguration $args[0] -WarningVariable told 3>$null; $told", file);
        string warning = Assert.Single(result.Output).ToString();
        string text = File.ReadAllText(file);
        Assert.DoesNotContain("sandbox-", text, StringComparison.Ordinal);
        Assert.Equal(name.EndsWith("psd1", StringComparison.Ordinal), File.ReadAllBytes(file)[0] == 0xEF);
        string[] references = [.. System.Text.RegularExpressions.Regex.Matches(text, "(?<=env:)[A-Z0-9_]+").Select(match => match.Value)];
        Assert.Equal(4, references.Length);
        Assert.All(references, reference => Assert.Contains("env:" + reference, warning, StringComparison.Ordinal));

        // None of them is set here: never equal.
        Assert.Equal(["Unknown", "Unknown", "Unknown", "Unknown"],
            engine.Must("(Compare-TwilioEventsConfiguration $args[0]).Action", file).Output.Select(action => action.ToString()));
        Assert.False((bool)Assert.Single(engine.Must("Compare-TwilioEventsConfiguration $args[0] -Quiet", file).Output).BaseObject);

        // As parameters, which no other test of this process sees.
        File.WriteAllText(file, System.Text.RegularExpressions.Regex.Replace(text, "env:([A-Z0-9_]+)", "{$1}"));
        var parameters = new Hashtable();
        foreach (string reference in references)
        {
            parameters[reference] = reference.Contains("EXTERNAL_ID", StringComparison.Ordinal) ? "sandbox-external-id"
                : reference.EndsWith("DESTINATION", StringComparison.Ordinal) ? "https://user:sandbox-password@insights.example.com/voice"
                : "sandbox-write-key";
        }

        Assert.Empty(engine.Must("Compare-TwilioEventsConfiguration $args[0] -Parameter $args[1]", file, parameters).Output);
        Assert.True((bool)Assert.Single(
            engine.Must("Compare-TwilioEventsConfiguration $args[0] -Parameter $args[1] -Quiet", file, parameters).Output).BaseObject);
        Assert.Equal(8, engine.Must("Compare-TwilioEventsConfiguration $args[0] -Parameter $args[1] -IncludeEqual", file, parameters).Output
            .Count(change => change.Properties["Action"].Value.ToString() == "None"));
    }

    [Fact]
    public void Any_text_reads_back_from_a_data_file()
    {
        using var engine = ModuleEngine.WithSandbox();
        string file = Path.Combine(this.folder, "any.psd1");
        Gen.String[Gen.Char[" '\"`$(){}@#;:\u2018\u2019\u201Cenv\n\ta"], 1, 12].Sample(
            text =>
            {
                string description = "x" + text;
                engine.Must("$s = 'DG' + 'a' * 32; Set-TwilioSink $s $args[0] | Out-Null; "
                    + Export.Replace("$args[0]", "$args[1] -Force", StringComparison.Ordinal),
                    description, file);
                Assert.DoesNotContain("Description", string.Concat(
                    engine.Must("(Compare-TwilioEventsConfiguration $args[0]).Name", file).Output.Select(name => name + ";")),
                    StringComparison.Ordinal);
                Assert.Equal(1, engine.Must("Compare-TwilioEventsConfiguration $args[0] -IncludeEqual", file).Output
                    .Count(change => (string)change.Properties["Name"].Value == description));
            }, iter: 40, threads: 1);
    }

    [Theory]
    [InlineData("@{ Sinks = (Get-Process) }", "Line 1")]
    [InlineData("@{\n Sinks = @(\n \"$(1)\"\n )\n}", "Line 3")]
    [InlineData("@{\n Sinks = $env:PATH }", "Line 2")]
    [InlineData("@{ A = 1; a = 2 }", "Line 1")]
    [InlineData("Remove-Item x", "Line 1")]
    [InlineData("@{ A = { 1 } }", "Line 1")]
    [InlineData("@{} ; @{}", "The file is not one table")]
    [InlineData("@{ A = ", "Line 1")]
    public void Code_in_a_data_file_is_an_error_with_its_line_and_is_not_run(string text, string said)
    {
        using var engine = ModuleEngine.WithSandbox();
        string file = Path.Combine(this.folder, "code.psd1");
        File.WriteAllText(file, text);
        ErrorRecord error = Assert.Single(engine.Run("Compare-TwilioEventsConfiguration $args[0]", file).Errors);
        Assert.StartsWith("TwilioEventsConfigurationInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_exists_already_or_has_another_ending_is_an_error_and_nothing_is_written()
    {
        using var engine = ModuleEngine.WithSandbox();
        string file = Path.Combine(this.folder, "there.json");
        Assert.StartsWith("TwilioFileFailed,",
            Assert.Single(engine.Run("Compare-TwilioEventsConfiguration $args[0]", file).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        File.WriteAllText(file, "mine");
        Assert.StartsWith("TwilioFileFailed,", Assert.Single(engine.Run(Export, file).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
        engine.Must(Export + " -Force", file);
        Assert.StartsWith("{", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains(".psd1", Assert.Single(engine.Run(Export, file + ".txt").Errors).Exception.Message, StringComparison.Ordinal);
        engine.Must(Export + " -WhatIf", Path.Combine(this.folder, "no.psd1"));
        Assert.Equal(["there.json"], Directory.GetFiles(this.folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Connections_and_rows_are_compared_each_with_its_names_and_an_account_that_fails_is_one_error()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Run("""
            Connect-TwilioEvents -Sandbox -Name one; Connect-TwilioEvents -Sandbox -Name two
            $configuration = @{ write_key = '{Key}' }
            $sink = @{ Description = '{Shop} of {ConnectionName}'; SinkType = 'segment'; SinkConfiguration = $configuration }
            $document = @{ Sinks = $sink }
            $rows = foreach ($name in 'one', 'nobody', 'two',
                '') { [pscustomobject]@{ Connection = $name; Shop = "shop $name"; Other = 1 } }
            $key = [System.Net.NetworkCredential]::new('', 'hush').SecurePassword
            $rows | Compare-TwilioEventsConfiguration -InputObject $document -Parameter @{ Key = $key } | Where-Object Action -eq Create
            """);
        Assert.Null(result.Terminating);
        Assert.Equal(["one: shop one of one", "two: shop two of two"],
            result.Output.Select(change => change.Properties["Connection"].Value + ": " + change.Properties["Name"].Value));
        Assert.Equal(["TwilioConnectionNotFound", "TwilioInputInvalid"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.False((bool)engine.Run("$rows | Compare-TwilioEventsConfiguration -InputObject @{} -Quiet 2>$null").Output.Single()
            .BaseObject);
    }

    [Theory]
    [InlineData("Get-TwilioSink | Where-Object Sid -eq ('DG' + 'a' * 32)")]
    [InlineData("1")]
    [InlineData("'a text'")]
    [InlineData("$null")]
    [InlineData("[pscustomobject]@{ Name = 'one' }")]
    [InlineData("[pscustomobject]@{ Connection = ' ' }")]
    [InlineData("@{ Connection = $null }")]
    [InlineData("[pscustomobject]@{ Connection = 5 }")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize("
        + "(Get-TwilioEventsConnection)))")]
    public void Whatever_names_no_connection_is_one_error_and_the_current_account_is_not_taken_for_it(string piped)
    {
        using var engine = ModuleEngine.WithSandbox();
        foreach (string command in new[] { "Export-TwilioEventsConfiguration", "Compare-TwilioEventsConfiguration -InputObject @{}" })
        {
            Result result = engine.Run(piped + " | " + command);
            Assert.Empty(result.Output);
            Assert.Single(result.Errors);
        }
    }

    [Fact]
    public void Piped_connections_are_exported_into_a_folder_each_under_its_name()
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Must("Connect-TwilioEvents -Sandbox -Name one; Connect-TwilioEvents -Sandbox -Name 'two/2'; "
            + "Get-TwilioEventsConnection * | " + Export, this.folder + "/all/");
        Assert.Equal(["one.psd1", "two_2.psd1"], Directory.GetFiles(Path.Combine(this.folder, "all")).Select(Path.GetFileName).Order());
        Assert.Equal(File.ReadAllText(Path.Combine(this.folder, "all", "one.psd1")),
            File.ReadAllText(Path.Combine(this.folder, "all", "two_2.psd1")));
        ErrorRecord error = Assert.Single(engine.Run("Get-TwilioEventsConnection * | " + Export + " -Force",
            Path.Combine(this.folder, "same.psd1")).Errors);
        Assert.Contains("was written for another account", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_written_for_each_account_and_an_unknown_rule_ends_the_command()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must("""
            Connect-TwilioEvents -Sandbox -Name one; Connect-TwilioEvents -Sandbox -Name two
            Get-TwilioEventsConnection * | Test-TwilioEventsConfiguration -ExcludeRule SinkU*
            """);
        Assert.Equal(["one", "two"], result.Output.Select(finding => finding.Properties["Connection"].Value));
        Assert.All(result.Output, finding => Assert.Equal("SecretInPlainSight", finding.Properties["Rule"].Value));
        Assert.Equal(4, engine.Must("Test-TwilioEventsConfiguration SinkUnused").Output.Count);
        Assert.Contains("SinkUnused", engine.Run("Test-TwilioEventsConfiguration Nothing").Errors.Single().Exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_accounts_are_compared_with_their_secrets()
    {
        using var engine = ModuleEngine.WithSandbox();
        Result result = engine.Must("""
            Connect-TwilioEvents -Sandbox -Name one; Connect-TwilioEvents -Sandbox -Name two
            Compare-TwilioEventsConfiguration -ReferenceConnection one
            Remove-TwilioSubscribedEvent ('DF' + 'a' * 32) com.twilio.messaging.message.sent -Confirm:$false
            Export-TwilioEventsConfiguration -Connection one | ForEach-Object { Compare-TwilioEventsConfiguration -InputObject $_ }
            """);
        Assert.Equal("Add Type Message delivery: com.twilio.messaging.message.sent", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public void The_plan_is_a_table_with_colours_and_shows_no_secret()
    {
        using var engine = new Engine(new RecordingHost(100, true));
        engine.Run("Import-Module $args[0]; Connect-TwilioEvents -Sandbox", Engine.StagedManifest);
        engine.Run("""
            Compare-TwilioEventsConfiguration -InputObject @{ Sinks = @{ Description = 'Message delivery to analytics'
                SinkType = 'segment'; SinkConfiguration = @{ write_key = 'hush' } } } | Out-Default
            """);
        string printed = engine.Host.Take();
        Assert.Contains("\u001b[33mReplace", printed, StringComparison.Ordinal);
        Assert.Contains("write_key: ********", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox-", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_of_a_vault_is_resolved_where_there_is_one()
    {
        using var engine = ModuleEngine.WithSandbox();
        const string Compare =
            "(Compare-TwilioEventsConfiguration -InputObject @{ Sinks = @{ Description = 'Message delivery to analytics'; SinkType = "
            + "'segment'; SinkConfiguration = @{ write_key = 'secret:key' } } } | Where-Object Property).Action";
        Assert.Equal("Unknown", Assert.Single(engine.Must(Compare).Output).ToString());
        engine.Must("function global:Get-Secret([string] $Name) { "
            + "[System.Net.NetworkCredential]::new('', \"sandbox-write-$Name\").SecurePassword }");
        Assert.DoesNotContain(engine.Must(Compare).Output, action => action is not null);
        engine.Must("function global:Get-Secret([string] $Name) { throw 'locked' }");
        Assert.Equal("Unknown", Assert.Single(engine.Must(Compare).Output).ToString());
    }
}
