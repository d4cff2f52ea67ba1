using System;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using TwilioEvents.RealShell;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>What the scripts under samples/ have to have. What they do is tested in tests/Pester.</summary>
public sealed class SampleTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Samples, "*.ps1", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Samples, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("Quickstart/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_sample_says_what_it_does_and_asks_for_the_module(string script)
    {
        ScriptBlockAst parsed = Parser.ParseFile(Path.Combine(Samples, script), out _, out ParseError[] errors);
        Assert.Empty(errors);
        Assert.Contains(parsed.ScriptRequirements.RequiredModules, module => module.Name == "TwilioEvents");
        CommentHelpInfo help = parsed.GetHelpContent();
        Assert.NotEmpty(help.Synopsis);
        Assert.NotEmpty(help.Description);
        Assert.NotEmpty(help.Examples);

        // Without these two, a script goes on after a cmdlet that could not work, and with a name that was mistyped.
        string[] statements = [.. parsed.EndBlock.Statements.Select(statement => statement.ToString())];
        Assert.Contains("Set-StrictMode -Version 3.0", statements);
        Assert.Contains("$ErrorActionPreference = 'Stop'", statements);
        Assert.Equal(parsed.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath.ToUpperInvariant()).Order(),
            help.Parameters.Keys.Order());
    }

    [Fact]
    public void The_workflow_runs_a_script_that_is_there()
    {
        string workflow = File.ReadAllText(Path.Combine(Samples, "GitHubActions", "event-streams.yml"));
        Assert.Contains("./samples/GitHubActions/Publish-TwilioAccount.ps1", workflow, StringComparison.Ordinal);
        Assert.All(["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_SECRET"],
            name => Assert.Contains(name + ": ${{ secrets." + name + " }}", workflow, StringComparison.Ordinal));
    }
}
