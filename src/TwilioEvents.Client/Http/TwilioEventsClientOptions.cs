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

    /// <summary>How long one call may take, the whole answer included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The text of the header User-Agent.</summary>
    public string UserAgent { get; set; } = "TwilioEvents";

    /// <summary>Makes the host's objects; an array of pairs where nothing else is set.</summary>
    public ObjectFactory Objects { get; set; } = properties => properties;

    internal string Password { get; }
}
