using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using TwilioEvents.Errors;

namespace TwilioEvents.Connection;

/// <summary>
/// The connections of each runspace (one never sees another's), and the answer to the one question of every command:
/// which connection is used? It is the one of -Connection; else the current one of this runspace; else, where nobody
/// connected or disconnected in this process, that of the environment, or of the active profile of Twilio's CLI.
/// </summary>
internal static class ConnectionStore
{
    private const string FromParameter = "from -Connection";

    private static int wasUsed;

    /// <summary>The connections of this runspace that have a name, sorted by it.</summary>
    public static IReadOnlyList<TwilioEventsConnection> Named =>
        Here.Named.Values.Where(connection => !connection.IsEnded)
            .OrderBy(connection => connection.Name, StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>What a command without -Connection uses, as far as it was made already; or null.</summary>
    public static TwilioEventsConnection? Current => Here.Current ?? (WasUsed ? null : Here.Fallback);

    /// <summary>
    /// Whether Connect-TwilioEvents or one of its like was used anywhere in this process. From then on no connection is
    /// used that nobody asked for: a script that connected to the sandbox must not reach a real account in another runspace.
    /// </summary>
    private static bool WasUsed => Volatile.Read(ref wasUsed) != 0;

    private static RunspaceConnections Here => RunspaceConnections.Here;

    /// <summary>The connection of a command.</summary>
    /// <param name="given">What -Connection was given; null where it was given null.</param>
    /// <param name="session">For the user agent of a connection that is made.</param>
    public static FoundConnection Find(ConnectionArgument? given, SessionState session)
    {
        if (given is null || given.IsBlank)
        {
            FoundConnection current = FindCurrent(session);
            return current.Connection is not null ? current : None("-Connection is blank, and no connection is current. " + NoCurrent);
        }

        if (given.Connection is not null) return Find(given.Connection);
        if (given.IsFromAnotherProcess)
        {
            return None("This connection comes from another process, such as by $using: in Start-Job or Invoke-Command, and has no "
                + "secret. Connect there: Connect-TwilioEvents -Credential $using:credential. In ForEach-Object -Parallel and "
                + "Start-ThreadJob, a connection works as it is.");
        }

        return given.Name is string name ? FindNamed(name, session)
            : None("-Connection takes a connection, its name, or a profile of Twilio's CLI, not an object of the type "
                + given.TypeName + ".");
    }

    /// <summary>A connection itself, unless it was ended.</summary>
    public static FoundConnection Find(TwilioEventsConnection connection) =>
        connection.IsEnded ? None(Ended(connection)) : new FoundConnection(connection, FromParameter);

    /// <summary>The connection of this runspace that has the name.</summary>
    public static FoundConnection FindNamed(string name) =>
        Here.Named.TryGetValue(name, out TwilioEventsConnection? found) && !found.IsEnded
        ? new FoundConnection(found, FromParameter)
        : None("No connection of this runspace is named '" + PlainText.Show(name, 60) + "'. " + NamesHere + ".");

    /// <summary>The connection of a command without -Connection.</summary>
    /// <param name="session">For the user agent of a connection that is made.</param>
    public static FoundConnection FindCurrent(SessionState session)
    {
        // Another runspace may have ended it.
        if (Here.Current is { IsEnded: true } ended)
        {
            return new FoundConnection(ErrorIds.NotConnected, new InvalidOperationException(Ended(ended)));
        }

        if (Here.Current is TwilioEventsConnection current) return new FoundConnection(current, "the current connection of this runspace");
        try
        {
            return (WasUsed ? null : FallbackConnection.Find(session))
                ?? new FoundConnection(ErrorIds.NotConnected, new InvalidOperationException(NoCurrent));
        }
        catch (TwilioConfigurationException e)
        {
            return new FoundConnection(ErrorRecords.Kind(e.Failure), e);
        }
    }

    /// <summary>The connections that have one of the names or match one of the patterns. A name that no connection has is an
    /// error.</summary>
    public static IReadOnlyList<TwilioEventsConnection> FindNamed(IEnumerable<string> names, Action<ErrorRecord> writeError)
    {
        var found = new List<TwilioEventsConnection>();
        foreach (string name in names)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            List<TwilioEventsConnection> matching = Named.Where(connection => pattern.IsMatch(connection.Name)).ToList();
            found.AddRange(matching.Except(found));
            if (matching.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name)) writeError(FindNamed(name).ToError(name));
        }

        return found;
    }

    /// <summary>From here on no connection is used in this process that nobody asked for.</summary>
    public static void IgnoreEnvironment()
    {
        Volatile.Write(ref wasUsed, 1);
        Here.Fallback = null;
        Here.FallbackCredentials = null;
    }

    /// <summary>Somebody chooses a connection: if the choice fails, what was current before is not used either.</summary>
    public static void ClearCurrent()
    {
        IgnoreEnvironment();
        Here.Current = null;
    }

    /// <summary>Makes a connection the current one of this runspace, and keeps it under its name.</summary>
    public static void MakeCurrent(TwilioEventsConnection connection)
    {
        Add(connection);
        Here.Current = connection;
    }

    /// <summary>Keeps a connection under its name; it is not the current one.</summary>
    public static void Add(TwilioEventsConnection connection)
    {
        IgnoreEnvironment();
        if (connection.Name is not null) Here.Named[connection.Name] = connection;
    }

    /// <summary>Ends a connection, wherever in this runspace it stands. Nothing takes its place.</summary>
    public static void End(TwilioEventsConnection connection)
    {
        RunspaceConnections here = Here;
        if (here.Current == connection) here.Current = null;
        if (connection.Name is not null && FindNamed(connection.Name).Connection == connection) here.Named.Remove(connection.Name);
        connection.End();
    }

    private static string NamesHere => Names("No connection here has a name", "Names here: ");

    // What to do where no connection is current.
    private static string NoCurrent
    {
        get
        {
            if (Named.Count > 0)
            {
                return Names(string.Empty, "No connection is current. Connected: ")
                    + ". Choose one with Select-TwilioEventsConnection -Name, or with -Connection on the command.";
            }

            return "There is no connection to Twilio in this runspace. Use Connect-TwilioEvents (-Sandbox to try without an account); "
                + "in ForEach-Object -Parallel and thread jobs, give -Connection $using:connection. "
                + (WasUsed
                    ? "After Connect-TwilioEvents, Select-TwilioEventsConnection or Disconnect-TwilioEvents, environment variables "
                        + "such as TWILIO_ACCOUNT_SID, and the profiles of Twilio's CLI, are ignored."
                    : "Or set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET).");
        }
    }

    private static string Names(string none, string before) =>
        TwilioCliConfiguration.Names(Named.Select(connection => connection.Name!).ToList(), none, before);

    private static string Ended(TwilioEventsConnection connection) =>
        "The connection " + connection + " was ended with Disconnect-TwilioEvents. Connect again with Connect-TwilioEvents.";

    private static FoundConnection None(string problem) => new(ErrorIds.ConnectionNotFound, new ItemNotFoundException(problem));

    // A connection of this runspace, or else a profile of Twilio's CLI, which is kept for the next time.
    private static FoundConnection FindNamed(string name, SessionState session)
    {
        if (FindNamed(name) is { Connection: not null } named) return named;
        try
        {
            if (CliProfile.Find(name) is not CliProfile profile)
            {
                return None("Neither a connection of this runspace nor a profile of Twilio's CLI is named '" + PlainText.Show(name, 60)
                    + "'. " + NamesHere + "; " + CliProfile.ListNames() + ".");
            }

            TwilioEventsConnection connection =
                ConnectionFactory.Create(profile.Credentials, ConnectionFactory.ProfileSource, profile.Name, session);
            Here.Named[profile.Name] = connection;
            return new FoundConnection(connection, FromParameter, profile.Warnings());
        }
        catch (TwilioConfigurationException e)
        {
            return new FoundConnection(ErrorRecords.Kind(e.Failure), e);
        }
    }
}
