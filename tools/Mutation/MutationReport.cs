using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace TwilioEvents.Mutation;

/// <summary>What became of each mutant. The format is that of the mutation-testing report schema.</summary>
internal sealed class MutationReport
{
    private readonly List<Mutant> mutants;

    private MutationReport(List<Mutant> mutants) => this.mutants = mutants;

    /// <summary>Reads the report of a run.</summary>
    public static MutationReport Read(string path)
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(path));
        string root = report.RootElement.GetProperty("projectRoot").GetString()!;
        return new MutationReport(report.RootElement.GetProperty("files").EnumerateObject()
            .SelectMany(file => file.Value.GetProperty("mutants").EnumerateArray().Select(mutant => new Mutant(
                Path.GetRelativePath(root, file.Name).Replace('\\', '/'),
                mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32(),
                mutant.GetProperty("status").GetString()!,
                mutant.GetProperty("mutatorName").GetString()!,
                mutant.TryGetProperty("replacement", out JsonElement text) ? text.GetString()! : string.Empty)))
            .ToList());
    }

    /// <summary>Prints what no test noticed, what could not be compiled, and the score of each file and of all.</summary>
    public void Print(TextWriter output, TimeSpan duration)
    {
        output.WriteLine();
        output.WriteLine("No test noticed these:");
        this.PrintMutants(output, "Survived", "NoCoverage");
        output.WriteLine();
        output.WriteLine("These could not be compiled:");
        this.PrintMutants(output, "CompileError");
        output.WriteLine();
        output.WriteLine("Score  Killed  Timeout  Survived  Not covered  Not compiled  File");
        foreach (IGrouping<string, Mutant> file in this.mutants.GroupBy(m => m.File).OrderBy(f => Score(f.ToList()))
            .ThenBy(f => f.Key, StringComparer.Ordinal)) PrintRow(output, file.ToList(), file.Key);
        PrintRow(output, this.mutants, "all");
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"Duration: {duration.TotalMinutes:0.0} minutes on {Environment.ProcessorCount} processors."));
    }

    // Of the mutants that ran or that no test reaches: those that a test noticed.
    private static double? Score(IReadOnlyList<Mutant> mutants)
    {
        double noticed = Count(mutants, "Killed") + Count(mutants, "Timeout"),
            all = noticed + Count(mutants, "Survived") + Count(mutants, "NoCoverage");
        return all == 0 ? null : 100 * noticed / all;
    }

    private static int Count(IReadOnlyList<Mutant> mutants, string status) => mutants.Count(m => m.Status == status);

    private static void PrintRow(TextWriter output, IReadOnlyList<Mutant> mutants, string name)
    {
        if (Score(mutants) is not double score) return;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{score,5:0.0}  {Count(mutants, "Killed"),6}  {Count(mutants, "Timeout"),7}  {Count(mutants, "Survived"),8}  "
                + $"{Count(mutants, "NoCoverage"),11}  {Count(mutants, "CompileError"),12}  {name}"));
    }

    private void PrintMutants(TextWriter output, params string[] statuses)
    {
        foreach (Mutant mutant in this.mutants.Where(m => statuses.Contains(m.Status)).OrderBy(m => m.File, StringComparer.Ordinal)
            .ThenBy(m => m.Line))
        {
            string replacement = string.Join(' ', mutant.Replacement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            output.WriteLine(
                $"{mutant.File}:{mutant.Line}: {mutant.Mutator} -> "
                    + $"{(replacement.Length > 100 ? replacement[..100] + "..." : replacement)}");
        }
    }

    private sealed record Mutant(string File, int Line, string Status, string Mutator, string Replacement);
}
