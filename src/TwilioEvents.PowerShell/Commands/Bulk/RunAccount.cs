using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TwilioEvents.Commands;

/// <summary>What became of the calls of a run that were sent and not reported.</summary>
internal static class RunAccount
{
    /// <summary>Names each, with its outcome; null where there is none.</summary>
    /// <param name="started">The calls that were started and not reported.</param>
    public static string? Of(IEnumerable<ItemCall> started)
    {
        string[] sent =
            started.Where(call => call.Outcome != RequestOutcome.NotSent)
                .Select(call => PlainText.Show(call.Name, 100) + " (" + Outcome(call) + ")").ToArray();
        return sent.Length == 0 ? null : string.Join(", ", sent);
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
