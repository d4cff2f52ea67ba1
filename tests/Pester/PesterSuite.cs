using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.RealShell;

namespace TwilioEvents.PesterTests;

/// <summary>The Pester tests of a folder. Each call runs Pester in a pwsh of its own.</summary>
/// <param name="folder">The folder with the files *.Tests.ps1.</param>
/// <param name="command">Makes what is started, as <see cref="Pwsh.Command"/> does.</param>
internal sealed class PesterSuite(string folder, Func<string, string, string[], ProcessStartInfo> command)
{
    private const int LinesOfOutputShown = 40;

    private static readonly string Project = Path.Combine(Repository.Root, "tests", "Pester");
    private static readonly string Manifest = Repository.BuiltWith(typeof(PesterSuite).Assembly, "PesterManifest");

    /// <summary>The tests of the module.</summary>
    public static PesterSuite OfModule { get; } = new(Project, (script, home, arguments) => Pwsh.Command(script, home, arguments));

    /// <summary>Lists the tests, and runs none.</summary>
    /// <param name="cancelled">Ends pwsh and all that it started.</param>
    /// <exception cref="SuiteException">pwsh did not start or ended too early, or there are no tests.</exception>
    public IReadOnlyList<PesterTest> List(CancellationToken cancelled) => this.Invoke(" -List", null, cancelled);

    /// <summary>Runs all tests.</summary>
    /// <param name="cancelled">Ends pwsh and all that it started.</param>
    /// <returns>What came of each, and each block and file that failed outside its tests.</returns>
    /// <exception cref="SuiteException">pwsh did not start or ended too early, or there are no tests.</exception>
    public IReadOnlyList<PesterTest> Run(CancellationToken cancelled) => this.Invoke(string.Empty, null, cancelled);

    /// <summary>Runs some tests.</summary>
    /// <param name="isChosen">Says which, of those in the list.</param>
    /// <param name="cancelled">Ends pwsh and all that it started.</param>
    /// <returns>What came of each, and what failed outside the tests in their files.</returns>
    /// <exception cref="SuiteException">pwsh did not start or ended too early, or one of the tests is not there.</exception>
    public IReadOnlyList<PesterTest> Run(Func<PesterTest, bool> isChosen, CancellationToken cancelled)
    {
        ILookup<bool, PesterTest> listed = this.List(cancelled).ToLookup(isChosen);
        if (!listed.Contains(true)) return [];

        // Pester runs a test that it is to skip where its line is asked for, so the lines of the others are left out instead. All
        // cases of a test stand on the same line, so more may run.
        HashSet<string> names = [.. listed[true].Select(test => test.FullName)], files = [.. listed[true].Select(test => test.File)];
        IEnumerable<string> others = listed[false].Where(test => test.IsTest).Select(LineOf).Except(listed[true].Select(LineOf));
        IReadOnlyList<PesterTest> found = this.Invoke(string.Empty, new { Files = files, ExcludedLines = others }, cancelled);
        List<PesterTest> ran = [.. found.Where(test => test.IsTest ? names.Contains(test.FullName) : files.Contains(test.File))];
        string[] missing = [.. names.Except(ran.Select(test => test.FullName))];
        return missing.Length == 0 ? ran : throw new SuiteException("Pester does not find " + string.Join(", ", missing) + ".");

        static string LineOf(PesterTest test) => test.File + ":" + test.Line;
    }

    private List<PesterTest> Invoke(string option, object? choice, CancellationToken cancelled)
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("TwilioEvents");
        try
        {
            if (choice is not null) File.WriteAllText(Path.Combine(home.FullName, "choice.json"), JsonSerializer.Serialize(choice));
            string[] arguments = [Path.Combine(Project, "Run.ps1"), Manifest, folder, home.FullName];
            string output =
                Start("& $args[0] -Pester $args[1] -Tests $args[2] -Exchange $args[3]" + option, home.FullName, arguments, cancelled);
            string results = Path.Combine(home.FullName, "tests.json");
            if (!File.Exists(results)) throw new SuiteException("pwsh ended before the suite did. " + output);
            List<PesterTest> tests = JsonSerializer.Deserialize<List<PesterTest>>(File.ReadAllText(results))!;
            return tests.Count > 0 ? tests : throw new SuiteException("Pester finds no tests in " + folder + ".");
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    // Gives the exit code and the end of what pwsh wrote.
    private string Start(string script, string home, string[] arguments, CancellationToken cancelled)
    {
        using var pwsh = new Process();
        var written = new Queue<string>();
        try
        {
            pwsh.StartInfo = command(script, home, arguments);
            pwsh.StartInfo.RedirectStandardInput = pwsh.StartInfo.RedirectStandardOutput = pwsh.StartInfo.RedirectStandardError = true;
            pwsh.OutputDataReceived += Keep;
            pwsh.ErrorDataReceived += Keep;
            pwsh.Start();
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception)
        {
            throw new SuiteException("pwsh did not start. " + e.Message, e);
        }

        using CancellationTokenRegistration end = cancelled.Register(() => pwsh.Kill(entireProcessTree: true));
        pwsh.StandardInput.Close();
        pwsh.BeginOutputReadLine();
        pwsh.BeginErrorReadLine();
        pwsh.WaitForExit();
        cancelled.ThrowIfCancellationRequested();
        lock (written) return $"Exit code {pwsh.ExitCode}; its last lines:\n{string.Join('\n', written)}";

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (written)
            {
                written.Enqueue(line.Data);
                if (written.Count > LinesOfOutputShown) written.Dequeue();
            }
        }
    }
}
