using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using Xunit;
using Xunit.Abstractions;

namespace TwilioEvents.Tests;

/// <summary>
/// Runs of many lines through a server that fails a tenth of the requests in all the ways it knows. Afterwards
/// what each line reported is held against what the server did. TWILIO_EVENTS_TEST_SEED repeats a run,
/// TWILIO_EVENTS_TEST_LINES makes it longer.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    // One second, as little as there is: some of the faults end with it alone.
    private const int TimeoutSec = 1;

    [Fact]
    public void Every_update_is_reported_once_in_order_and_as_it_went()
    {
        int lines = Setting("LINES") ?? 400;
        using ChaosServer server = this.Start();
        using var engine = new ModuleEngine(server.BaseUri, TimeoutSec);
        Row[] rows = [.. Enumerable.Range(0, lines).Select(i => new Row(ChaosServer.Sid(i), "description " + i))];
        foreach (Row row in rows) server.Sinks[row.Sid] = "before";
        Report[] reports = Run(engine, "$args[0] | Set-TwilioSink -ThrottleLimit 32 -RetryIntervalSec 1 2>&1", rows);
        Assert.Equal(rows.Select(r => r.Sid), reports.Select(r => r.Sid));
        foreach ((Report report, Row row) in reports.Zip(rows, (report, row) => (report, row)))
        {
            bool done = server.Sinks[row.Sid] == row.Description;
            Assert.True(
                report.Outcome switch { null => done, "MayHaveBeenApplied" => true, "Refused" => !done, "NotSent" =>
                    !done && !server.Seen.ContainsKey(row.Sid), _ => false }, report + ", done: " + done);
        }

        this.Say(server, reports);
    }

    [Fact]
    public void Every_creation_and_removal_is_reported_once_in_order_and_as_it_went()
    {
        int lines = (Setting("LINES") ?? 400) / 4;
        using ChaosServer server = this.Start();
        using var engine = new ModuleEngine(server.BaseUri, TimeoutSec);
        Row[] news = [.. Enumerable.Range(0, lines).Select(i => new Row(string.Empty, "new " + i))];
        Report[] created = Run(engine, "$args[0] | Select-Columns | New-TwilioSink -ThrottleLimit 32 -RetryIntervalSec 1 2>&1", news);
        Assert.Equal(news.Select(r => r.Description), created.Select(r => r.Description));
        foreach (Report report in created)
        {
            int made = server.Sinks.Values.Count(d => d == report.Description);
            Assert.True(
                report.Outcome switch { null => made == 1, "MayHaveBeenApplied" => made <= 1, "Refused" => made == 0, "NotSent" =>
                    made == 0 && !server.Seen.ContainsKey(report.Description), _ => false }, report + ", made: " + made);
        }

        Row[] olds = [.. server.Sinks.Select(s => new Row(s.Key, s.Value))];
        server.Seen.Clear();
        Report[] removed = Run(engine, "$args[0].Sid | Remove-TwilioSink -Confirm:$false -ThrottleLimit 32 -RetryIntervalSec 1 2>&1", olds);
        Dictionary<string, string?> errors = removed.ToDictionary(r => r.Sid, r => r.Outcome);
        Assert.Equal(olds.Select(r => r.Sid).Where(errors.ContainsKey), removed.Select(r => r.Sid));
        foreach (Row row in olds)
        {
            bool gone = !server.Sinks.ContainsKey(row.Sid);
            string? outcome = errors.TryGetValue(row.Sid, out string? said) ? said : null;
            Assert.True(
                outcome switch { null => gone, "MayHaveBeenApplied" => true, "Refused" => !gone, "NotSent" =>
                    !gone && !server.Seen.ContainsKey(row.Sid), _ => false }, row + " " + outcome + ", gone: " + gone);
        }

        this.Say(server, [.. created, .. removed]);
    }

    private ChaosServer Start()
    {
        int seed = Setting("SEED") ?? new Random().Next();
        output.WriteLine("TWILIO_EVENTS_TEST_SEED=" + seed.ToString(CultureInfo.InvariantCulture));
        return new ChaosServer(seed);
    }

    private void Say(ChaosServer server, IReadOnlyCollection<Report> reports)
    {
        output.WriteLine(
            server.Requests + " requests, " + server.Faults + " faults; "
                + string.Join(", ", reports.GroupBy(r => r.Outcome ?? "done").Select(g => g.Count() + " " + g.Key)));
        Assert.True(server.Faults > 10);
    }

    private static Report[] Run(ModuleEngine engine, string script, Row[] rows)
    {
        const string Columns =
            "function Select-Columns { process { [pscustomobject]@{ Description = $_.Description; Destination = "
                + "'https://example.com/events' } } }; ";
        Result result = engine.Must(Columns + script, [rows]);
        return [.. result.Output.Select(Report.Of)];
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable("TWILIO_EVENTS_TEST_" + name), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>A line of the input.</summary>
    public sealed record Row(string Sid, string Description);

    /// <summary>What was reported of a line; the outcome of its error, or null where it went well.</summary>
    private sealed record Report(string Sid, string Description, string? Outcome)
    {
        public static Report Of(PSObject reported)
        {
            if (reported.BaseObject is not ErrorRecord error) return new Report(Text(reported, "Sid"), Text(reported, "Description"), null);
            var target = PSObject.AsPSObject(error.TargetObject);
            object? outcome = error.Exception.GetType().GetProperty("Outcome")?.GetValue(error.Exception);
            Assert.True(outcome is not null, error.ToString() + " says nothing of its outcome.");
            return new Report(target.BaseObject as string ?? Text(target, "Sid"), Text(target, "Description"), outcome!.ToString());
        }

        private static string Text(PSObject item, string name) => item.Properties[name]?.Value?.ToString() ?? string.Empty;
    }
}
