using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.HelpGenerator;
using TwilioEvents.RealShell;
using Xunit;

namespace TwilioEvents.Tests;

/// <summary>The pages that people read on the web: docs/ says what Get-Help says, and every command in them runs.</summary>
public sealed class HelpPageTests
{
    private static readonly string Docs = Path.Combine(Engine.RepositoryRoot, "docs");

    /// <summary>The pages whose commands run. Those of the cmdlets' pages are the examples of the help, which run there.</summary>
    public static TheoryData<string> RunPages => ["README.md", .. DocsPages.Where(page => IsWrittenByHand(page) || IsTopic(page))];

    public static TheoryData<string> AllPages =>
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "bench/README.md", .. DocsPages];

    // All pages in one pwsh, each in a session of its own.
    private static readonly Lazy<Dictionary<string, IReadOnlyList<CommandResult>>> Results = new(() =>
    {
        string[] pages = [.. ((IEnumerable<object[]>)RunPages).Select(row => (string)row[0])];
        IEnumerable<string[]> sessions = pages.Select(page => (string[])[.. RunBlocks(page).SelectMany(block => block.Statements)]);
        return pages.Zip(Sessions.Run([.. sessions])).ToDictionary(pair => pair.First, pair => pair.Second);
    });

    private static IEnumerable<string> DocsPages =>
        Directory.GetFiles(Docs, "*.md").Select(file => "docs/" + Path.GetFileName(file)).Order();

    [Fact]
    public void The_pages_under_docs_are_current()
    {
        SortedDictionary<string, string> pages = Markdown.Pages(HelpTests.Help);
        const string Regenerate = " is not what the sources say now. 'dotnet run --project tools/HelpGenerator -- docs' writes it anew.";
        string[] generated = [.. DocsPages.Where(page => !IsWrittenByHand(page)).Select(page => Path.GetFileName(page)!)];
        Assert.All(generated, file => Assert.True(pages.ContainsKey(file), file + " has no cmdlet or topic any more: remove it."));
        foreach ((string name, string page) in pages)
        {
            string file = Path.Combine(Docs, name);
            Assert.True(File.Exists(file) && File.ReadAllText(file).Replace("\r", string.Empty, StringComparison.Ordinal) == page,
                file + Regenerate);
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
            Assert.True(target.Contains("://", StringComparison.Ordinal) || Path.Exists(Path.Combine(folder, target)),
                page + " links to " + target);
        }
    }

    [Theory]
    [MemberData(nameof(RunPages))]
    public void Every_command_on_a_page_runs_and_prints_what_the_page_says(string page)
    {
        var all = new Queue<CommandResult>(Results.Value[page]);
        foreach ((CodeBlock block, string[] statements) in RunBlocks(page))
        {
            CommandResult[] results = [.. statements.Select(_ => all.Dequeue())];
            string printed = Sessions.Tidy(string.Concat(results.Select(one => one.Shown)));
            string came = $"{page}: {block.Code}\nprints:\n{printed}\n\nThe page says:\n{block.Prints ?? "no error"}";
            Assert.True(block.Prints is null ? results.All(one => one.Errors.Count == 0) : ExampleRunner.Matches(block.Prints, printed),
                came);
            foreach ((string statement, CommandResult result) in statements.Zip(results).Where(one => IsToShow(one.First)))
            {
                Assert.True(result.Printed.Length > 0, $"{page}: {statement}\nshows nothing.");
            }
        }
    }

    private static bool IsWrittenByHand(string page) => !Markdown.IsGenerated(Markdown.ReadFile(Path.Combine(Engine.RepositoryRoot, page)));

    private static bool IsTopic(string page) => Path.GetFileName(page).StartsWith("about_", StringComparison.Ordinal);

    // Variables stay from block to block, as for someone who types along; each starts with a sandbox of its own.
    private static (CodeBlock Block, string[] Statements)[] RunBlocks(string page) =>
        [.. Blocks(page).Where(block => block.NotRun is null).Select(block => (block, Statements(block)))];

    private static string[] Statements(CodeBlock block) =>
        ["Connect-TwilioEvents -Sandbox", .. Parse(block.Code).Select(statement => statement.Extent.Text)];

    // A command that only asks: somebody who tries it wants to see an answer.
    private static bool IsToShow(string statement) =>
        Parse(statement)[0] is PipelineAst { PipelineElements: [.., CommandAst last] }
        && (last.GetCommandName().StartsWith("Get-", StringComparison.Ordinal)
            || last.CommandElements.OfType<CommandParameterAst>().Any(parameter => parameter.ParameterName == "WhatIf"));

    private static System.Collections.ObjectModel.ReadOnlyCollection<StatementAst> Parse(string code) =>
        Parser.ParseInput(code, out _, out _).EndBlock.Statements;

    private static IReadOnlyList<CodeBlock> Blocks(string page)
    {
        string text = Markdown.ReadFile(Path.Combine(Engine.RepositoryRoot, page));
        IReadOnlyList<CodeBlock> blocks = CodeBlock.ReadAll(text);
        Assert.Equal(Regex.Count(text, "^```powershell$", RegexOptions.Multiline), blocks.Count);
        return blocks;
    }
}
