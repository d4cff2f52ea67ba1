using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace TwilioEvents.RealShell;

/// <summary>
/// The whole PowerShell, from its NuGet package: the same one on every machine, whatever is installed there. What it
/// starts with has nothing of the user's in it: no profile, no modules, no connection to Twilio.
/// </summary>
public static class Pwsh
{
    // As the first statement: pwsh itself adds the folders of the user and of the machine when it starts.
    private const string OwnModulesOnly = "$env:PSModulePath = Join-Path $PSHOME 'Modules'; ";

    /// <summary>The command that runs a script: the first argument is its file, the others are its arguments by position.</summary>
    public const string RunScript = "$script, $rest = $args; & $script @rest; exit $LASTEXITCODE";

    // Where output is redirected, a console is as wide as the kind of terminal says, and without a width PowerShell writes no
    // table. This kind has 80 columns.
    private const string PlainTerminal = "xterm";

    // Each of these can lead to what the user keeps: a configuration of pwsh, its modules, or those of another PowerShell.
    private static readonly string[] UserFolders = ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "PSModulePath"];

    /// <summary>The pwsh.dll in NuGet's package folder.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        Repository.BuiltWith(typeof(Pwsh).Assembly, "PowerShellTools"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll"));

    /// <summary>How to run a command in it. Telemetry and the check for updates are off, and nobody is asked.</summary>
    /// <param name="command">PowerShell; $args are the arguments. To run a script: <c>&amp; $args[0]; exit $LASTEXITCODE</c>.</param>
    /// <param name="home">The folder that is the user's home there; an empty one keeps out what the machine's user has.</param>
    /// <param name="arguments">The arguments, as they are: nothing needs to be quoted.</param>
    /// <returns>What to start. It inherits the console, and the environment but for what belongs to Twilio and the user.</returns>
    /// <exception cref="FileNotFoundException">The package is not where the build found it.</exception>
    public static ProcessStartInfo Command(string command, string home, params IEnumerable<string> arguments)
    {
        if (!File.Exists(Path))
            throw new FileNotFoundException(
                "PowerShell is not in NuGet's package folder: " + Path + " is missing. 'dotnet restore' brings it.", Path);
        var start = new ProcessStartInfo(RunningDotnet());
        foreach (string argument in (string[])[Path, "-NoLogo", "-NoProfile", "-NonInteractive", "-CommandWithArgs",
            OwnModulesOnly + command, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in start.Environment.Keys.Where(IsOfTwilioOrUser).ToArray()) start.Environment.Remove(name);
        start.Environment["HOME"] = home;
        start.Environment["USERPROFILE"] = home;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        if (Console.IsOutputRedirected) start.Environment["TERM"] = PlainTerminal;
        return start;
    }

    /// <summary>Runs a script and gives what its console shows: one of 80 columns that understands colours.</summary>
    /// <param name="script">The file. Its exit code has to be 0.</param>
    /// <param name="home">The folder that is the user's home there.</param>
    /// <param name="arguments">The script's arguments, by position.</param>
    /// <exception cref="InvalidOperationException">The script failed; the message has what it showed.</exception>
    public static string Capture(string script, string home, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = Command(RunScript, home, [script, .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.CreateNoWindow = true;
        start.Environment["TERM"] = PlainTerminal;
        start.Environment.Remove("NO_COLOR");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string shown = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return shown;
        throw new InvalidOperationException(script + " ended with exit code " + process.ExitCode + ": " + shown + errors.Result);
    }

    private static bool IsOfTwilioOrUser(string name) =>
        name.StartsWith("TWILIO_", StringComparison.OrdinalIgnoreCase) || UserFolders.Contains(name, StringComparer.OrdinalIgnoreCase);

    // The dotnet that runs this program, which need not be the one on the PATH.
    private static string RunningDotnet() => System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
