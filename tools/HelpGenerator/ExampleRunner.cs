using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using TwilioEvents.RealShell;

namespace TwilioEvents.HelpGenerator;

/// <summary>What examples of the help print in pwsh, each in a session and a sandbox of its own.</summary>
internal sealed class ExampleRunner
{
    private readonly Dictionary<string, IReadOnlyList<CommandResult>> steps;

    private ExampleRunner(Dictionary<string, IReadOnlyList<CommandResult>> steps) => this.steps = steps;

    /// <summary>Runs the examples that can be run.</summary>
    public static ExampleRunner Run(IEnumerable<ExampleHelp> examples)
    {
        ExampleHelp[] run = [.. examples.Where(example => example.IsRun)];
        IEnumerable<string[]> sessions = run.Select(example =>
            (string[])["$credential = Get-Credential; Connect-TwilioEvents -Sandbox", .. example.Steps.Select(step => step.Code)]);
        return new ExampleRunner(run.Zip(Sessions.Run([.. sessions])).ToDictionary(pair => pair.First.Place, pair => pair.Second));
    }

    /// <summary>What each step of an example printed.</summary>
    /// <exception cref="InvalidOperationException">An error is not one of the module's, which alone an example may show.</exception>
    public IReadOnlyList<string> Printed(ExampleHelp example)
    {
        IReadOnlyList<CommandResult> results = this.steps[example.Place];
        CommandError? error = results.SelectMany(step => step.Errors).FirstOrDefault(error => error.Module != "TwilioEvents");
        if (error is not null) throw new InvalidOperationException(example.Place + " does not run: " + error.Message);
        return [.. results.Skip(1).Select(step => step.Printed)];
    }

    /// <summary>Whether a text prints what it is said to; ... stands for any text in a line, and alone in a line for any lines.</summary>
    public static bool Matches(string said, string printed)
    {
        IEnumerable<string> lines = Sessions.Tidy(said).Split('\n').Select(line => line.Trim() == "..."
            ? @"(?:.*\n)*?.*"
            : Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal));
        return Regex.IsMatch(printed, "^" + string.Join(@"\n", lines) + @"\z", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    /// <summary>Writes what the examples print into their files, where those say something else or nothing.</summary>
    public static void WritePrints(ModuleHelp module)
    {
        ExampleRunner run = Run(module.Commands.SelectMany(command => command.Examples));
        foreach (CommandHelp command in module.Commands)
        {
            string file = ExampleHelp.FileOf(command.Name), source = Markdown.ReadFile(file);
            var printed = new Queue<string?>(command.Examples.SelectMany(run.Prints));
            string written = CodeBlock.Replace(source, block => (block with { Prints = printed.Dequeue() }).ToString());
            written = written.TrimEnd('\n') + "\n";
            if (written == source) continue;
            File.WriteAllText(file, written);
            Console.WriteLine("Changed " + file);
        }
    }

    // What the sandbox does now, and what it holds since last month, has another date tomorrow.
    private static string DatesOfToday(string printed) =>
        Regex.Replace(printed, @"\d+/\d+/\d{4} \d+:\d\d:\d\d [AP]M( \+00:00)?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", match =>
        DateTimeOffset.Parse(match.Value, CultureInfo.GetCultureInfo("en-US")) > DateTimeOffset.UtcNow.AddDays(-60) ? "..." : match.Value);

    private IEnumerable<string?> Prints(ExampleHelp example) => example.IsRun
        ? example.Steps.Zip(this.Printed(example),
            (step, now) => Matches(step.Prints ?? string.Empty, now) ? step.Prints : DatesOfToday(now))
        : example.Steps.Select(step => step.Prints);
}
