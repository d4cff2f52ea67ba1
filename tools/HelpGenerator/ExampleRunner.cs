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

    /// <summary>Writes what the examples print into their files, where those say something else or nothing.</summary>
    public static void WritePrints(ModuleHelp module)
    {
        foreach (CommandHelp command in module.Commands)
        {
            string file = ExampleHelp.FileOf(command.Name), source = Markdown.ReadFile(file);
            var printed = new Queue<string?>(command.Examples.SelectMany(Printed));
            string written = CodeBlock.Replace(source, block => (block with { Prints = printed.Dequeue() }).ToString()).TrimEnd('\n') + "\n";
            if (written == source) continue;
            File.WriteAllText(file, written);
            Console.WriteLine("Changed " + file);
        }
    }

    private static IEnumerable<string?> Printed(ExampleHelp example) => example.IsRun
        ? example.Steps.Zip(Run(example), (step, printed) => Matches(step.Prints ?? string.Empty, printed) ? step.Prints : DatesOfToday(printed))
        : example.Steps.Select(step => step.Prints);

    // What the sandbox does now, and what it holds since last month, has another date tomorrow.
    private static string DatesOfToday(string printed) => Regex.Replace(printed, @"\d+/\d+/\d{4} \d+:\d\d:\d\d [AP]M( \+00:00)?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", match =>
        DateTimeOffset.Parse(match.Value, CultureInfo.GetCultureInfo("en-US")) > DateTimeOffset.UtcNow.AddDays(-60) ? "..." : match.Value);
}
