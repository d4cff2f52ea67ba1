using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TwilioEvents.Bench;

/// <summary>The table: printed line by line as it is measured, written as Markdown at the end.</summary>
internal sealed class Report
{
    private readonly bool withLimits;
    private readonly StringBuilder table = new("| what | measured | aim | must | met | how |\n|---|---:|---:|---:|---|---|\n");

    /// <param name="withLimits">Whether figures are held against their aims.</param>
    public Report(bool withLimits) => this.withLimits = withLimits;

    /// <summary>Adds a line.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="value">What came out.</param>
    /// <param name="detail">The figures behind it.</param>
    /// <param name="aim">The most it should be; null where there is no such figure.</param>
    /// <param name="must">The most it may be; null where there is no such figure.</param>
    /// <param name="format">How the figures are written.</param>
    public void Add(string what, double value, string detail, double? aim = null, double? must = null, string format = "0.00")
    {
        if (!this.withLimits) aim = must = null;
        string Show(double? figure) => figure?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;

        // Held against the figures as they are shown.
        double shown = double.Parse(Show(value), NumberStyles.Any, CultureInfo.InvariantCulture);
        double? most = must ?? aim;
        string met = most is null ? string.Empty : shown > most ? "no" : shown > aim ? "must" : "yes";
        this.Line(what, Show(value), Show(aim), Show(must), met, detail);
    }

    /// <summary>Adds a line without a figure.</summary>
    public void Say(string what, string detail) => this.Line(what, string.Empty, string.Empty, string.Empty, string.Empty, detail);

    /// <summary>The table in Markdown.</summary>
    public override string ToString() => this.table.ToString();

    private void Line(string what, string value, string aim, string must, string met, string detail)
    {
        this.table.Append(CultureInfo.InvariantCulture, $"| {what} | {value} | {aim} | {must} | {met} | {detail} |\n");
        string limits =
            (aim.Length > 0 ? " aim " + aim : string.Empty) + (must.Length > 0 ? " must " + must : string.Empty)
                + (met.Length > 0 ? " met: " + met : string.Empty);
        Console.WriteLine($"{value,8}  {what}{limits}\n          {detail}");
    }
}
