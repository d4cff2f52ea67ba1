using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace TwilioEvents.Mutation;

/// <summary>Stryker.NET, as a tool of the copy alone.</summary>
internal static class Stryker
{
    private const string Version = "5.1.0";

    /// <summary>What has no option on the command line.</summary>
    private static readonly object Settings = new Dictionary<string, object>
    {
        ["stryker-config"] = new Dictionary<string, object>
        {
            // A busy machine is no endless loop.
            ["additional-timeout"] = (int)TimeSpan.FromSeconds(20).TotalMilliseconds,

            // Many rounds or a long text: seconds for each mutant, and what they assert is how long it takes.
            ["test-case-filter"] = "Category!=Load",
        },
    };

    /// <summary>Mutates an assembly and tests the mutants.</summary>
    /// <param name="repository">The copy.</param>
    /// <param name="assembly">The assembly, such as TwilioEvents.Client; its tests stand in a project of its name with .Tests.</param>
    /// <param name="files">Patterns of the files to mutate; all of the assembly where there are none.</param>
    /// <returns>The path of the report.</returns>
    public static string Run(string repository, string assembly, IEnumerable<string> files)
    {
        string tools = Path.Combine(repository, "out", "stryker"), output = Path.Combine(repository, "out", "mutation");
        Tool.Run(repository, "dotnet", ["tool", "install", "dotnet-stryker", "--version", Version, "--tool-path", tools]);
        string tests = Path.Combine(repository, "tests", assembly + ".Tests");
        File.WriteAllText(Path.Combine(tests, "stryker-config.json"), JsonSerializer.Serialize(Settings));
        string[] arguments =
            ["--project", assembly + ".csproj", "--concurrency", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
                "--reporter", "progress", "--reporter", "json", "--output", output, "--verbosity", "error", "--skip-version-check"];
        Tool.Run(tests, Path.Combine(tools, "dotnet-stryker"), [.. arguments, .. files.SelectMany(f => new[] { "--mutate", f })]);
        return Path.Combine(output, "reports", "mutation-report.json");
    }
}
