using System;
using System.Management.Automation;

namespace TwilioEvents.Connection;

/// <summary>
/// The connection of a command where nobody connected: that of the environment variables, or else of the active profile of
/// Twilio's CLI.
/// </summary>
internal static class FallbackConnection
{
    /// <summary>The connection, or null where neither says what to connect to.</summary>
    /// <param name="session">For the user agent of a connection that is made.</param>
    /// <exception cref="TwilioConfigurationException">What they say is incomplete or broken.</exception>
    public static FoundConnection? Find(SessionState session) => FromEnvironment(session) ?? FromActiveProfile(session);

    // Read again by each command: after a change of $env:TWILIO_AUTH_TOKEN the next command uses the new one.
    private static FoundConnection? FromEnvironment(SessionState session)
    {
        const string Origin = "from environment variables";
        TwilioCredentials? credentials = TwilioEnvironment.Read(Environment.GetEnvironmentVariable);
        if (credentials is null) return null;
        RunspaceConnections here = RunspaceConnections.Here;
        if (here.Fallback is { Source: ConnectionFactory.EnvironmentSource } before && credentials.IsSameAs(here.FallbackCredentials))
        {
            return new FoundConnection(before, Origin);
        }

        here.Fallback = ConnectionFactory.Create(credentials, ConnectionFactory.EnvironmentSource, null, session);
        here.FallbackCredentials = credentials;
        return new FoundConnection(here.Fallback, Origin);
    }

    // Read once: a script must not change the account because somebody ran 'twilio profiles:use' in the meantime.
    private static FoundConnection? FromActiveProfile(SessionState session)
    {
        const string Origin = "the active profile of Twilio's CLI";
        RunspaceConnections here = RunspaceConnections.Here;
        if (here.Fallback is { Source: ConnectionFactory.ProfileSource } before) return new FoundConnection(before, Origin);
        if (CliProfile.Active() is not CliProfile profile) return null;
        here.Fallback = ConnectionFactory.Create(profile.Credentials, ConnectionFactory.ProfileSource, profile.Name, session);
        here.FallbackCredentials = null;
        return new FoundConnection(here.Fallback, Origin, profile.Warnings());
    }
}
