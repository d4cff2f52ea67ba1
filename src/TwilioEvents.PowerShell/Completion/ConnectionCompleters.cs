using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwilioEvents.Connection;
using TwilioEvents.Sandboxes;

namespace TwilioEvents.Completion;

/// <summary>The names of the connections of this runspace.</summary>
internal sealed class ConnectionNameCompleter : IArgumentCompleter
{
    public static IEnumerable<string> Names => ConnectionStore.Named.Select(connection => connection.Name!);

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Names, wordToComplete);
}

/// <summary>The profiles of Twilio's CLI.</summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    public static IEnumerable<string> Names
    {
        get
        {
            try
            {
                return CliProfile.AllNames;
            }
            catch (TwilioConfigurationException)
            {
                // The command itself says what is wrong with the file; Tab offers nothing.
                return Enumerable.Empty<string>();
            }
        }
    }

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Names, wordToComplete);
}

/// <summary>What -Connection takes as a text: names of connections, then profiles.</summary>
internal sealed class ConnectionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(ConnectionNameCompleter.Names.Concat(ProfileNameCompleter.Names), wordToComplete);
}

/// <summary>The regions that Twilio documents.</summary>
internal sealed class RegionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(TwilioHosts.Regions, wordToComplete);
}

/// <summary>The edges that Twilio documents.</summary>
internal sealed class EdgeCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(TwilioHosts.Edges, wordToComplete);
}

/// <summary>The ports of the sandboxes that this runspace serves.</summary>
internal sealed class SandboxPortCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(
            RunspaceSandboxes.Here.All.Select(sandbox => sandbox.Port.ToString(CultureInfo.InvariantCulture)), wordToComplete);
}
