using System;
using System.Management.Automation;

namespace TwilioEvents;

/// <summary>A connection to the Events API. Holds no secret that could be read from it.</summary>
public sealed class TwilioEventsConnection
{
    internal TwilioEventsConnection(string userName, Uri baseUri, int timeoutSec, string source, bool isSandbox, TwilioEventsClient client)
    {
        this.UserName = userName;
        this.BaseUri = baseUri;
        this.TimeoutSec = timeoutSec;
        this.Source = source;
        this.IsSandbox = isSandbox;
        this.Client = client;
    }

    /// <summary>The Account SID or API key SID it connects as.</summary>
    public string UserName { get; }

    /// <summary>What is put in front of /v1.</summary>
    public Uri BaseUri { get; }

    /// <summary>Seconds that one call may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>Where the credentials came from: Credential, Environment or Sandbox.</summary>
    public string Source { get; }

    /// <summary>True where the sinks are in memory and nothing touches the network.</summary>
    public bool IsSandbox { get; }

    internal TwilioEventsClient Client { get; }

    /// <summary>Whom and what it connects.</summary>
    /// <returns>A short text without a secret.</returns>
    public override string ToString() => this.IsSandbox ? "sandbox" : this.UserName + " at " + this.BaseUri.Authority;
}
