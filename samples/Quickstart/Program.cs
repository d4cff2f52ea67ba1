using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.Quickstart;

// Runs Commands.ps1 line by line in a real PowerShell engine, shows each command and what it gave, and
// ends with 1 when something happened that the quick start does not mean to show. With --svg and a file it
// also writes the picture of it that the README shows.
const string PictureEnd = "# The picture in the README ends here.";
string? picture = args is ["--svg", string file] ? file : null;
bool colours = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
int expectedErrors = 3, expectedWarnings = 1, warnings = 0;
var shown = new List<string>();
bool inPicture = true;
using var session = new SampleSession(colours: true);
Console.WriteLine("Get-Content, Import-Csv and Export-Csv are stand-ins here: they ship with pwsh, not with the engine's package.");
foreach (string line in File.ReadLines(Path.Combine(Engine.RepositoryRoot, "samples", "Quickstart", "Commands.ps1")))
{
    if (line == PictureEnd) inPicture = false;
    else if (line.Length == 0) Show(string.Empty);
    else if (line[0] == '#') Show("\u001b[32m" + line + "\u001b[0m");
    else
    {
        Show("\u001b[36mPS> " + line + "\u001b[0m");
        string output = session.Run(line);
        warnings += Regex.Count(output, "WARNING: ");
        if (output.Length > 0) foreach (string one in output.Split('\n')) Show(one);
    }
}

if (picture is not null) File.WriteAllText(picture, TerminalPicture.Draw(shown.SkipLast(1), "The quick start of TwilioEvents in a terminal"));
bool right = session.Errors.Count == expectedErrors && warnings == expectedWarnings;
Console.WriteLine();
Console.WriteLine(right ? "Everything went as it should, the three errors and the warning included." : $"{session.Errors.Count} errors and {warnings} warnings came; {expectedErrors} and {expectedWarnings} were meant to.");
return right ? 0 : 1;

void Show(string line)
{
    if (inPicture) shown.Add(line);
    Console.WriteLine(colours ? line : Regex.Replace(line, @"\e\[[\d;]*m", string.Empty));
}
