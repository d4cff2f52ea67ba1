using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.HelpGenerator;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The pages that people read on the web: docs/ says what Get-Help says, and every command in them runs.</summary>
public sealed class HelpPageTests
{
    private static readonly string Docs = Path.Combine(Engine.RepositoryRoot, "docs");

    /// <summary>The pages whose commands run. Those of the cmdlets' pages are the examples of the help, which run there.</summary>
    public static TheoryData<string> RunPages => ["README.md", .. Directory.GetFiles(Docs, "about_*.md").Select(file => "docs/" + Path.GetFileName(file))];

    public static TheoryData<string> AllPages => ["README.md", "CONTRIBUTING.md", .. Directory.GetFiles(Docs, "*.md").Select(file => "docs/" + Path.GetFileName(file))];

    [Fact]
    public void The_pages_under_docs_are_current()
    {
        SortedDictionary<string, string> pages = Markdown.Pages(HelpTests.Help);
        const string Regenerate = " is not what the sources say now. 'dotnet run --project tools/HelpGenerator -- docs' writes it anew.";
        foreach (string file in Directory.GetFiles(Docs, "*.md")) Assert.True(pages.ContainsKey(Path.GetFileName(file)), file + " has no cmdlet or topic any more: remove it.");
        foreach ((string name, string page) in pages)
        {
            string file = Path.Combine(Docs, name);
            Assert.True(File.Exists(file) && File.ReadAllText(file).Replace("\r", string.Empty, StringComparison.Ordinal) == page, file + Regenerate);
        }
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_command_on_a_page_parses(string page) => Assert.All(Blocks(page), block =>
    {
        Parser.ParseInput(block.Code, out _, out ParseError[] errors);
        Assert.True(errors.Length == 0, page + ": " + block.Code);
    });

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_link_on_a_page_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Engine.RepositoryRoot, page))!;
        foreach (Match link in Regex.Matches(File.ReadAllText(Path.Combine(Engine.RepositoryRoot, page)), @"\]\(([^)#]+)(?:#[^)]*)?\)"))
        {
            string target = link.Groups[1].Value;
            Assert.True(target.Contains("://", StringComparison.Ordinal) || Path.Exists(Path.Combine(folder, target)), page + " links to " + target);
        }
    }

    [Theory]
    [MemberData(nameof(RunPages))]
    public void Every_command_on_a_page_runs_and_prints_what_the_page_says(string page)
    {
        using var session = new SampleSession();
        foreach (CodeBlock block in Blocks(page).Where(block => block.NotRun is null))
        {
            // Variables stay from block to block, as for someone who types along; each starts with a sandbox of its own.
            session.Run("$Error.Clear(); Connect-TwilioEvents -Sandbox");
            string printed = session.Run(block.Code);
            if (block.Prints is null) Assert.True(session.Errors.Count == 0, $"{page}: {block.Code}\nprints an error that the page does not show:\n{printed}");
            else Assert.True(ExampleRunner.Matches(block.Prints, printed), $"{page}: {block.Code}\nprints:\n{printed}\n\nThe page says:\n{block.Prints}");
        }
    }

    [Fact]
    public async Task The_picture_of_the_quick_start_is_current()
    {
        string picture = Path.Combine(Docs, "quickstart.svg"), drawn = Path.GetTempFileName();
        string quickstart = Path.Combine(Engine.RepositoryRoot, "samples", "Quickstart", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Quickstart.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [quickstart, "--svg", drawn]) { RedirectStandardOutput = true })!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        string now = await File.ReadAllTextAsync(drawn), before = (await File.ReadAllTextAsync(picture)).Replace("\r", string.Empty, StringComparison.Ordinal);
        File.Delete(drawn);
        Assert.True(now == before, picture + " is not what the quick start prints now. 'dotnet run --project samples/Quickstart -- --svg docs/quickstart.svg' draws it anew.");
    }

    private static IReadOnlyList<CodeBlock> Blocks(string page)
    {
        string text = Markdown.ReadFile(Path.Combine(Engine.RepositoryRoot, page));
        IReadOnlyList<CodeBlock> blocks = CodeBlock.ReadAll(text);
        Assert.Equal(Regex.Count(text, "^```powershell$", RegexOptions.Multiline), blocks.Count);
        return blocks;
    }
}
