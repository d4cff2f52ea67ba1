using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace TwilioEvents.HelpGenerator;

/// <summary>An example of a cmdlet's help: what is typed and what that prints, step by step.</summary>
/// <param name="Place">Whose example it is, for messages.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Steps">What is typed and printed.</param>
/// <param name="Remarks">What there is to say about it, in Markdown.</param>
internal sealed record ExampleHelp(string Place, string Title, IReadOnlyList<CodeBlock> Steps, string Remarks)
{
    /// <summary>Whether a test can run it.</summary>
    public bool IsRun => this.Steps.All(step => step.NotRun is null);

    /// <summary>The file that holds the examples of a cmdlet.</summary>
    public static string FileOf(string cmdlet) => Path.Combine(ModuleHelp.Sources, "Examples", cmdlet + ".md");

    /// <summary>Reads the examples of a cmdlet: after its name as the heading, a section for each.</summary>
    /// <exception cref="InvalidOperationException">The file does not have this form.</exception>
    public static IReadOnlyList<ExampleHelp> ReadAll(string cmdlet)
    {
        string file = FileOf(cmdlet), heading = "# " + cmdlet;
        string[] sections = Regex.Split(Markdown.ReadFile(file), "^## ", RegexOptions.Multiline);
        if (sections[0].Trim() != heading) throw new InvalidOperationException(file + " must begin with '" + heading + "'.");
        return [.. sections.Skip(1).Select((section, index) => Read(section, cmdlet + ", example " + (index + 1)))];
    }

    private static ExampleHelp Read(string section, string place)
    {
        string[] parts = section.Split('\n', 2);
        IReadOnlyList<CodeBlock> steps = CodeBlock.ReadAll(parts[1]);
        if (steps.Count == 0) throw new InvalidOperationException(place + " has no code.");
        return new ExampleHelp(place, parts[0], steps, CodeBlock.Replace(parts[1], _ => string.Empty).Trim());
    }
}

/// <summary>Commands on a page of Markdown.</summary>
/// <param name="Code">The commands.</param>
/// <param name="Prints">What the text block behind them says they print, or null where there is none.</param>
/// <param name="NotRun">Why nobody can run them: the reason in <c>&lt;!-- not run: reason --&gt;</c> before them. Otherwise null.</param>
internal sealed record CodeBlock(string Code, string? Prints, string? NotRun)
{
    // What a fence holds ends before the next line that begins with a fence; it may be no line at all.
    private const string Lines = @"(?:(?!```).*\n)*";

    private static readonly Regex Pattern = new(
        @"(?:<!-- not run: (?<why>[\s\S]+?) -->\s*)?^```powershell\n(?<code>" + Lines + @")```$"
            + @"(?:\s*^```text\n(?<prints>" + Lines + @")```$)?\n*",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture);

    /// <summary>The blocks of a page, in their order.</summary>
    public static IReadOnlyList<CodeBlock> ReadAll(string markdown) => [.. Pattern.Matches(markdown).Select(Of)];

    /// <summary>A page with other text in place of its blocks.</summary>
    public static string Replace(string markdown, Func<CodeBlock, string> text) => Pattern.Replace(markdown, match => text(Of(match)));

    /// <summary>The block as it stands on a page, and an empty line.</summary>
    public override string ToString() =>
        (this.NotRun is null ? string.Empty : "<!-- not run: " + this.NotRun + " -->\n")
        + Markdown.Fence("powershell", this.Code)
        + (string.IsNullOrEmpty(this.Prints) ? string.Empty : Markdown.Fence("text", this.Prints));

    private static CodeBlock Of(Match match) => new(
        WithoutLastBreak(match.Groups["code"].Value),
        match.Groups["prints"].Success ? WithoutLastBreak(match.Groups["prints"].Value) : null,
        match.Groups["why"].Success ? match.Groups["why"].Value : null);

    private static string WithoutLastBreak(string lines) => lines.Length == 0 ? lines : lines[..^1];
}
