using System.Net;
using TwilioEvents.Webhooks.Receiving;

namespace TwilioEvents.Commands;

/// <summary>The warnings of Receive-TwilioEvent.</summary>
internal static class ReceiverWarning
{
    /// <summary>With -SkipSignatureCheck.</summary>
    public const string NoCheck = "Signatures are not checked: whoever reaches the port can send events that Twilio never sent.";

    private const string ComesAgain = " It was answered with 503, so Twilio sends it again.";
    private const string Once = " This is said once, and counted from then on.";

    /// <summary>The warning for an address that other machines can reach.</summary>
    public static string Of(IPAddress address) => "It listens on " + address + ": other machines can reach it, without TLS.";

    /// <summary>The warning for the first request of a kind.</summary>
    public static string Of(ReceiverNotice notice) => notice.Kind switch
    {
        ReceiverNoticeKind.ForwardedUri => "The URL that Twilio signed is taken from the headers X-Forwarded-Proto and X-Forwarded-Host: "
            + notice.Detail + ". If that is not the destination of the sink, give it with -PublicUri.",
        ReceiverNoticeKind.NotSigned => "A request has no signature, so it is not from Twilio. It was answered with 503." + Once,
        ReceiverNoticeKind.NotVerified => "A request could not be verified. " + notice.Detail
            + " Check -PublicUri and -AuthToken." + ComesAgain + Once,
        ReceiverNoticeKind.FromWebPage => "A request has the header Origin, so a web page sent it. It was answered with 503." + Once,
        ReceiverNoticeKind.WrongCredential =>
            "A request from Twilio has another user name or password than -Credential." + ComesAgain + Once,
        ReceiverNoticeKind.NoBody => "A request has no body. A sink with the method GET may send none: create it with POST."
            + ComesAgain + Once,
        ReceiverNoticeKind.NotAnEvent => "Something in a request is not an event. " + notice.Detail + ComesAgain + Once,
        ReceiverNoticeKind.TooLarge => "A request has a body of more than 4 MiB, and was not read." + ComesAgain + Once,
        ReceiverNoticeKind.NoRoom =>
            "The bodies of the requests in hand have 64 MiB, and there was no room for another." + ComesAgain + Once,
        ReceiverNoticeKind.QueueFull => "The next command is behind: 1,000 events or 64 MiB wait for it, and a delivery had no room."
            + ComesAgain + Once,
        ReceiverNoticeKind.Late => "The next command did not take all events of a delivery within 4 seconds." + ComesAgain
            + " Its events are written once all the same." + Once,
        _ => "A request failed here: " + notice.Detail + "." + ComesAgain + Once,
    };
}
