using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TwilioEvents.Formatting;

/// <summary>
/// Lets what a job or a remote session hands on keep its dates and nested objects: the engine writes one level there, in
/// which they become text. Done by the first command in such a session, and not by a file of type data: that would cost
/// every import, and one of a second copy of the module would fail.
/// </summary>
internal static class RemoteOutput
{
    /// <summary>The engine's name for the host of a session that somebody else sees.</summary>
    private const string RemoteHost = "ServerRemoteHost";

    private static readonly ConditionalWeakTable<Runspace, object> Done = new();

    /// <summary>Does it where the command runs in such a session.</summary>
    public static void KeepNested(PSCmdlet command)
    {
        if (command.Host.Name != RemoteHost || Done.TryGetValue(Runspace.DefaultRunspace, out _)) return;
        Done.Add(Runspace.DefaultRunspace, Done);
        try
        {
            KeepNested(command, typeof(Resource).FullName!, 2);

            // The data of events is what people want of them. By name: their assembly is loaded by who needs it.
            KeepNested(command, "TwilioEvents.TwilioEvent", 8);
        }
        catch (CommandNotFoundException e)
        {
            // The session has few commands. The objects come back with less in them, but the command did its work.
            command.WriteVerbose("The output of this session has dates and nested objects as text: " + e.Message);
        }
    }

    private static void KeepNested(PSCmdlet command, string typeName, int depth) => command.InvokeCommand.InvokeScript(
        "Microsoft.PowerShell.Utility\\Update-TypeData -TypeName '" + typeName + "' -SerializationDepth " + depth + " -Force");
}
