using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace TwilioEvents.RealShell;

/// <summary>
/// Sessions of a user who types commands into pwsh: each has the staged module, nobody connected, and a folder with the
/// files of the quick start. Get-Credential gives the same credential without asking.
/// </summary>
public static class Sessions
{
    /// <summary>Runs all sessions, one after the other, in one process.</summary>
    /// <param name="sessions">The commands of each session.</param>
    /// <returns>What came of each command of each session.</returns>
    /// <exception cref="InvalidOperationException">PowerShell did not run them all; its message says what came instead.</exception>
    public static IReadOnlyList<IReadOnlyList<CommandResult>> Run(IReadOnlyList<IReadOnlyList<string>> sessions)
    {
        string folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;
        try
        {
            string commands = Path.Combine(folder, "commands.json");
            File.WriteAllText(commands, JsonSerializer.Serialize(sessions));
            string script = Path.Combine(Repository.Root, "tools", "RealShell", "Sessions.ps1");
            string shown = Pwsh.Capture(script, folder, Repository.Root, folder, commands);
            string[] parts = shown.Split('\u001e');
            if (parts.Length != (2 * sessions.Sum(session => session.Count)) + 1)
            {
                throw new InvalidOperationException("PowerShell did not run every command. The last it wrote: " + parts[^1]);
            }

            var results = new Queue<CommandResult>(parts.SkipLast(1).Chunk(2).Select(pair =>
                new CommandResult(pair[0], JsonSerializer.Deserialize<CommandError[]>(pair[1])!)));
            return [.. sessions.Select(session => session.Select(_ => results.Dequeue()).ToArray())];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A text without white space at the ends of its lines, and without empty lines but for one between two others.</summary>
    /// <param name="text">What a console showed.</param>
    public static string Tidy(string text)
    {
        var lines = new List<string>();

        // Some systems write a narrow space, which looks like any other, before AM and PM.
        string[] split = text.Replace("\r", string.Empty, StringComparison.Ordinal).Replace('\u202F', ' ').Split('\n');
        foreach (string line in split.Select(line => line.TrimEnd()))
        {
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0)) lines.Add(line);
        }

        return string.Join('\n', lines).TrimEnd('\n');
    }
}

/// <summary>What came of a command.</summary>
/// <param name="Shown">What the console of 80 columns showed.</param>
/// <param name="Errors">The errors, the newest first.</param>
public sealed record CommandResult(string Shown, IReadOnlyList<CommandError> Errors)
{
    /// <summary>What the console showed, tidied.</summary>
    public string Printed => Sessions.Tidy(this.Shown);
}

/// <summary>An error.</summary>
/// <param name="Module">The module whose command it came from, or an empty text.</param>
/// <param name="Message">Its message.</param>
public sealed record CommandError(string Module, string Message);
