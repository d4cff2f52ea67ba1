using System;
using System.Threading;
using TwilioEvents.Connection;

namespace TwilioEvents;

/// <summary>A connection to the Events API. Holds no secret that could be read from it. Safe for many runspaces of one process.</summary>
public sealed class TwilioEventsConnection
{
    private readonly IDisposable? sandbox;
    private TwilioEventsClient? client;

    /// <param name="options">Where, as whom, how long.</param>
    /// <param name="client">What sends its calls.</param>
    /// <param name="source">Where the credentials came from.</param>
    /// <param name="sandbox">The sandbox in memory that ends with it; null for a server.</param>
    internal TwilioEventsConnection(TwilioEventsClientOptions options, TwilioEventsClient client, string source, IDisposable? sandbox)
    {
        this.client = client;
        this.sandbox = sandbox;
        this.IsSandbox = sandbox is not null;
        this.UserName = options.UserName;
        this.AccountSid = options.AccountSid;
        this.BaseUri = options.BaseUri;
        this.Proxy = options.Proxy;
        this.TimeoutSec = (int)options.Timeout.TotalSeconds;
        this.MaximumRetryCount = options.MaximumRetryCount;
        this.RetryIntervalSec = (int)options.RetryInterval.TotalSeconds;
        this.Source = source;
    }

    /// <summary>The name by which -Connection finds it, or null.</summary>
    public string? Name { get; internal set; }

    /// <summary>The Account SID or API key SID it connects as.</summary>
    public string UserName { get; }

    /// <summary>The SID of the account, or null where it is not known: an API key alone does not say it.</summary>
    public string? AccountSid { get; }

    /// <summary>What is put in front of /v1.</summary>
    public Uri BaseUri { get; }

    /// <summary>Where the credentials came from: Credential, AuthToken, ApiKey, Profile, Environment or Sandbox.</summary>
    public string Source { get; }

    /// <summary>Twilio's region, such as ie1, or null for the default.</summary>
    public string? Region { get; internal set; }

    /// <summary>Twilio's edge, such as dublin, or null for the default.</summary>
    public string? Edge { get; internal set; }

    /// <summary>Whether a command of this runspace uses it where -Connection is not given. It is never true on a thread
    /// without a runspace.</summary>
    public bool IsCurrent => ReferenceEquals(ConnectionStore.Current, this);

    /// <summary>True where a sandbox answers and not Twilio: one in memory, or one that Start-TwilioSandbox serves.</summary>
    public bool IsSandbox { get; internal set; }

    /// <summary>The proxy that was given, or null where the system's is used, or none.</summary>
    public Uri? Proxy { get; }

    /// <summary>Seconds that one call may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>How often a call that may be repeated is repeated at most.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>Seconds before the first repetition, where Twilio does not say.</summary>
    public int RetryIntervalSec { get; }

    /// <summary>What people call it, such as "production (AC...)", "AC..., key SK..." or "the sandbox", for questions and errors.</summary>
    internal string Description
    {
        get
        {
            string who = this.AccountSid is null || this.AccountSid == this.UserName ? this.UserName
                : this.AccountSid + ", key " + this.UserName;
            if (this.IsSandbox) who = this.sandbox is null ? "sandbox at " + this.BaseUri.Authority : "sandbox";
            if (this.Name is null) return this.IsSandbox ? "the " + who : who;
            return PlainText.Show(this.Name, 60) + " (" + who + ")";
        }
    }

    /// <summary>Whether Disconnect-TwilioEvents ended it.</summary>
    internal bool IsEnded => this.Client is null;

    /// <summary>What sends its calls; null once Disconnect-TwilioEvents ended it.</summary>
    internal TwilioEventsClient? Client => Volatile.Read(ref this.client);

    /// <summary>Whom and what it connects.</summary>
    /// <returns>A short text without a secret.</returns>
    public override string ToString() =>
        (this.Name is null ? string.Empty : PlainText.Show(this.Name, 60) + ": ")
            + (this.sandbox is not null ? "sandbox" : (this.IsSandbox ? "sandbox" : this.UserName) + " at " + this.BaseUri.Authority);

    /// <summary>
    /// Overwrites the secret and releases the client, even if this object is still in use. The client is not
    /// disposed: a call of another thread may be in flight, and ends as it would. A sandbox in memory delivers no more.
    /// </summary>
    internal void End()
    {
        Interlocked.Exchange(ref this.client, null)?.ForgetSecret();
        this.sandbox?.Dispose();
    }
}
