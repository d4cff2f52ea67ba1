using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using TwilioEvents.RealShell;

namespace TwilioEvents.Bench;

/// <summary>A new pwsh that imports a module, and does one thing with it. See Cold.ps1.</summary>
internal sealed class ColdStart
{
    private const string OtherOwner = "other generic code of .NET, over types that it was not compiled for";

    // By the beginning of a class's name. The first that fits counts.
    private static readonly (string Name, string[] Beginnings)[] Owners =
    [
        ("TwilioEvents: each method that runs is compiled once", ["TwilioEvents"]),
        ("Newtonsoft.Json: it reads the answer", ["Newtonsoft"]),
        ("PowerShell's engine: its package has IL alone", ["System.Management.Automation", "Microsoft.PowerShell", "(dynamicClass)"]),
        ("async methods and tasks over types of TwilioEvents and of System.Net",
            ["System.Runtime.CompilerServices", "System.Threading.Tasks"]),
        ("System.Net and its metrics", ["System.Net", "System.Diagnostics.Metrics"]),
    ];

    /// <summary>What a run came to.</summary>
    /// <param name="Import">How many methods the import compiled.</param>
    /// <param name="Connection">How many methods the connection compiled.</param>
    /// <param name="Update">How many methods the update compiled, or the object of its own.</param>
    /// <param name="Time">The CPU time of the process, in milliseconds.</param>
    public readonly record struct Figures(int Import, int Connection, int Update, double Time);

    private readonly string home;
    private readonly string[] arguments;

    /// <param name="home">An empty folder. It is the user's home, in which pwsh keeps what makes its next start faster.</param>
    /// <param name="manifest">The module to import.</param>
    /// <param name="server">Where to change a sink; null for an object of the module's own.</param>
    public ColdStart(string home, string manifest, Uri? server)
    {
        this.home = home;
        this.arguments = [manifest, server?.AbsoluteUri ?? string.Empty, Module.Account, Module.Secret];
    }

    private static string Script => Path.Combine(AppContext.BaseDirectory, "Cold.ps1");

    /// <summary>Runs it once.</summary>
    public Figures Run()
    {
        double[] figures = [.. Pwsh.Capture(Script, this.home, this.arguments).TrimEnd().Split('\n')[^1].Split(' ')
            .Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return new Figures((int)figures[0], (int)figures[1], (int)figures[2], figures[3]);
    }

    /// <summary>Whose methods are compiled from the import to the end of the update.</summary>
    public IEnumerable<(string Owner, int Methods)> MethodsByOwner()
    {
        // What a process compiles before its import may differ by a few methods: what was seen there once is not counted.
        var before = this.Compiled("BeforeImport").ToHashSet();
        return this.Compiled("BeforeOutput").Where(method => !before.Contains(method)).GroupBy(OwnerOf)
            .OrderByDescending(group => group.Count()).Select(group => (group.Key, group.Count()));
    }

    private static string OwnerOf(string method) =>
        Array.Find(Owners, owner => owner.Beginnings.Any(method.StartsWith)).Name ?? OtherOwner;

    // The runtime itself writes the list. What it compiles a second time, to make it faster, is left out.
    private string[] Compiled(string end)
    {
        const string Marker = ": JIT compiled ";
        string list = Path.Combine(this.home, "compiled.txt");
        ProcessStartInfo start = Pwsh.Command(Pwsh.RunScript, this.home, [Script, .. this.arguments, end]);
        start.RedirectStandardOutput = true;
        start.Environment["DOTNET_JitStdOutFile"] = list;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";
        using (Process process = Process.Start(start)!)
        {
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        string[] lines = File.ReadAllLines(list);
        File.Delete(list);
        return [.. lines.Where(line => line.Contains(Marker, StringComparison.Ordinal) && !line.Contains("Tier1", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..line.LastIndexOf('[')].TrimEnd())];
    }
}
