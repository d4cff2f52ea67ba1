using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace TwilioEvents.Quickstart;

/// <summary>Draws what a terminal of 80 columns shows as an SVG.</summary>
internal static class TerminalPicture
{
    private const int Columns = 80, LineHeight = 19, Top = 46, Left = 16;
    private const double CellWidth = 8.4;
    private const string Text = "#d6deeb";

    // The eight colours of ANSI, readable on the dark background.
    private static readonly string[] Colours = ["#7f8c98", "#ff6b6b", "#7ee787", "#f2cc60", "#79b8ff", "#d2a8ff", "#76e3ea", Text];

    /// <summary>Draws lines that may hold ANSI colours; one that is too long is broken at a word.</summary>
    public static string Draw(IEnumerable<string> lines, string title)
    {
        var rows = new StringBuilder();
        int row = 0;
        foreach (List<Cell> cells in lines.Select(Read).SelectMany(Break))
        {
            for (int start = 0, end; start < cells.Count; start = end)
            {
                for (end = start + 1; end < cells.Count && cells[end].Style == cells[start].Style;) end++;
                Write(string.Concat(cells.Skip(start).Take(end - start).Select(cell => cell.Letter)), row, start, cells[start].Style);
            }

            row++;
        }

        int width = (2 * Left) + (int)(Columns * CellWidth), height = Top + (row * LineHeight) + 8;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
            <title>{SecurityElement.Escape(title)}</title>
            <rect width="{width}" height="{height}" rx="8" fill="#10182b"/>
            <circle cx="20" cy="16" r="6" fill="#ff5f57"/>
            <circle cx="40" cy="16" r="6" fill="#febc2e"/>
            <circle cx="60" cy="16" r="6" fill="#28c840"/>
            <g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
            {rows.ToString().TrimEnd('\n')}
            </g>
            </svg>

            """.Replace("\r", string.Empty, StringComparison.Ordinal);

        // The length keeps columns in line whatever the font.
        void Write(string text, int row, int column, Style style)
        {
            string trimmed = text.TrimEnd(' ');
            string start = trimmed.TrimStart(' ');
            if (start.Length == 0) return;
            column += trimmed.Length - start.Length;
            double left = Left + (column * CellWidth), length = start.Length * CellWidth;
            string weight = style.IsBold ? " font-weight=\"bold\"" : string.Empty;
            rows.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{left:0.#}\" y=\"{Top + (row * LineHeight)}\" textLength=\"{length:0.#}\" ")
                .Append(CultureInfo.InvariantCulture, $"lengthAdjust=\"spacingAndGlyphs\" fill=\"{style.Colour}\"{weight}>")
                .Append(SecurityElement.Escape(start)).Append("</text>\n");
        }
    }

    private static List<Cell> Read(string line)
    {
        var cells = new List<Cell>();
        var style = new Style(Text, IsBold: false);
        foreach (Match part in Regex.Matches(line, @"\e\[(?<codes>[\d;]*)m|(?<letter>[^\e])"))
        {
            if (part.Groups["letter"].Success) cells.Add(new Cell(part.Value[0], style));
            else foreach (string code in part.Groups["codes"].Value.Split(';'))
            {
                style = int.TryParse(code, CultureInfo.InvariantCulture, out int number) ? number switch
                {
                    1 => style with { IsBold = true },
                    >= 30 and <= 37 => style with { Colour = Colours[number - 30] },
                    >= 90 and <= 97 => style with { Colour = Colours[number - 90] },
                    0 => new Style(Text, IsBold: false),
                    _ => style,
                } : new Style(Text, IsBold: false);
            }
        }

        return cells;
    }

    private static IEnumerable<List<Cell>> Break(List<Cell> cells)
    {
        while (cells.Count > Columns)
        {
            int space = cells.FindLastIndex(Columns, Columns, cell => cell.Letter == ' ');
            yield return cells[..(space > 0 ? space : Columns)];
            cells = cells[(space > 0 ? space + 1 : Columns)..];
        }

        yield return cells;
    }

    private sealed record Style(string Colour, bool IsBold);

    private sealed record Cell(char Letter, Style Style);
}
