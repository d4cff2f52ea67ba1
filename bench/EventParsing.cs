using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using TwilioEvents.RealShell;

namespace TwilioEvents.Bench;

/// <summary>What ConvertFrom-TwilioEvent costs, against ConvertFrom-Json on the same text: a batch of events as Twilio sends it.</summary>
internal static class EventParsing
{
    /// <summary>An event as Twilio sends it.</summary>
    public static readonly string Event = """
        {"specversion":"1.0","type":"com.twilio.messaging.message.delivered","source":"/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        aaaa/Messages/SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json","id":"EZbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","dataschema":"https://events-schema
        s.twilio.com/Messaging.MessageStatus/4.json","datacontenttype":"application/json","time":"2026-11-25T03:44:36.125Z","data":{"accoun
        tSid":"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","messageSid":"SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","to":"+15551234567","from":"+1555765432
        1","messageStatus":"DELIVERED","eventName":"com.twilio.messaging.message.delivered","timestamp":"2026-11-25T03:44:36.125Z","segment
        s":1}}
        """.Replace("\n", string.Empty, StringComparison.Ordinal).Replace("\r", string.Empty, StringComparison.Ordinal);

    /// <summary>Measures both in alternating rounds, and adds lines to the report.</summary>
    public static void Measure(Module module, Report report, bool quick)
    {
        int count = quick ? 50 : 2000, rounds = quick ? 3 : 40;
        module.Run("Import-Module $args[0] -Cmdlet ConvertFrom-Json; $global:events = $args[1]",
            Path.Combine(Path.GetDirectoryName(Pwsh.Path)!, "Microsoft.PowerShell.Commands.Utility.dll"),
            "[" + string.Join(",", Enumerable.Repeat(Event, count)) + "]");
        Compare("ConvertFrom-TwilioEvent / ConvertFrom-Json", "$events | {0} > $null");
        Compare("the same, and the data of each event is read", "foreach ($event in ($events | {0})) {{ $null = $event.Data }}");

        void Compare(string what, string script)
        {
            var theirs = new List<double>();
            var ours = new List<double>();
            for (int round = -3; round < rounds; round++)
            {
                double json = Time(script, "ConvertFrom-Json"), events = Time(script, "ConvertFrom-TwilioEvent");
                if (round < 0) continue;
                theirs.Add(json);
                ours.Add(events);
            }

            report.Add(what, Median(ours.Zip(theirs, (a, b) => a / b)),
                $"an event: {1000 * Median(ours) / count:0.0} µs / {1000 * Median(theirs) / count:0.0} µs; "
                    + $"{rounds} alternating rounds of a batch of {count:#,0}", must: 1.5);
        }

        double Time(string script, string command)
        {
            var watch = Stopwatch.StartNew();
            module.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, command));
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
