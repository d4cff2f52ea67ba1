using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.Webhooks.Receiving;

namespace TwilioEvents.Commands;

/// <summary>What Receive-TwilioEvent says of what it received.</summary>
internal static class ReceiverText
{
    private const string ComesAgain = " It was answered with 503, so Twilio sends it again.";
    private const string Once = " This is said once, and counted from then on.";

    /// <summary>The warning for the first request of a kind.</summary>
    public static string Warning(ReceiverNotice notice) => notice.Kind switch
    {
        ReceiverNoticeKind.ForwardedUri => "The URL that Twilio signed is taken from the headers X-Forwarded-Proto and X-Forwarded-Host: "
            + notice.Detail + ". If that is not the destination of the sink, give it with -PublicUri.",
        ReceiverNoticeKind.NotSigned => "A request has no signature, so it is not from Twilio. It was answered with 503." + Once,
        ReceiverNoticeKind.NotVerified => "A request could not be verified. " + notice.Detail
            + " Check -PublicUri and -AuthToken." + ComesAgain + Once,
        ReceiverNoticeKind.FromWebPage => "A request has the header Origin, so a web page sent it. It was answered with 503." + Once,
        ReceiverNoticeKind.WrongCredential => "A request from Twilio has another user name or password than -Credential." + ComesAgain + Once,
        ReceiverNoticeKind.NoBody => "A request has no body. A sink with the method GET may send none: create it with POST."
            + ComesAgain + Once,
        ReceiverNoticeKind.NotAnEvent => "Something in a request is not an event. " + notice.Detail + ComesAgain + Once,
        ReceiverNoticeKind.TooLarge => "A request has a body of more than 4 MiB, and was not read." + ComesAgain + Once,
        ReceiverNoticeKind.NoRoom => "The bodies of the requests in hand have 64 MiB, and there was no room for another." + ComesAgain + Once,
        ReceiverNoticeKind.QueueFull => "The next command is behind: 1,000 events or 64 MiB wait for it, and a delivery had no room."
            + ComesAgain + Once,
        ReceiverNoticeKind.Late => "The next command did not take all events of a delivery within 4 seconds." + ComesAgain
            + " Its events are written once all the same." + Once,
        _ => "A request failed here: " + notice.Detail + "." + ComesAgain + Once,
    };

    /// <summary>What is said at the end.</summary>
    public static IEnumerable<string> Account(EventReceiver receiver)
    {
        yield return Count(receiver.Written, "event") + " written, " + Count(receiver.Acknowledged, "delivery", "deliveries")
            + " acknowledged" + (receiver.Unwanted > 0 ? ", " + Count(receiver.Unwanted, "event") + " of other types" : string.Empty)
            + (receiver.Repeated > 0 ? ", " + Count(receiver.Repeated, "event") + " that had come before" : string.Empty)
            + Refused(receiver) + ".";
        if (receiver.Unacknowledged > 0)
        {
            yield return Count(receiver.Unacknowledged, "event") + " written whose delivery was not acknowledged: Twilio sends "
                + (receiver.Unacknowledged == 1 ? "it" : "them") + " again. about_TwilioEvents_Receiving shows how to drop by Id what a "
                + "later run writes again.";
        }
    }

    private static string Refused(EventReceiver receiver)
    {
        if (receiver.Refused == 0) return string.Empty;
        string[] reasons = Enum.GetValues(typeof(ReceiverNoticeKind)).Cast<ReceiverNoticeKind>()
            .Where(kind => kind != ReceiverNoticeKind.ForwardedUri && receiver.CountOf(kind) > 0)
            .Select(kind => receiver.CountOf(kind).ToString(CultureInfo.InvariantCulture) + " " + Short(kind)).ToArray();
        return "; " + Count(receiver.Refused, "request") + " answered with 503"
            + (reasons.Length > 0 ? " (" + string.Join(", ", reasons) + ")" : string.Empty);
    }

    private static string Short(ReceiverNoticeKind kind) => kind switch
    {
        ReceiverNoticeKind.NotSigned => "not signed",
        ReceiverNoticeKind.NotVerified => "not verified",
        ReceiverNoticeKind.FromWebPage => "from a web page",
        ReceiverNoticeKind.WrongCredential => "with another credential",
        ReceiverNoticeKind.NoBody => "without a body",
        ReceiverNoticeKind.NotAnEvent => "not an event",
        ReceiverNoticeKind.TooLarge => "too large",
        ReceiverNoticeKind.NoRoom or ReceiverNoticeKind.QueueFull => "without room",
        ReceiverNoticeKind.Late => "not taken in time",
        _ => "failed",
    };

    private static string Count(long count, string one, string? many = null) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many ?? one + "s");
}
