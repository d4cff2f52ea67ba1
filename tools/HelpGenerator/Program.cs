using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.HelpGenerator;

// Writes the help of the staged module. Without an argument, which is how the build runs it: the external help
// and the about_ topics, beside both manifests. With docs: the pages under docs/. With prints: what the examples
// print, into the sources.
switch (args)
{
    case []:
        WriteHelp(ModuleHelp.Load());
        return 0;
    case ["docs"]:
        foreach ((string name,
            string page) in Markdown.Pages(
                ModuleHelp.Load())) File.WriteAllText(
                    Path.Combine(Directory.CreateDirectory(Path.Combine(Engine.RepositoryRoot, "docs")).FullName, name), page);
        return 0;
    case ["prints"]:
        ExampleRunner.WritePrints(ModuleHelp.Load());
        return 0;
    default:
        Console.Error.WriteLine("HelpGenerator takes nothing, docs or prints.");
        return 1;
}

static void WriteHelp(ModuleHelp module)
{
    // Help is looked for beside the manifest that was imported, and there are two: the staged one and the root's.
    foreach (string? folder in new[] { Path.GetDirectoryName(Engine.StagedManifest), Engine.RepositoryRoot })
    {
        string help = Directory.CreateDirectory(Path.Combine(folder!, "en-US")).FullName;
        foreach (string earlier in Directory.GetFiles(help)) File.Delete(earlier);
        Maml.Document(module.Commands).Save(Path.Combine(help, "TwilioEvents.PowerShell.dll-Help.xml"));
        foreach (AboutTopic topic in module.Topics)
            File.WriteAllText(Path.Combine(help, topic.Name + ".help.txt"), topic.ToText(), Encoding.ASCII);
    }
}
