using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;
using TwilioEvents.Sandbox;

namespace TwilioEvents;

/// <summary>Makes connections. Sends nothing.</summary>
internal static class ConnectionFactory
{
    public const int DefaultTimeoutSec = 30;

    private static readonly string[] ReservedNames = { "psbase", "psadapted", "psextended", "psobject", "pstypenames" };

    public static TwilioEventsConnection Network(string userName, string secret, Uri baseUri, int timeoutSec, string source, SessionState session)
    {
        var client = new TwilioEventsClient(Options(userName, secret, baseUri, timeoutSec, session));
        return new TwilioEventsConnection(userName, baseUri, timeoutSec, source, isSandbox: false, client);
    }

    public static TwilioEventsConnection Sandbox(int timeoutSec, SessionState session)
    {
        string userName = "AC" + new string('0', 32);
        Uri baseUri = TwilioEventsClientOptions.DefaultBaseUri;
        var client = new TwilioEventsClient(Options(userName, Guid.NewGuid().ToString("N"), baseUri, timeoutSec, session), new SandboxHandler());
        return new TwilioEventsConnection(userName, baseUri, timeoutSec, "Sandbox", isSandbox: true, client);
    }

    /// <summary>The connection that Twilio's environment variables describe, or null where they are not set.</summary>
    /// <exception cref="FormatException">Half a set, or values that are plainly wrong.</exception>
    public static TwilioEventsConnection? FromEnvironment(SessionState session)
    {
        string? account = Variable("TWILIO_ACCOUNT_SID"), token = Variable("TWILIO_AUTH_TOKEN");
        string? key = Variable("TWILIO_API_KEY"), keySecret = Variable("TWILIO_API_SECRET");
        if (account is null && token is null && key is null && keySecret is null) return null;
        if (key is null != keySecret is null) throw Missing(key is null ? "TWILIO_API_KEY" : "TWILIO_API_SECRET", key is null ? "TWILIO_API_SECRET" : "TWILIO_API_KEY");
        if (key is null && account is null) throw Missing("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
        if (key is null && token is null) throw Missing("TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET", "TWILIO_ACCOUNT_SID");
        string userName = key ?? account!, secret = key is null ? token! : keySecret!;
        if (Credentials.Problem(userName, secret) is string problem)
        {
            throw new FormatException((key is null ? "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" : "TWILIO_API_KEY and TWILIO_API_SECRET") + " do not serve as credentials. " + problem);
        }

        return Network(userName, secret, TwilioEventsClientOptions.DefaultBaseUri, DefaultTimeoutSec, "Environment", session);
    }

    /// <summary>A configuration as PowerShell knows objects, so that members, views and serialising work.</summary>
    private static PSObject ToPSObject(IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        var result = new PSObject();
        foreach (KeyValuePair<string, object?> property in properties)
        {
            // PowerShell knows no empty names, keeps psobject and its like for itself, and no two names may
            // differ in case alone; names from outside may be any of it.
            bool reserved = property.Key.Length == 0 || Array.Exists(ReservedNames, name => name.Equals(property.Key, StringComparison.OrdinalIgnoreCase));
            if (!reserved && result.Properties[property.Key] is null) result.Properties.Add(new PSNoteProperty(property.Key, property.Value));
        }

        return result;
    }

    private static TwilioEventsClientOptions Options(string userName, string secret, Uri baseUri, int timeoutSec, SessionState session) => new(userName, secret)
    {
        BaseUri = baseUri,
        Timeout = TimeSpan.FromSeconds(timeoutSec),
        UserAgent = UserAgent(session),
        Objects = ToPSObject,
    };

    private static string UserAgent(SessionState session)
    {
        var version = session.PSVariable.GetValue("PSVersionTable") as IDictionary;
        string module = typeof(ConnectionFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return "TwilioEvents/" + Token(module.Split('+')[0]) + " PowerShell/" + Token(version?["PSVersion"]?.ToString())
            + " (" + Token(version?["PSEdition"]?.ToString()) + "; " + Comment(RuntimeInformation.OSDescription) + ")";
    }

    private static string Token(string? text) => string.IsNullOrEmpty(text) ? "unknown" : text!.Replace(' ', '-');

    // An OS describes itself as it likes; in a header's comment, brackets and what is not ASCII do no good.
    private static string Comment(string text)
    {
        char[] result = text.ToCharArray();
        for (int i = 0; i < result.Length; i++)
        {
            if (result[i] is < ' ' or > '~' or '(' or ')' or '\\') result[i] = ' ';
        }

        return new string(result).Trim();
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is string value && value.Trim().Length > 0 ? value.Trim() : null;

    private static FormatException Missing(string missing, string present) =>
        new("The environment variable " + present + " is set, but " + missing + " is missing. Set it too, or use Connect-TwilioEvents.");
}
