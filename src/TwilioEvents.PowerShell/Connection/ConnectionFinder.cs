using System;
using System.Management.Automation;

namespace TwilioEvents;

/// <summary>
/// Finds the connection of a command: -Connection, then Connect-TwilioEvents in this runspace, then the
/// environment, then the active profile of Twilio's CLI. The last two are fallbacks, and serve only in a
/// process in which nobody connected or disconnected.
/// </summary>
internal sealed class ConnectionFinder
{
    public const string NotConnected = "There is no connection to Twilio in this runspace. Use Connect-TwilioEvents -Credential (or -Sandbox to try without an account), or give -Connection; "
        + "in ForEach-Object -Parallel and in thread jobs, -Connection $using:connection hands yours over. The environment (TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET) "
        + "and the active profile of Twilio's CLI serve only where neither Connect-TwilioEvents nor Disconnect-TwilioEvents was used in the process.";

    private TwilioEventsConnection? standing;
    private TwilioEventsConnection? announced;

    /// <summary>The connection for this item; where there is none, one error ends the command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="given">What -Connection gave for this item, or null.</param>
    public TwilioEventsConnection Find(PSCmdlet command, TwilioEventsConnection? given)
    {
        TwilioEventsConnection found = given ?? (this.standing ??= StandingOrError(command));
        if (!ReferenceEquals(found, this.announced))
        {
            this.announced = found;
            if (found.TakeWarning() is string warning) command.WriteWarning(warning);
            command.WriteVerbose("Using the connection " + found + " (" + (given is null ? Origin(found) : "from -Connection") + ").");
        }

        return found;
    }

    /// <summary>What serves where -Connection is not given, or null.</summary>
    /// <exception cref="TwilioConfigurationException">What would serve is broken.</exception>
    public static TwilioEventsConnection? Standing(SessionState session)
    {
        if (RunspaceConnections.Current is TwilioEventsConnection current) return current;
        return RunspaceConnections.ConnectWasCalled ? null : FromEnvironment(session) ?? FromActiveProfile(session);
    }

    /// <summary>The connection that a name means: one of this runspace, or else a profile of Twilio's CLI, which is kept for the next time.</summary>
    /// <returns>The connection, or null where nothing has that name.</returns>
    /// <exception cref="TwilioConfigurationException">The profile or its file is broken.</exception>
    public static TwilioEventsConnection? Named(string name, SessionState session)
    {
        if (RunspaceConnections.FindNamed(name) is TwilioEventsConnection named) return named;
        TwilioCliConfiguration? configuration = CliProfiles.Read();
        if (configuration?.Find(name) is not string profile) return null;
        TwilioEventsConnection connection = FromProfile(configuration, CliProfiles.Credentials(configuration, profile), profile, session);
        RunspaceConnections.AddNamed(connection);
        return connection;
    }

    private static TwilioEventsConnection StandingOrError(PSCmdlet command)
    {
        try
        {
            if (Standing(command.SessionState) is TwilioEventsConnection found) return found;
        }
        catch (TwilioConfigurationException e)
        {
            command.ThrowTerminatingError(ErrorRecords.Create(e));
        }

        command.ThrowTerminatingError(ErrorIds.NotConnected.Record(new InvalidOperationException(NotConnected)));
        throw new PipelineStoppedException();
    }

    private static string Origin(TwilioEventsConnection connection) => connection.Source switch
    {
        ConnectionFactory.EnvironmentSource => "from the environment's variables",
        ConnectionFactory.ProfileSource when connection == RunspaceConnections.Fallback => "the active profile of Twilio's CLI",
        _ => "from Connect-TwilioEvents in this runspace",
    };

    // Looked at anew by each command: who corrects $env:TWILIO_AUTH_TOKEN expects it to serve.
    private static TwilioEventsConnection? FromEnvironment(SessionState session)
    {
        TwilioCredentials? credentials = TwilioEnvironment.Read(Environment.GetEnvironmentVariable);
        if (credentials is null) return null;
        if (RunspaceConnections.Fallback is TwilioEventsConnection { Source: ConnectionFactory.EnvironmentSource } before && credentials.IsSameAs(RunspaceConnections.FallbackCredentials)) return before;
        TwilioEventsConnection connection = ConnectionFactory.Create(credentials, ConnectionFactory.Options(credentials, session), ConnectionFactory.EnvironmentSource, null);
        RunspaceConnections.UseFallback(connection, credentials);
        return connection;
    }

    // Looked at once: a script must not change the account because somebody ran 'twilio profiles:use' meanwhile.
    private static TwilioEventsConnection? FromActiveProfile(SessionState session)
    {
        if (RunspaceConnections.Fallback is TwilioEventsConnection { Source: ConnectionFactory.ProfileSource } before) return before;
        TwilioCliConfiguration? configuration = CliProfiles.Read();
        if (configuration?.ActiveProfile is not string profile) return null;
        TwilioCredentials credentials = CliProfiles.Credentials(configuration, profile);
        TwilioEventsConnection connection = FromProfile(configuration, credentials, profile, session);
        RunspaceConnections.UseFallback(connection, credentials);
        return connection;
    }

    private static TwilioEventsConnection FromProfile(TwilioCliConfiguration configuration, TwilioCredentials credentials, string profile, SessionState session)
    {
        TwilioEventsConnection connection = ConnectionFactory.Create(credentials, ConnectionFactory.Options(credentials, session), ConnectionFactory.ProfileSource, profile);
        CliProfiles.WarnOfReaders(configuration, connection);
        return connection;
    }
}
