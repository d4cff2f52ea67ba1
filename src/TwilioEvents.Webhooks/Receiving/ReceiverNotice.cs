namespace TwilioEvents.Webhooks.Receiving;

/// <summary>Why a request was not taken, or what else whoever runs a receiver should know.</summary>
public enum ReceiverNoticeKind
{
    /// <summary>The URL that was signed is taken from headers of a proxy; nobody said which it is.</summary>
    ForwardedUri,

    /// <summary>A POST has no signature.</summary>
    NotSigned,

    /// <summary>Its signature is not right.</summary>
    NotVerified,

    /// <summary>A request has an Origin header: a web page sent it.</summary>
    FromWebPage,

    /// <summary>Its user name or password is not right.</summary>
    WrongCredential,

    /// <summary>It has no body, as the GET of a sink may have.</summary>
    NoBody,

    /// <summary>Something in it is not an event.</summary>
    NotAnEvent,

    /// <summary>Its body is larger than a body may be.</summary>
    TooLarge,

    /// <summary>The bodies of other requests left no room for it.</summary>
    NoRoom,

    /// <summary>Too many events wait for whoever takes them.</summary>
    QueueFull,

    /// <summary>Its events were not taken in time.</summary>
    Late,

    /// <summary>A fault in this code.</summary>
    Fault,
}

/// <summary>What whoever runs a receiver should know. Each is given once, and then counted.</summary>
public sealed class ReceiverNotice
{
    internal ReceiverNotice(ReceiverNoticeKind kind, string? detail)
    {
        this.Kind = kind;
        this.Detail = detail;
    }

    /// <summary>What it is.</summary>
    public ReceiverNoticeKind Kind { get; }

    /// <summary>A sentence, or what the sentence is about; safe to show. Null where there is nothing more to say.</summary>
    public string? Detail { get; }
}
