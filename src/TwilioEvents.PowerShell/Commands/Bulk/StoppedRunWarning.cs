using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Warns of what a stopped run sent and did not report.</summary>
internal static class StoppedRunWarning
{
    /// <summary>Names each call with its outcome; says nothing where nothing was sent.</summary>
    /// <param name="command">The command that was stopped.</param>
    /// <param name="started">The calls that were started and not reported.</param>
    public static void Write(PSCmdlet command, IEnumerable<ItemCall> started)
    {
        string[] sent =
            started.Where(call => call.Outcome != RequestOutcome.NotSent)
                .Select(call => PlainText.Show(call.Name, 100) + " (" + Outcome(call) + ")").ToArray();
        if (sent.Length == 0) return;
        string message =
            command.MyInvocation.MyCommand.Name + " was stopped. Sent and not reported: " + string.Join(", ", sent) + ".";
        try
        {
            command.WriteWarning(message);
        }
        catch (Exception e) when (e is PipelineStoppedException or InvalidOperationException)
        {
            // After Ctrl+C the pipeline takes no warning any more, but the host does.
            command.Host.UI.WriteWarningLine(message);
        }
    }

    private static string Outcome(ItemCall call) => call.Outcome switch
    {
        null => "applied",
        RequestOutcome.Refused =>
            LastError(call) is TwilioApiException refusal ? "refused with " + refusal.StatusCode.ToString(CultureInfo.InvariantCulture)
                : "refused",
        _ => "may have been applied",
    };

    private static TwilioEventsException? LastError(ItemCall call) =>
        call.Error as TwilioEventsException ?? (call.Error as TwilioCallCanceledException)?.LastError;
}
