using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Warns where nobody gets an event, once for each type.</summary>
internal sealed class UnsubscribedTypeWarning
{
    private readonly HashSet<string> said = new(StringComparer.Ordinal);

    /// <summary>To be called on the pipeline thread.</summary>
    /// <param name="command">Writes the warning.</param>
    /// <param name="sent">An event that was made.</param>
    /// <returns>True: the event is written all the same.</returns>
    public bool Check(Cmdlet command, SandboxEvent sent)
    {
        if (sent.Sinks.Count == 0 && sent.NotSent.Count == 0 && this.said.Add(sent.Type ?? string.Empty))
        {
            command.WriteWarning("No active sink subscribes to " + PlainText.Show(sent.Type, 200)
                + ", so the event goes nowhere. Subscribe one with New-TwilioSubscription or Add-TwilioSubscribedEvent.");
        }

        return true;
    }
}
