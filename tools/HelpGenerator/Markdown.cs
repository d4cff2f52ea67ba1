using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace TwilioEvents.HelpGenerator;

/// <summary>Writes the pages of the help under docs/.</summary>
internal static class Markdown
{
    private const string MarkerBegin = "<!-- Written by tools/HelpGenerator from ";
    private const string Marker = MarkerBegin + "{0}. Change it there. -->\n\n";

    /// <summary>Keeps a text from being taken for Markdown.</summary>
    public static string Escape(string text) =>
        Regex.Replace(text.Replace("<", "&lt;", StringComparison.Ordinal), @"[\\*`\[\]]|(?<!\w)_|_(?!\w)", @"\$0");

    /// <summary>A text without its marks, as Get-Help shows it: a link to another page is that page's name.</summary>
    public static string ToText(string markdown) => Regex.Replace(
        Regex.Replace(markdown, @"\[([^\]]+)\]\(([^)]+)\)", match => match.Groups[2].Value.EndsWith(".md", StringComparison.Ordinal)
            ? match.Groups[1].Value
            : match.Groups[1].Value + " (" + match.Groups[2].Value + ")"),
        @"`|\*\*|<(?=https:)|(?<=https:\S*)>",
        string.Empty);

    /// <summary>A block of code, and an empty line.</summary>
    public static string Fence(string language, string text) => "```" + language + "\n" + text + "\n```\n\n";

    /// <summary>A file of Markdown, with ends of lines that are the same on every system.</summary>
    public static string ReadFile(string file) => File.ReadAllText(file).Replace("\r", string.Empty, StringComparison.Ordinal);

    /// <summary>Whether this is the text of a page that the generator wrote. Others under docs/ are written by hand.</summary>
    public static bool IsGenerated(string page) => page.StartsWith(MarkerBegin, StringComparison.Ordinal);

    /// <summary>Every page by its file name.</summary>
    public static SortedDictionary<string, string> Pages(ModuleHelp module)
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["README.md"] = Index(module) };
        foreach (CommandHelp command in module.Commands) pages.Add(command.Name + ".md", Page(command));
        foreach (AboutTopic topic in module.Topics)
            pages.Add(topic.Name + ".md", Comment("src/TwilioEvents.PowerShell/Help/" + topic.Name + ".md") + topic.Markdown);
        return pages;
    }

    private static string Comment(string source) => Marker.Replace("{0}", source, StringComparison.Ordinal);

    private static string Index(ModuleHelp module)
    {
        var page = new StringBuilder(Comment("the cmdlets and topics"));
        page.Append(
            "# Help\n\nThe same texts as `Get-Help` shows. [Tasks](Tasks.md) has the commands by what they are for. "
                + "[Receivers](Receivers.md) says what can receive events, and when to take which.\n\n"
                + "| cmdlet | what it does |\n|---|---|\n");
        foreach (CommandHelp command in module.Commands)
            page.Append("| [" + command.Name + "](" + command.Name + ".md) | " + command.Synopsis.ToMarkdown() + " |\n");
        page.Append("\n| topic | what it is about |\n|---|---|\n");
        foreach (AboutTopic topic in module.Topics)
            page.Append("| [" + topic.Name + "](" + topic.Name + ".md) | " + topic.Summary + " |\n");
        return page.ToString();
    }

    private static string Page(CommandHelp command)
    {
        var page = new StringBuilder(Comment(command.Class.Name + ".cs"));
        page.Append("# " + command.Name + "\n\n" + command.Synopsis.ToMarkdown() + "\n\n## Syntax\n\n");
        foreach (SyntaxHelp syntax in command.Syntax)
            page.Append(
                (command.Syntax.Count > 1 ? "### " + syntax.Set + "\n\n" : string.Empty) + Fence("text", Wrap(command.Name, syntax)));
        if (!command.Description.IsEmpty) page.Append("## Description\n\n" + command.Description.ToMarkdown() + "\n\n");
        page.Append("## Examples\n\n");
        foreach ((int index, ExampleHelp example) in command.Examples.Index())
        {
            page.Append("### Example " + (index + 1) + ": " + example.Title + "\n\n");
            foreach (CodeBlock step in example.Steps) page.Append(step);
            if (example.Remarks.Length > 0) page.Append(example.Remarks + "\n\n");
        }

        page.Append("## Parameters\n\n");
        foreach (ParameterHelp parameter in command.Parameters) Describe(parameter, page);
        page.Append(
            "`" + command.Name
                + "` also takes PowerShell's common parameters, such as `-Verbose` and `-ErrorAction`: see about_CommonParameters.\n\n");
        Types("Inputs", command.Inputs, page);
        Types("Outputs", command.Outputs, page);
        if (!command.Notes.IsEmpty) page.Append("## Notes\n\n" + command.Notes.ToMarkdown() + "\n\n");
        page.Append("## Related links\n\n");
        foreach (LinkHelp link in command.Links.Skip(1)) page.Append("- [" + Escape(link.Text) + "](" + link.Target + ")\n");
        return page.ToString();
    }

    private static void Describe(ParameterHelp parameter, StringBuilder page)
    {
        page.Append("### -" + parameter.Name + "\n\n" + parameter.Description.ToMarkdown() + "\n\n| | |\n|---|---|\n");
        Row("Type", parameter.TypeName);
        if (parameter.Values is not null) Row("Values", parameter.Values);
        if (parameter.Sets.Count > 0) Row("Parameter sets", string.Join(", ", parameter.Sets));
        Row("Required",
            parameter.RequiredIn.Count > 0 ? "In " + string.Join(", ", parameter.RequiredIn) : parameter.IsMandatory ? "True" : "False");
        Row("Position", parameter.Position < 0 ? "Named" : parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Row("Default value", parameter.Default);
        Row("Accepts pipeline input", parameter.PipelineInput);
        if (parameter.Aliases.Count > 0) Row("Aliases", string.Join(", ", parameter.Aliases));
        Row("Accepts wildcard characters", parameter.Wildcards ? "True" : "False");
        page.Append('\n');

        void Row(string name, string value) =>
            page.Append("| " + name + " | " + Escape(value).Replace("|", "\\|", StringComparison.Ordinal) + " |\n");
    }

    private static void Types(string heading, IReadOnlyList<TypeHelp> types, StringBuilder page)
    {
        if (types.Count == 0) return;
        page.Append("## " + heading + "\n\n");
        foreach (TypeHelp type in types) page.Append("### " + type.Name + "\n\n" + type.Description.ToMarkdown() + "\n\n");
    }

    private static string Wrap(string name, SyntaxHelp syntax)
    {
        var lines = new List<string> { name };
        foreach (string part in syntax.Parameters.Select(p => p.ToSyntax()).Append("[<CommonParameters>]"))
        {
            if (lines[^1].Length + 1 + part.Length <= 80) lines[^1] += " " + part;
            else lines.Add("    " + part);
        }

        return string.Join('\n', lines);
    }
}
