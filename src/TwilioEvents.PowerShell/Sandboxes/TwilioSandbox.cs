using System;
using System.Management.Automation;
using System.Net;
using TwilioEvents.Sandbox;

namespace TwilioEvents;

/// <summary>A sandbox that is served on loopback.</summary>
public sealed class TwilioSandbox
{
    internal TwilioSandbox(SandboxServer server)
    {
        this.Server = server;
        this.Credential =
            new PSCredential(server.Sandbox.AccountSid, new NetworkCredential(string.Empty, server.Sandbox.AuthToken).SecurePassword);
    }

    /// <summary>Its address, for Connect-TwilioEvents -BaseUri and for any other client.</summary>
    public Uri BaseUri => this.Server.BaseUri;

    /// <summary>Its Account SID, and its Auth Token as the password, for Connect-TwilioEvents -Credential.</summary>
    public PSCredential Credential { get; }

    /// <summary>The Account SID.</summary>
    public string AccountSid => this.Server.Sandbox.AccountSid;

    /// <summary>The port that it listens on, on 127.0.0.1 and ::1.</summary>
    public int Port => this.Server.Port;

    internal SandboxServer Server { get; }

    /// <summary>Where it is served.</summary>
    /// <returns>A short text without a secret.</returns>
    public override string ToString() => "sandbox at " + this.BaseUri.Authority;
}
