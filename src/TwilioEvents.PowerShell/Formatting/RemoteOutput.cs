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
            command.InvokeCommand.InvokeScript(
                "Microsoft.PowerShell.Utility\\Update-TypeData -TypeName '" + typeof(Resource).FullName + "' -SerializationDepth 2 -Force");
        }
        catch (CommandNotFoundException e)
        {
            // A session with few commands of its own. The objects come back with less in them, and the command has done its work.
            command.WriteVerbose("The output of this session has dates and nested objects as text: " + e.Message);
        }
    }
}
