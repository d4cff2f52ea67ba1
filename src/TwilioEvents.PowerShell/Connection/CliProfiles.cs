using System;

namespace TwilioEvents;

/// <summary>The profiles of Twilio's CLI, as this process finds them.</summary>
internal static class CliProfiles
{
    public static string Path => TwilioCliConfiguration.DefaultPath(Environment.GetEnvironmentVariable);

    /// <summary>What the file holds now, or null where there is none.</summary>
    /// <exception cref="TwilioConfigurationException">It is broken, locked or unreadable.</exception>
    public static TwilioCliConfiguration? Read() => TwilioCliConfiguration.Read(Path);

    /// <summary>The credentials of a profile, behind the edge that goes before all others.</summary>
    /// <exception cref="TwilioConfigurationException">There is no such profile, or it is incomplete.</exception>
    public static TwilioCredentials Credentials(TwilioCliConfiguration configuration, string profile) =>
        configuration.Profile(profile, TwilioEnvironment.Value(Environment.GetEnvironmentVariable, TwilioEnvironment.Edge));

    /// <summary>The error of a profile that is asked for where the CLI has no file.</summary>
    public static TwilioConfigurationException NoFile() => TwilioCliConfiguration.NotThere(Path);

    /// <summary>Lets the connection warn, the first time in this runspace, of a file that others may read.</summary>
    public static void WarnOfReaders(TwilioCliConfiguration configuration, TwilioEventsConnection connection)
    {
        if (configuration.IsReadableByOthers() && RunspaceConnections.IsFirstWarning(configuration.Path))
        {
            connection.Warn("Other users may read " + configuration.Path + ", which holds secrets. Run: chmod 600 '" + configuration.Path + "'");
        }
    }
}
