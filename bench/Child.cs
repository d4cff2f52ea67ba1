using System;
using System.Diagnostics;
using System.IO;

namespace TwilioEvents.Bench;

/// <summary>This program once more, in a process of its own.</summary>
internal static class Child
{
    /// <summary>Starts it; what it prints and reads goes to the caller.</summary>
    public static Process Start(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        return StartProgram(program,
            Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Child).Assembly.Location, .. arguments] : arguments);
    }

    /// <summary>Runs it to its end, and gives what it printed.</summary>
    public static string Run(params string[] arguments) => ReadToEnd(Start(arguments));

    private static Process StartProgram(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static string ReadToEnd(Process process)
    {
        using (process)
        {
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException(process.StartInfo.FileName + " ended with " + process.ExitCode + ": " + output);
            return output.Trim();
        }
    }
}
