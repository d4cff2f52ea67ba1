using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.Webhooks.Receiving;

namespace TwilioEvents.Commands;

/// <summary>What Receive-TwilioEvent says of what it received.</summary>
internal static class ReceiverText
{
    /// <summary>What is said when it begins to listen: where, and what to do now.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="publicUri">The destination of the sink; null where none was given.</param>
    /// <param name="hasCredential">Whether requests need a user name and a password.</param>
    /// <param name="checksSignatures">Whether signatures are checked.</param>
    /// <param name="isOfSandbox">Whether they are checked with the Auth Token of a sandbox, which needs no tunnel.</param>
    public static IEnumerable<string> Beginning(
        EventReceiver receiver, Uri? publicUri, bool hasCredential, bool checksSignatures, bool isOfSandbox)
    {
        string user = hasCredential
            ? " Its user name and password stand in front of the host, as https://user:password@example.com." : string.Empty;
        yield return "Listening on " + string.Join(" and ", receiver.EndPoints.Select(point => "http://" + point))
            + ". Press Ctrl+C to stop.";
        if (publicUri is not null) yield return "The destination of the sink is " + PlainText.Show(publicUri.OriginalString) + "." + user;
        else if (isOfSandbox)
        {
            yield return "The sandbox delivers here to sinks whose destination is http://localhost:"
                + receiver.EndPoints[0].Port.ToString(CultureInfo.InvariantCulture) + " and any path." + user;
        }
        else if (checksSignatures)
        {
            yield return "Start a tunnel to port " + receiver.EndPoints[0].Port.ToString(CultureInfo.InvariantCulture)
                + ", enter its https address as the destination of a sink, and give it here with -PublicUri." + user;
        }
    }

    /// <summary>What is said at the end.</summary>
    public static IEnumerable<string> Account(EventReceiver receiver)
    {
        yield return Count(receiver.Written, "event") + " written, " + Count(receiver.Acknowledged, "delivery", "deliveries")
            + " acknowledged" + (receiver.Unwanted > 0 ? ", " + Count(receiver.Unwanted, "event") + " of other types" : string.Empty)
            + (receiver.Repeated > 0 ? ", " + Count(receiver.Repeated, "event") + " that had come before" : string.Empty)
            + Refused(receiver) + ".";
        string[] again = Again(receiver).ToArray();
        if (again.Length > 0)
        {
            yield return string.Join(", and ", again) + ": Twilio sends " + (receiver.Unacknowledged + receiver.InHand == 1 ? "it" : "them")
                + " again. about_TwilioEvents_Receiving shows how to drop by Id what a later run writes again.";
        }
    }

    private static IEnumerable<string> Again(EventReceiver receiver)
    {
        if (receiver.Unacknowledged > 0)
            yield return Count(receiver.Unacknowledged, "event") + " written whose delivery was not acknowledged";

        // Select-Object -First has taken the last one, and ends the pipeline all the same.
        if (receiver.InHand > 0) yield return Count(receiver.InHand, "event") + " in the hands of the next command when it ended";
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
