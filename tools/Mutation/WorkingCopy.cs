using System;
using System.IO;
using System.Text.RegularExpressions;

namespace TwilioEvents.Mutation;

/// <summary>
/// A copy of the repository's files, deleted afterwards. Its test projects target .NET alone: the mutants are
/// compiled once, and .NET Framework runs on Windows alone.
/// </summary>
internal sealed class WorkingCopy : IDisposable
{
    private static readonly Regex Frameworks =
        new("<TargetFrameworks>(net[0-9.]+);[^<]*</TargetFrameworks>", RegexOptions.CultureInvariant);

    /// <summary>Copies what is tracked and what is new, as it is now.</summary>
    public WorkingCopy(string repository)
    {
        this.Folder = Directory.CreateTempSubdirectory("TwilioEvents.Mutation").FullName;
        string files = Tool.Read(repository, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        foreach (string file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // Deleted and not yet committed.
            if (!File.Exists(Path.Combine(repository, file))) continue;
            string target = Path.Combine(this.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(repository, file), target);
        }

        foreach (string project in Directory.EnumerateFiles(Path.Combine(this.Folder, "tests"), "*.csproj", SearchOption.AllDirectories))
        {
            File.WriteAllText(project, Frameworks.Replace(File.ReadAllText(project), "<TargetFramework>$1</TargetFramework>"));
        }
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(this.Folder, recursive: true);
}
