using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwilioEvents.Validation;

namespace TwilioEvents.Completion;

/// <summary>The statuses of sinks that Twilio documents. Other values are accepted.</summary>
internal sealed class SinkStatusCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(KnownValues.SinkStatus.All, wordToComplete);
}

/// <summary>The types of sinks that Twilio documents. Other values are accepted.</summary>
internal sealed class SinkTypeCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(KnownValues.SinkType.All, wordToComplete);
}

/// <summary>The statuses of event types that Twilio documents. Other values are accepted.</summary>
internal sealed class EventTypeStatusCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(KnownValues.EventTypeStatus.All, wordToComplete);
}

/// <summary>Yes or no. PowerShell offers them for bool, and not where null is a third answer.</summary>
internal sealed class BooleanCompleter : IArgumentCompleter
{
    private static readonly string[] Values = { "$true", "$false" };

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Values, wordToComplete);
}

/// <summary>Nothing but what was typed: where nothing is offered, PowerShell offers the names of files.</summary>
internal sealed class FreeTextCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Typed(wordToComplete);
}

/// <summary>The lists of the Events API; a path may go on behind them.</summary>
internal sealed class ApiPathCompleter : IArgumentCompleter
{
    private static readonly string[] Paths = { "/v1/Sinks", "/v1/Subscriptions", "/v1/Types" };

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        List<CompletionResult> found = new(CompletionList.Of(Paths, wordToComplete));
        return found.Count > 0 ? found : CompletionList.Typed(wordToComplete);
    }
}
