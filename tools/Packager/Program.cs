using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.Packager;

// Makes out/packages/ from the staged module: the package, its bill of materials, and the checksums of both.
var package = new Package(Engine.StagedManifest);
IReadOnlyList<string> telling = package.FilesThatHold(Engine.RepositoryRoot);
if (telling.Count > 0)
{
    Console.Error.WriteLine("A path of this machine stands in " + string.Join(", ", telling) + ". Package what was built with -c Release.");
    return 1;
}

string folder = Path.Combine(Engine.RepositoryRoot, "out", "packages");
if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
Directory.CreateDirectory(folder);
string[] written = [package.Write(folder), BillOfMaterials.Write(package, folder)];
File.WriteAllText(Path.Combine(folder, "SHA256SUMS"),
    string.Concat(written.Select(file => BillOfMaterials.Hash(file) + "  " + Path.GetFileName(file) + "\n")));
foreach (string file in Directory.EnumerateFiles(folder)) Console.WriteLine(file);
return 0;
