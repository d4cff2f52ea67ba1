using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace TwilioEvents.Mutation;

/// <summary>Runs a program and fails where it fails.</summary>
internal static class Tool
{
    /// <summary>Runs it with its output on the console.</summary>
    public static void Run(string folder, string program, IEnumerable<string> arguments) =>
        Start(folder, program, arguments, redirect: false);

    /// <summary>Runs it and gives what it wrote.</summary>
    public static string Read(string folder, string program, IEnumerable<string> arguments) =>
        Start(folder, program, arguments, redirect: true);

    private static string Start(string folder, string program, IEnumerable<string> arguments, bool redirect)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = redirect };
        using Process process = Process.Start(start)!;
        string output = redirect ? process.StandardOutput.ReadToEnd() : string.Empty;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                "'" + program + " " + string.Join(" ", start.ArgumentList) + "' ended with exit code " + process.ExitCode + ".");
        return output;
    }
}
