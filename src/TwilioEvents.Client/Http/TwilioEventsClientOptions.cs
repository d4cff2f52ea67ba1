using System;

namespace TwilioEvents;

/// <summary>Where the client connects, as whom, and how long it waits.</summary>
public sealed class TwilioEventsClientOptions
{
    /// <summary>Makes the options.</summary>
    /// <param name="userName">An Account SID (AC...) or the SID of an API key (SK...).</param>
    /// <param name="password">The Auth Token, or the secret of the API key.</param>
    public TwilioEventsClientOptions(string userName, string password)
    {
        this.UserName = userName;
        this.Password = password;
    }

    /// <summary>Where Twilio serves the Events API.</summary>
    public static Uri DefaultBaseUri { get; } = new("https://events.twilio.com");

    /// <summary>The user of the Basic authentication.</summary>
    public string UserName { get; }

    /// <summary>What is put in front of /v1; https, or http to loopback.</summary>
    public Uri BaseUri { get; set; } = DefaultBaseUri;

    /// <summary>The account that the credentials belong to, where it is known.</summary>
    public string? AccountSid { get; set; }

    /// <summary>How long the tries of one call may take together, whole answers included; the waits between them are not in it.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is tried again after a fault that may be retried, 0 or more.</summary>
    public int MaximumRetryCount { get; set; } = 4;

    /// <summary>The longest wait before the first retry; doubled for each further one, up to a minute.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Time and chance; a test puts its own in their place.</summary>
    public Clock Clock { get; set; } = Clock.System;

    /// <summary>The text of the header User-Agent.</summary>
    public string UserAgent { get; set; } = "TwilioEvents";

    /// <summary>Makes the host's objects; an array of pairs where nothing else is set.</summary>
    public ObjectFactory Objects { get; set; } = properties => properties;

    internal string Password { get; }
}
