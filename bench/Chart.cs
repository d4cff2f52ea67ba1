using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TwilioEvents.Bench;

/// <summary>Throughput over -ThrottleLimit, a line for each latency; both axes grow by factors.</summary>
internal static class Chart
{
    private const double Left = 70, Right = 640, Top = 50, Bottom = 380;
    private static readonly string[] Colours = ["#b3261e", "#b26a00", "#1b6e3c", "#1f5fa8"];

    /// <summary>Draws it.</summary>
    /// <param name="limits">The values of -ThrottleLimit.</param>
    /// <param name="lines">For each latency in milliseconds, the calls a second at each limit.</param>
    public static string Draw(IReadOnlyList<int> limits, IReadOnlyList<(int Latency, double[] Rates)> lines)
    {
        // One call at a time comes a little below the round number that its latency allows.
        double lowest = Math.Floor(Math.Log10(1.2 * lines.Min(l => l.Rates.Min()))),
            highest = Math.Ceiling(Math.Log10(lines.Max(l => l.Rates.Max())));
        double X(int i) => Left + ((Right - Left) * i / (limits.Count - 1));
        double Y(double rate) => Bottom - ((Bottom - Top) * (Math.Log10(rate) - lowest) / (highest - lowest));

        var svg = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 440\" font-family=\"sans-serif\" font-size=\"13\" "
                + "fill=\"#222\">\n");
        void Add(FormattableString element) => svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Add($"<title>Calls a second over -ThrottleLimit</title>");
        Add($"<rect width=\"760\" height=\"440\" fill=\"#fff\"/>");
        Add($"<text x=\"{Left}\" y=\"28\" font-size=\"16\">Set-TwilioSink: calls a second over -ThrottleLimit</text>");
        for (double power = lowest; power <= highest; power++)
        {
            double rate = Math.Pow(10, power);
            Add($"<line x1=\"{Left}\" y1=\"{Y(rate):0.#}\" x2=\"{Right}\" y2=\"{Y(rate):0.#}\" stroke=\"#ddd\"/>");
            Add($"<text x=\"{Left - 8}\" y=\"{Y(rate) + 4:0.#}\" text-anchor=\"end\">{rate:#,0}</text>");
        }

        for (int i = 0; i < limits.Count; i++) Add($"<text x=\"{X(i):0.#}\" y=\"{Bottom + 22}\" text-anchor=\"middle\">{limits[i]}</text>");
        Add($"<text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 46}\" text-anchor=\"middle\">-ThrottleLimit</text>");
        for (int line = 0; line < lines.Count; line++)
        {
            (int latency, double[] rates) = lines[line];
            string colour = Colours[line % Colours.Length];
            string points =
                string.Join(' ', rates.Select((rate, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i):0.#},{Y(rate):0.#}")));
            Add($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            for (int i = 0; i < rates.Length; i++)
            {
                Add($"<circle cx=\"{X(i):0.#}\" cy=\"{Y(rates[i]):0.#}\" r=\"3\" fill=\"{colour}\">");
                Add($"<title>{latency} ms, -ThrottleLimit {limits[i]}: {rates[i]:0} a second</title></circle>");
            }

            // Where lines end close together, the names stand apart.
            double name = Math.Max(Y(rates[^1]), Top + 4) + (line == 0 ? -8 : line == 1 ? 6 : 4);
            Add($"<text x=\"{Right + 10}\" y=\"{name:0.#}\" fill=\"{colour}\">{latency} ms: {rates[^1]:#,0}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
