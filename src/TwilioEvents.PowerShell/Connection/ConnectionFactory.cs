using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security;
using TwilioEvents.Sandbox;

namespace TwilioEvents.Connection;

/// <summary>Makes connections. Sends nothing.</summary>
internal static class ConnectionFactory
{
    public const string EnvironmentSource = "Environment";
    public const string ProfileSource = "Profile";
    public const string SandboxSource = "Sandbox";

    private static readonly string[] ReservedNames = { "psbase", "psadapted", "psextended", "psobject", "pstypenames" };

    /// <summary>The options for credentials, at the address of their region and edge.</summary>
    /// <exception cref="TwilioConfigurationException">The region or the edge cannot be part of a host's name.</exception>
    public static TwilioEventsClientOptions Options(TwilioCredentials credentials, SessionState session) =>
        new(credentials.UserName, credentials.Secret)
    {
        AccountSid = credentials.AccountSid,
        BaseUri = TwilioHosts.BaseUri(credentials.Region, credentials.Edge),
        UserAgent = UserAgent(session),
        Objects = ToPSObject,
    };

    /// <summary>Those of a new sandbox in memory.</summary>
    public static TwilioCredentials SandboxCredentials()
    {
        using SecureString secret = new NetworkCredential(string.Empty, SandboxHandler.NewAuthToken()).SecurePassword;
        return TwilioCredentials.Create(SandboxHandler.DefaultAccountSid, secret, null);
    }

    /// <summary>A connection with the settings that nobody chose.</summary>
    /// <exception cref="TwilioConfigurationException">The region or the edge cannot be part of a host's name.</exception>
    public static TwilioEventsConnection Create(TwilioCredentials credentials, string source, string? name, SessionState session) =>
        Create(credentials, Options(credentials, session), source, name);

    /// <summary>A connection over the network, or to a new sandbox.</summary>
    public static TwilioEventsConnection Create(
        TwilioCredentials credentials, TwilioEventsClientOptions options, string source, string? name)
    {
        SandboxHandler? sandbox = null;
        if (source == SandboxSource)
        {
            options.ServerName = "the sandbox";
            sandbox = new SandboxHandler(credentials.UserName, new NetworkCredential(string.Empty, credentials.Secret).Password);
        }

        TwilioEventsClient client = sandbox is null ? new TwilioEventsClient(options) : new TwilioEventsClient(options, sandbox);
        return new TwilioEventsConnection(options, client, source, sandbox)
        {
            Name = name,
            Region = credentials.Region ?? (credentials.Edge is null ? null : TwilioHosts.DefaultRegion),
            Edge = credentials.Edge,
        };
    }

    /// <summary>A configuration as PowerShell knows objects, so that members, views and serialising work.</summary>
    public static PSObject ToPSObject(IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        var result = new PSObject();
        foreach (KeyValuePair<string, object?> property in properties)
        {
            // PowerShell has no empty names, reserves psobject and similar names, and no two names can
            // differ in case alone; names from outside may be any of it.
            bool isReserved = property.Key.Length == 0
                || Array.Exists(ReservedNames, name => name.Equals(property.Key, StringComparison.OrdinalIgnoreCase));
            if (isReserved || result.Properties[property.Key] is not null) continue;
            result.Properties.Add(new PSNoteProperty(property.Key, property.Value));
        }

        return result;
    }

    private static string UserAgent(SessionState session)
    {
        var version = session.PSVariable.GetValue("PSVersionTable") as IDictionary;
        Assembly assembly = typeof(ConnectionFactory).Assembly;
        string module = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return "TwilioEvents/" + Token(module.Split('+')[0]) + " PowerShell/" + Token(version?["PSVersion"]?.ToString())
            + " (" + Token(version?["PSEdition"]?.ToString()) + "; " + Comment(RuntimeInformation.OSDescription) + ")";
    }

    private static string Token(string? text) => string.IsNullOrEmpty(text) ? "unknown" : text!.Replace(' ', '-');

    // An OS describes itself as it likes; in a header's comment, brackets and what is not ASCII do no good.
    private static string Comment(string text) =>
        new string(text.Where(c => c is >= ' ' and <= '~' and not ('(' or ')' or '\\')).ToArray()).Trim();
}
