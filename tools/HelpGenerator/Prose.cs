using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TwilioEvents.HelpGenerator;

/// <summary>The text of one XML documentation tag: paragraphs and items of lists.</summary>
internal sealed class Prose
{
    private readonly IReadOnlyList<Block> blocks;

    private Prose(IReadOnlyList<Block> blocks) => this.blocks = blocks;

    public bool IsEmpty => this.blocks.Count == 0;

    public static Prose Of(string text) => new([new Block(string.Empty, [new Span(text)])]);

    /// <summary>Reads tags of one name, one after the other.</summary>
    public static Prose Read(IEnumerable<XElement> elements, Documentation documentation)
    {
        var blocks = new List<Block>();
        foreach (XElement element in elements) ReadBlocks(element, string.Empty, blocks, documentation);
        return new Prose(blocks);
    }

    /// <summary>Its paragraphs as plain text.</summary>
    public IEnumerable<string> ToText() =>
        this.blocks.Select(block => block.Marker + string.Concat(block.Spans.Select(span => span.ToText())));

    public override string ToString() => string.Join("\n\n", this.ToText());

    public string ToMarkdown()
    {
        IEnumerable<string> parts =
            this.blocks.Select(block => block.Marker + string.Concat(block.Spans.Select(span => span.ToMarkdown())));
        return string.Join("\n\n", parts);
    }

    private static void ReadBlocks(XElement element, string marker, List<Block> blocks, Documentation documentation)
    {
        var spans = new List<Span>();
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText text:
                    spans.Add(new Span(text.Value));
                    break;
                case XElement { Name.LocalName: "para" } para:
                    Flush();
                    ReadBlocks(para, marker, blocks, documentation);
                    break;
                case XElement { Name.LocalName: "list" } list:
                    Flush();
                    int number = 0;
                    foreach (XElement item in list.Elements("item"))
                    {
                        string itemMarker = (string?)list.Attribute("type") == "number" ? ++number + ". " : "- ";
                        XElement? term = item.Element("term");
                        XElement words = item.Element("description") ?? item;
                        if (term is not null && term != words) words = new XElement("item", term.Nodes(), ": ", words.Nodes());
                        ReadBlocks(words, itemMarker, blocks, documentation);
                    }

                    break;
                case XElement inline:
                    spans.Add(documentation.Inline(inline));
                    break;
            }
        }

        Flush();

        void Flush()
        {
            // White space is one space, and none at both ends.
            var tidied = new List<Span>();
            foreach (Span span in spans)
            {
                string text = Regex.Replace(span.Text, @"\s+", " ");
                if (tidied.Count == 0 || tidied[^1].Text.EndsWith(' ')) text = text.TrimStart();
                if (text.Length > 0) tidied.Add(span with { Text = text });
            }

            if (tidied.Count > 0) tidied[^1] = tidied[^1] with { Text = tidied[^1].Text.TrimEnd() };
            if (tidied.Count > 0) blocks.Add(new Block(marker, tidied));
            spans.Clear();
        }
    }

    private sealed record Block(string Marker, IReadOnlyList<Span> Spans);
}

internal enum SpanKind
{
    Plain,
    Code,
    Link,
}

/// <summary>A run of text of one kind.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">How it is shown where that can be shown.</param>
/// <param name="Target">Where a link leads: an address, or a page beside this one.</param>
internal sealed record Span(string Text, SpanKind Kind = SpanKind.Plain, string Target = "")
{
    public string ToText() =>
        this.Kind == SpanKind.Link && this.Target.Contains("://", StringComparison.Ordinal) && this.Target != this.Text
        ? this.Text + " (" + this.Target + ")"
        : this.Text;

    public string ToMarkdown() => this.Kind switch
    {
        SpanKind.Code => "`" + this.Text + "`",
        SpanKind.Link => "[" + Markdown.Escape(this.Text) + "](" + this.Target + ")",
        _ => Markdown.Escape(this.Text),
    };
}
