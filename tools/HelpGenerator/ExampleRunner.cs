using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.EmbeddedHost;

namespace TwilioEvents.HelpGenerator;

/// <summary>Runs the examples of the help, each in a sandbox of its own.</summary>
internal static class ExampleRunner
{
    /// <summary>What each step of an example prints.</summary>
    public static IReadOnlyList<string> Run(ExampleHelp example)
    {
        using var session = new SampleSession();
        session.Run("$credential = Get-Credential; Connect-TwilioEvents -Sandbox");
        IReadOnlyList<string> printed = [.. example.Steps.Select(step => session.Run(step.Code))];

        // An example may show an error of the module, and none of PowerShell, such as a file that is not there.
        foreach (object error in session.Errors)
        {
            ErrorRecord? record = error as ErrorRecord ?? (error as IContainsErrorRecord)?.ErrorRecord;
            if (record?.InvocationInfo?.MyCommand?.ModuleName != "TwilioEvents") throw new InvalidOperationException(example.Place + " does not run: " + error);
        }

        return printed;
    }

    /// <summary>Whether a text prints what it is said to; ... stands for any text in a line, and alone in a line for any lines.</summary>
    public static bool Matches(string said, string printed)
    {
        IEnumerable<string> lines = SampleSession.Tidy(said).Split('\n').Select(line => line.Trim() == "..."
            ? @"(?:.*\n)*?.*"
            : Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal));
        return Regex.IsMatch(printed, "^" + string.Join(@"\n", lines) + @"\z", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    /// <summary>Writes what the examples print into the sources, where they say something else or nothing.</summary>
    public static void WritePrints(ModuleHelp module)
    {
        string commands = Path.Combine(Engine.RepositoryRoot, "src", "TwilioEvents.PowerShell", "Commands");
        foreach (CommandHelp command in module.Commands)
        {
            string file = Directory.GetFiles(commands, command.Class.Name + ".cs", SearchOption.AllDirectories).Single();
            var examples = new Queue<ExampleHelp>(command.Examples);
            string source = File.ReadAllText(file);
            string written = Regex.Replace(source, @"/// <example>.*?/// </example>", match => WithPrints(match.Value, examples.Dequeue()), RegexOptions.Singleline);
            if (written == source) continue;
            File.WriteAllText(file, written);
            Console.WriteLine("Changed " + file);
        }
    }

    private static string WithPrints(string source, ExampleHelp example)
    {
        if (example.NotRun is not null) return source;
        var steps = new Queue<(ExampleStep Step, string Printed)>(example.Steps.Zip(Run(example)));
        return Regex.Replace(source, @"(?<code></code>)(?<prints>\s*/// <prints>.*?</prints>|\s*/// <prints ?/>)?", match =>
        {
            (ExampleStep step, string printed) = steps.Dequeue();
            if (step.Prints is not null && Matches(step.Prints, printed)) return match.Value;
            string[] lines = DatesOfToday(printed).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Split('\n');
            if (lines.Length > 1) lines = ["<prints>", .. lines, "</prints>"];
            else lines = [printed.Length == 0 ? "<prints/>" : "<prints>" + lines[0] + "</prints>"];
            return "</code>" + string.Concat(lines.Select(line => "\n" + ("/// " + line).TrimEnd()));
        }, RegexOptions.Singleline);
    }

    // What the sandbox does now, and what it holds since last month, has another date tomorrow.
    private static string DatesOfToday(string printed) => Regex.Replace(printed, @"\d+/\d+/\d{4} \d+:\d\d:\d\d [AP]M( \+00:00)?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", match =>
        DateTimeOffset.Parse(match.Value, CultureInfo.GetCultureInfo("en-US")) > DateTimeOffset.UtcNow.AddDays(-60) ? "..." : match.Value);
}
