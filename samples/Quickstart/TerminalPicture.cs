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

    /// <summary>Draws lines that may hold ANSI colours; one that is too long goes on in the next row, as in a terminal.</summary>
    public static string Draw(IEnumerable<string> lines, string title)
    {
        var rows = new StringBuilder();
        int row = 0;
        foreach (string line in lines)
        {
            string colour = Text;
            bool bold = false;
            int column = 0;
            foreach (Match part in Regex.Matches(line, @"\e\[(?<codes>[\d;]*)m|(?<text>[^\e]+)"))
            {
                if (!part.Groups["text"].Success)
                {
                    foreach (int code in part.Groups["codes"].Value.Split(';').Select(code => code.Length == 0 ? 0 : int.Parse(code, CultureInfo.InvariantCulture)))
                    {
                        if (code == 0) (colour, bold) = (Text, false);
                        else if (code == 1) bold = true;
                        else if (code is >= 30 and <= 37) colour = Colours[code - 30];
                        else if (code is >= 90 and <= 97) colour = Colours[code - 90];
                    }

                    continue;
                }

                for (string text = part.Groups["text"].Value; text.Length > 0;)
                {
                    if (column == Columns) (row, column) = (row + 1, 0);
                    string cells = text[..Math.Min(text.Length, Columns - column)];
                    Write(cells, row, column, colour, bold);
                    column += cells.Length;
                    text = text[cells.Length..];
                }
            }

            row++;
        }

        int width = (2 * Left) + (int)(Columns * CellWidth), height = Top + (row * LineHeight) + 8;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
            <title>{SecurityElement.Escape(title)}</title>
            <rect width="{width}" height="{height}" rx="8" fill="#10182b"/>
            <circle cx="20" cy="16" r="6" fill="#ff5f57"/><circle cx="40" cy="16" r="6" fill="#febc2e"/><circle cx="60" cy="16" r="6" fill="#28c840"/>
            <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
            {rows.ToString().TrimEnd('\n')}
            </g>
            </svg>

            """.Replace("\r", string.Empty, StringComparison.Ordinal);

        // The length keeps columns in line whatever the font.
        void Write(string text, int row, int column, string colour, bool bold)
        {
            string trimmed = text.TrimEnd(' ');
            string start = trimmed.TrimStart(' ');
            if (start.Length == 0) return;
            column += trimmed.Length - start.Length;
            rows.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (column * CellWidth):0.#}\" y=\"{Top + (row * LineHeight)}\" textLength=\"{start.Length * CellWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{colour}\"{(bold ? " font-weight=\"bold\"" : string.Empty)}>{SecurityElement.Escape(start)}</text>\n");
        }
    }
}
