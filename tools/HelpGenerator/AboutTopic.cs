using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace TwilioEvents.HelpGenerator;

/// <summary>
/// An about_ topic: written in a little Markdown (headings, paragraphs, lists, code), shown on the web as it is
/// and by Get-Help as text of 80 columns.
/// </summary>
internal sealed class AboutTopic
{
    private const string ErrorIdsGoHere = "<!-- error ids -->";

    private AboutTopic(string name, string summary, string markdown)
    {
        this.Name = name;
        this.Summary = summary;
        this.Markdown = markdown;
    }

    public string Name { get; }

    /// <summary>Its first paragraph, one line.</summary>
    public string Summary { get; }

    public string Markdown { get; }

    public static AboutTopic Read(string file, IEnumerable<ErrorKind> errorIds)
    {
        string markdown = HelpGenerator.Markdown.ReadFile(file).Replace(ErrorIdsGoHere, Describe(errorIds), StringComparison.Ordinal);
        string[] lines = markdown.Split('\n');
        string name = Path.GetFileNameWithoutExtension(file);
        if (lines.Length < 4 || lines[0] != "# " + name || lines[1].Length > 0 || lines[3].Length > 0)
            throw new InvalidOperationException(file + " must begin with '# " + name + "', an empty line, and a summary of one line.");
        return new AboutTopic(name, lines[2], markdown);
    }

    /// <summary>The text for Get-Help: its fifth line is what Get-Help shows in lists.</summary>
    public string ToText()
    {
        var text = new StringBuilder("TOPIC\n    " + this.Name + "\n\nSHORT DESCRIPTION\n    " + this.Summary + "\n\nLONG DESCRIPTION\n");
        int indent = 4;
        bool isCode = false;
        var paragraph = new List<string>();
        foreach (string line in this.Markdown.Split('\n').Skip(3).Append(string.Empty))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
                if (!isCode) text.Append('\n');
            }
            else if (isCode) text.Append(line.Length == 0 ? "\n" : new string(' ', indent + 4) + line + "\n");
            else if (line.StartsWith("<!--", StringComparison.Ordinal)) continue;
            else if (line.Length == 0 || line[0] == '#' || Item().IsMatch(line))
            {
                Flush(line.Length == 0);
                if (line.StartsWith("### ", StringComparison.Ordinal))
                {
                    text.Append("    " + HelpGenerator.Markdown.ToText(line[4..]) + "\n");
                    indent = 8;
                }
                else if (line.StartsWith("## ", StringComparison.Ordinal))
                {
                    text.Append(HelpGenerator.Markdown.ToText(line[3..]).ToUpperInvariant() + "\n");
                    indent = 4;
                }
                else if (line.Length > 0) paragraph.Add(line);
            }
            else paragraph.Add(line.Trim());
        }

        return text.ToString().TrimEnd('\n') + "\n";

        void Flush(bool emptyLine)
        {
            if (paragraph.Count == 0) return;
            string words = HelpGenerator.Markdown.ToText(string.Join(' ', paragraph));
            string hanging = new(' ', Item().Match(words).Length);
            string line = new(' ', indent);
            bool first = true;
            foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!first && line.Length + 1 + word.Length > 79)
                {
                    text.Append(line + "\n");
                    line = new string(' ', indent) + hanging;
                    first = true;
                }

                line += first ? word : " " + word;
                first = false;
            }

            text.Append(line + (emptyLine ? "\n\n" : "\n"));
            paragraph.Clear();
        }
    }

    // A heading is followed by an empty line in Markdown and by none in the text of Get-Help: Flush, which has
    // nothing to write then, leaves it out.
    private static Regex Item() => new(@"^(?:- |\d+\. )");

    private static string Describe(IEnumerable<ErrorKind> errorIds) => string.Join("\n\n", errorIds.Select(id =>
        "### " + id.Name + "\n\n" + HelpGenerator.Markdown.Escape(id.When) + "\n\nWhat to do: " + HelpGenerator.Markdown.Escape(id.Advice)
            + "\n\nCategory: " + id.Category + "."));
}
