using System;
using System.Management.Automation;
using TwilioEvents.Commands;

namespace TwilioEvents;

/// <summary>
/// Finds the connection of a command: -Connection, then Connect-TwilioEvents in this runspace, then the
/// environment, then the active profile of Twilio's CLI. The last two are fallbacks, and serve only in a
/// process in which nobody connected or disconnected.
/// </summary>
internal sealed class ConnectionFinder
{
    private TwilioEventsConnection? standing;
    private TwilioEventsConnection? announced;

    /// <summary>What to say where nothing serves.</summary>
    public static string NotConnected =>
        "There is no connection to Twilio in this runspace. Use Connect-TwilioEvents (-Sandbox to try without an account); in ForEach-Object -Parallel and thread jobs, give -Connection $using:connection. "
        + (RunspaceConnections.ConnectWasCalled
            ? "TWILIO_ACCOUNT_SID and its like, and the profiles of Twilio's CLI, do not step in after Connect-TwilioEvents or Disconnect-TwilioEvents."
            : "Or set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET).");

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
            if (CommandObserver.IsWanted(command, "Verbose")) command.WriteVerbose("Using the connection " + found + " (" + (given is null ? Origin(found) : "from -Connection") + ").");
        }

        return found;
    }

    /// <summary>
    /// Ends a command whose command line gives -Connection nothing: a variable that should hold a connection
    /// and is empty must not lead to another account. In a row of a CSV a blank cell is no mistake.
    /// </summary>
    public static void CheckCommandLine(PSCmdlet command)
    {
        // At the beginning nothing from the pipeline is bound yet.
        if (!command.MyInvocation.BoundParameters.TryGetValue(nameof(TwilioCommand.Connection), out object? given) || given is not null) return;
        command.ThrowTerminatingError(ErrorIds.ConnectionNotFound.Record(new ItemNotFoundException(
            "-Connection is given, but what it is given is null or blank: perhaps a variable that was never set. Leave it out to use the connection of this runspace.")));
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
