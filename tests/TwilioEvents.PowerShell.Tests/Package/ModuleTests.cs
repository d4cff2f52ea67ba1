using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.EmbeddedHost;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class ModuleTests
{
    private static string[] Declared =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Engine.RepositoryRoot, "TwilioEvents.psd1")), @"(?m)^\s+'(\w+-\w+)'\r?$")
            .Select(match => match.Groups[1].Value)];

    [Theory]
    [InlineData("TwilioEvents.psd1")]
    [InlineData("out/TwilioEvents/TwilioEvents.psd1")]
    public void The_module_is_imported_from_the_root_and_from_where_it_is_staged(string manifest)
    {
        using var engine = new Engine();
        PSObject module =
            Assert.Single(engine.Run("Import-Module $args[0] -PassThru", Path.Combine(Engine.RepositoryRoot, manifest)).Output);
        var imported = (PSModuleInfo)module.BaseObject;
        Assert.Equal(Declared.Order(StringComparer.Ordinal), imported.ExportedCommands.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Set-TwilioSink", imported.ExportedCommands.Keys);
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet()
    {
        using var engine = new ModuleEngine();
        string[] cmdlets =
            [.. ((CmdletInfo)engine.Must("Get-Command Set-TwilioSink").Output.Single().BaseObject).ImplementingType.Assembly
                .GetExportedTypes().SelectMany(type => type.GetCustomAttributes(typeof(CmdletAttribute), false)).Cast<CmdletAttribute>()
                .Select(cmdlet => cmdlet.VerbName + "-" + cmdlet.NounName).Order(StringComparer.Ordinal)];
        Assert.All(cmdlets, cmdlet => Assert.True(Declared.Contains(cmdlet),
            "Add '" + cmdlet + "' to CmdletsToExport in TwilioEvents.psd1, and build."));
        Assert.Equal(cmdlets, Declared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_staged_folder_holds_what_is_needed_and_no_engine()
    {
        string[] files =
            [.. Directory.GetFiles(Path.GetDirectoryName(Engine.StagedManifest)!).Select(f => Path.GetFileName(f))
                .Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["LICENSE", "Newtonsoft.Json.LICENSE.md", "Newtonsoft.Json.dll", "TwilioEvents.Client.dll",
                "TwilioEvents.Configuration.schema.json", "TwilioEvents.DesiredState.dll",
                "TwilioEvents.Format.ps1xml", "TwilioEvents.PowerShell.dll", "TwilioEvents.Sandbox.dll", "TwilioEvents.Webhooks.dll",
                    "TwilioEvents.psd1"], files);
    }

    [Fact]
    public void A_copy_is_imported_over_one_that_is_loaded_without_a_line()
    {
        string copy = Copy("0.1.0", "0.1.0");
        using var engine = new ModuleEngine();
        Assert.Empty(engine.Must("Import-Module $args[0] *>&1", copy).Output);
        Assert.Empty(
            engine.Must("Remove-Module TwilioEvents; Import-Module $args[0] *>&1; Import-Module $args[1] *>&1", Engine.StagedManifest, copy)
                .Output);
        Assert.Equal(6, engine.Must("Connect-TwilioEvents -Sandbox; Get-TwilioSink").Output.Count);
    }

    [Theory]
    [InlineData("Connect-TwilioEvents -Sandbox")]
    [InlineData("Disconnect-TwilioEvents")]
    [InlineData("Get-TwilioEventsConnection")]
    [InlineData("Get-TwilioSink")]
    [InlineData("'a', 'b' | Set-TwilioSink -Description x")]
    [InlineData("New-TwilioSink d https://example.com")]
    public void After_an_update_in_one_session_a_command_says_that_a_new_one_is_needed(string command)
    {
        using var engine = new ModuleEngine();
        engine.Must("Remove-Module TwilioEvents; Import-Module $args[0]", Copy("0.1.0", "0.2.0"));
        ErrorRecord error =
            Assert.Single(
                engine.Run("try { " + command + " } catch { $_ }").Output.Select(thing => thing.BaseObject).OfType<ErrorRecord>());
        Assert.StartsWith("TwilioNewSessionNeeded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("TwilioEvents 0.1.0 is loaded; 0.2.0 needs a new session.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_heart_is_declared_as_documented()
    {
        using var engine = new ModuleEngine();
        var command = (CmdletInfo)Assert.Single(engine.Must("Get-Command Set-TwilioSink").Output).BaseObject;
        Assert.Equal("TwilioEvents.Sink", Assert.Single(command.OutputType).Name);
        foreach ((string name, int position, bool byValue) in new[] { ("Sid", 0, true), ("Description", 1, false) })
        {
            ParameterMetadata parameter = command.Parameters[name];
            ParameterAttribute attribute = parameter.Attributes.OfType<ParameterAttribute>().Single();
            Assert.Equal((true, position, byValue, true),
                (attribute.Mandatory, attribute.Position, attribute.ValueFromPipeline, attribute.ValueFromPipelineByPropertyName));
            Assert.NotEmpty(attribute.HelpMessage);
            Assert.Single(parameter.Attributes.OfType<ValidatePatternAttribute>());
        }

        Assert.Contains("WhatIf", command.Parameters.Keys);
    }

    [Theory]
    [InlineData("someone", "secret", "neither an Account SID")]
    [InlineData("AC11111111111111111111111111111111", " ", "The secret is empty")]
    [InlineData("0123456789abcdef0123456789abcdef", "AC11111111111111111111111111111111", "swapped")]
    [InlineData("AC11111111111111111111111111111111", "SK11111111111111111111111111111111", "The secret is a Sid")]
    public void Wrong_credentials_are_an_error_at_Connect_that_repeats_no_value(string user, string secret, string said)
    {
        using var engine = new ModuleEngine();
        Result result = engine.Run("Connect-TwilioEvents -Credential $args[0]", ModuleEngine.Credential(user, secret));
        Assert.Contains(said, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("TwilioCredentialInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(user, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Fact]
    public void Credentials_do_not_go_over_plain_http()
    {
        using var engine = new ModuleEngine();
        Result result =
            engine.Run("Connect-TwilioEvents $args[0] -BaseUri http://events.example.com",
                ModuleEngine.Credential(ModuleEngine.Account, "s"));
        Assert.StartsWith("TwilioBaseUriInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("http://events.example.com", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_shows_everything_but_the_secret()
    {
        using var server = ScriptedServer.OfSinks();
        using var engine = new ModuleEngine(server.BaseUri);
        PSObject connection = Assert.Single(engine.Must("Get-TwilioEventsConnection").Output);
        Assert.Equal((ModuleEngine.Account, false, "Credential"),
            (connection.Properties["UserName"].Value, connection.Properties["IsSandbox"].Value, connection.Properties["Source"].Value));
        engine.Must("Get-TwilioEventsConnection | Out-Default; Connect-TwilioEvents -Sandbox; Get-TwilioEventsConnection | Out-Default");
        Assert.DoesNotContain("top-secret", engine.Engine.Host.Text + PSSerializer.Serialize(connection, 5), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        engine.Must("Disconnect-TwilioEvents");
        Assert.Empty(engine.Must("Get-TwilioEventsConnection").Output);
    }

    [Fact]
    public void Without_a_connection_there_is_one_error_for_all_lines()
    {
        using var engine = new ModuleEngine();
        engine.Must("Disconnect-TwilioEvents");
        Result result = engine.Run("'" + ModuleEngine.A + "', '" + ModuleEngine.B + "' | Set-TwilioSink -Description d");
        Assert.StartsWith("TwilioNotConnected,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect-TwilioEvents", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains("TWILIO_ACCOUNT_SID", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sandbox_says_that_it_is_one()
    {
        using var engine = ModuleEngine.WithSandbox();
        engine.Must("Set-TwilioSink " + ModuleEngine.A + " d -WhatIf; Get-TwilioEventsConnection | Out-Default");
        Assert.Contains(" on the sandbox", engine.Engine.Host.Text, StringComparison.Ordinal);
        ErrorRecord error = Assert.Single(engine.Run("Set-TwilioSink DG00000000000000000000000000000000 d").Errors);
        Assert.Contains("was not found in the sandbox", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("TwilioNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // The staged module in another place, under another number.
    private static string Copy(string version, string becomes)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Directory.CreateTempSubdirectory("copy").FullName, "TwilioEvents")).FullName;
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Engine.StagedManifest)!))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        string manifest = Path.Combine(folder, "TwilioEvents.psd1");
        string text = File.ReadAllText(manifest),
            changed = text.Replace("'" + version + "'", "'" + becomes + "'", StringComparison.Ordinal);
        Assert.Equal(version == becomes, text == changed);
        File.WriteAllText(manifest, changed);
        return manifest;
    }
}
