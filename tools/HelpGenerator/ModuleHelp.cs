using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using TwilioEvents.EmbeddedHost;

namespace TwilioEvents.HelpGenerator;

/// <summary>All help of the staged module.</summary>
/// <param name="Commands">Its cmdlets by name.</param>
/// <param name="ErrorIds">Its error ids, in the order in which the sources list them.</param>
/// <param name="Topics">Its about_ topics by name.</param>
internal sealed record ModuleHelp(IReadOnlyList<CommandHelp> Commands, IReadOnlyList<ErrorKind> ErrorIds, IReadOnlyList<AboutTopic> Topics)
{
    /// <summary>The folder that holds what is written in Markdown.</summary>
    public static string Sources { get; } = Path.Combine(Engine.RepositoryRoot, "src", "TwilioEvents.PowerShell", "Help");

    public static ModuleHelp Load()
    {
        using var engine = new Engine();
        Result imported =
            engine.Run("$ErrorActionPreference = 'Stop'; (Import-Module $args[0] -PassThru).ExportedCmdlets.Values", Engine.StagedManifest);
        if (imported.Terminating is not null)
            throw new InvalidOperationException("The staged module cannot be imported.", imported.Terminating);
        List<CmdletInfo> cmdlets =
            [.. imported.Output.Select(output => (CmdletInfo)output.BaseObject).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
        Documentation documentation =
            Documentation.Load(cmdlets.ToDictionary(cmdlet => cmdlet.ImplementingType.FullName!, cmdlet => cmdlet.Name));
        IReadOnlyList<ErrorKind> errorIds = ErrorKind.Read(cmdlets[0].ImplementingType.Assembly);
        return new ModuleHelp(
            [.. cmdlets.Select(cmdlet => CommandHelp.Read(cmdlet, documentation))],
            errorIds,
            [.. Directory.GetFiles(Sources, "about_*.md").Order(StringComparer.Ordinal).Select(file => AboutTopic.Read(file, errorIds))]);
    }
}

/// <summary>An error id of the module, as its class ErrorIds describes it.</summary>
internal sealed record ErrorKind(string Name, string Category, string When, string Advice)
{
    public static IReadOnlyList<ErrorKind> Read(Assembly module)
    {
        Type ids = module.GetType("TwilioEvents.Errors.ErrorIds", throwOnError: true)!;
        return [.. ids.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => field.MetadataToken)
            .Select(field => field.GetValue(null)!)
            .Select(id => new ErrorKind(Get(id, "Name"), Get(id, "Category"), Get(id, "When"), Get(id, "Advice")))];

        static string Get(object id, string property) => id.GetType().GetProperty(property)!.GetValue(id)!.ToString()!;
    }
}
