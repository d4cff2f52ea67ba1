using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using TwilioEvents.Quickstart;
using TwilioEvents.RealShell;

// Runs Quickstart.ps1 in the pwsh of the NuGet package. With --svg and a file it also draws the picture for README.md: what
// comes before the mark in Commands.ps1.
const string PictureEnd = "#> The picture in README.md ends here.";
string quickstart = Path.Combine(Repository.Root, "samples", "Quickstart"), script = Path.Combine(quickstart, "Quickstart.ps1");
string folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;
try
{
    if (args is not ["--svg", string picture])
    {
        using Process process = Process.Start(Pwsh.Command(Pwsh.RunScript, folder, script, Repository.Root, folder))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    string[] shown = Pwsh.Capture(script, folder, Repository.Root, folder, "Ansi").ReplaceLineEndings("\n").Split('\n');
    foreach (string line in shown) Console.WriteLine(Regex.Replace(line, @"\e\[[\d;]*m", string.Empty));
    string next = File.ReadLines(Path.Combine(quickstart, "Commands.ps1")).SkipWhile(line => line != PictureEnd).ElementAt(1);
    int end = Array.FindIndex(shown, line => line.Contains(next, StringComparison.Ordinal));
    IEnumerable<string> drawn = shown.Take(end).Reverse().SkipWhile(string.IsNullOrEmpty).Reverse();
    File.WriteAllText(picture, TerminalPicture.Draw(drawn, "The quick start of TwilioEvents in a terminal"));
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
