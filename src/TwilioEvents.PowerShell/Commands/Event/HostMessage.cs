using System;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>A message to whoever sits before the command: seen as the text of Write-Host is, and no output.</summary>
internal static class HostMessage
{
    private static readonly string[] Tags = { "PSHOST" };

    /// <summary>Shows a message.</summary>
    /// <param name="command">The command.</param>
    /// <param name="text">The message.</param>
    /// <param name="isEnding">Whether the pipeline may have been stopped: then it takes nothing any more, but the host does.</param>
    public static void Show(PSCmdlet command, string text, bool isEnding)
    {
        try
        {
            command.WriteInformation(new HostInformationMessage { Message = text }, Tags);
        }
        catch (Exception e) when (isEnding && e is PipelineStoppedException or InvalidOperationException)
        {
            command.Host.UI.WriteLine(text);
        }
    }
}
