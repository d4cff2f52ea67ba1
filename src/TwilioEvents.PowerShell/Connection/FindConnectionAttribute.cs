using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents;

/// <summary>
/// Takes a connection, or the name of one, or that of a profile of Twilio's CLI. A blank cell means 'not
/// given'. An error of it is one of binding, so a bad line fails alone.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class FindConnectionAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is TwilioEventsConnection connection)
        {
            return connection.IsEnded ? throw Error("The connection " + connection + " was ended with Disconnect-TwilioEvents. Connect again with Connect-TwilioEvents.") : connection;
        }

        if (InputKind.Is(inputData, typeof(TwilioEventsConnection).FullName!))
        {
            throw Error("This connection comes from another process, as $using: gives it in Start-Job and Invoke-Command, and its secret did not come with it. "
                + "Connect there: Connect-TwilioEvents -Credential $using:credential. In ForEach-Object -Parallel and Start-ThreadJob a connection works as it is.");
        }

        try
        {
            return value switch
            {
                null => NotGiven(engineIntrinsics.SessionState),
                string name when name.Trim().Length == 0 => NotGiven(engineIntrinsics.SessionState),
                string name => ConnectionFinder.Named(name.Trim(), engineIntrinsics.SessionState) ?? throw Unknown(name.Trim()),
                _ => throw Error("-Connection takes a connection, the name of one, or a profile of Twilio's CLI, and not a " + value.GetType().Name + "."),
            };
        }
        catch (TwilioConfigurationException e)
        {
            throw Error(e.Message);
        }
    }

    // Null binds, and the connection of the runspace serves. Where there is none, this line alone has the
    // error: those of the other lines may have named theirs.
    private static object NotGiven(SessionState session) => ConnectionFinder.Standing(session) is null
        ? throw Error("-Connection is blank, and nothing else serves. " + ConnectionFinder.NotConnected)
        : null!;

    private static ArgumentTransformationMetadataException Unknown(string name)
    {
        string connections = TwilioCliConfiguration.Names(RunspaceConnections.Named.Select(c => c.Name!).ToList(), "No connection here has a name", "Names here: ");
        string profiles = CliProfiles.Read() is TwilioCliConfiguration configuration
            ? TwilioCliConfiguration.Names(configuration.ProfileNames, configuration.Path + " has no profiles", "profiles in " + configuration.Path + ": ")
            : "Twilio's CLI has no " + CliProfiles.Path;
        return Error("Neither a connection of this runspace nor a profile of Twilio's CLI is named '" + PlainText.Show(name, 60) + "'. " + connections + "; " + profiles + ".");
    }

    private static ArgumentTransformationMetadataException Error(string message) => new(message);
}
