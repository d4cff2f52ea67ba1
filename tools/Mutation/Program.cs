using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using TwilioEvents.Mutation;

// Usage: dotnet run --project tools/Mutation -- <assembly> [<files, such as **/Transport/*.cs> ...]
// Mutates an assembly of src, such as TwilioEvents.Client, and runs its tests against each mutant.
if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: dotnet run --project tools/Mutation -- TwilioEvents.Client [<files, such as **/Transport/*.cs> ...]");
    return 2;
}

string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "TwilioEvents.psd1")))
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The repository was not found.");
var clock = Stopwatch.StartNew();
using var copy = new WorkingCopy(root);
string report = Stryker.Run(copy.Folder, args[0], args.Skip(1));
MutationReport.Read(report).Print(Console.Out, clock.Elapsed);

// With the source and the tests of each mutant, for whoever wants to know more.
string kept = Path.Combine(root, "out", "mutation-report.json");
Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
File.Copy(report, kept, overwrite: true);
return 0;
