using System;
using System.IO;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;

// Runs Commands.ps1 line by line in a real PowerShell engine, shows each command and what it gave, and
// ends with 1 when something happened that the quick start does not mean to show.
bool colours = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
int width = 80;
string folder = Directory.CreateTempSubdirectory("TwilioEvents").FullName;
int expectedErrors = 2, errors = 0, warnings = 0;
try
{
    using var engine = new Engine(new RecordingHost(width, colours));
    engine.Run(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "StandIns.ps1")));
    File.WriteAllLines(Path.Combine(folder, "sids.txt"), ["DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "DG-not-a-sid", "  DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]);
    File.WriteAllLines(Path.Combine(folder, "renames.csv"), ["Sid,Description", "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,Orders", "DGdddddddddddddddddddddddddddddddd,Voice insights"]);
    Print("Get-Content, Import-Csv and Export-Csv are stand-ins here: they ship with pwsh, not with the engine's package.", "90");

    foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Commands.ps1")))
    {
        if (line.Length == 0) Console.WriteLine();
        else if (line[0] == '#') Print(line, "32");
        else
        {
            Print("PS> " + line, "36");
            bool import = line.StartsWith("Import-Module", StringComparison.Ordinal);
            engine.Runspace.SessionStateProxy.Path.SetLocation(import ? Engine.RepositoryRoot : folder);
            Environment.CurrentDirectory = import ? Engine.RepositoryRoot : folder;
            Result result = engine.Run(line + " | Out-Default");
            Console.Write(Tidy(engine.Host.Take()));
            foreach (ErrorRecord error in result.Errors) Print(error.InvocationInfo?.MyCommand?.Name + ": " + error, "31");
            errors += result.Errors.Count + (result.Terminating is null ? 0 : 100);
            warnings += result.Warnings.Count;
            if (result.Terminating is not null) Print(result.Terminating.Message, "31");
        }
    }
}
finally
{
    Environment.CurrentDirectory = Engine.RepositoryRoot;
    Directory.Delete(folder, recursive: true);
}

bool right = errors == expectedErrors && warnings == 1;
Console.WriteLine();
Console.WriteLine(right ? "Everything went as it should, the two errors and the warning included." : $"{errors} errors and {warnings} warnings came; {expectedErrors} and 1 were meant to.");
return right ? 0 : 1;

void Print(string text, string code) => Console.WriteLine(colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text);

static string Tidy(string text)
{
    string tidied = text.Replace("\r", string.Empty, StringComparison.Ordinal).Trim('\n');
    return tidied.Length == 0 ? string.Empty : tidied + "\n";
}
