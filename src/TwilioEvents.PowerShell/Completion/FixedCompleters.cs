using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TwilioEvents.Completion;

/// <summary>The statuses of sinks that Twilio documents; another one may be given all the same.</summary>
internal sealed class SinkStatusCompleter : IArgumentCompleter
{
    private static readonly string[] Statuses = { "initialized", "validating", "active", "failed" };

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Statuses, wordToComplete);
}

/// <summary>The types of sinks that Twilio documents; another one may be given all the same.</summary>
internal sealed class SinkTypeCompleter : IArgumentCompleter
{
    private static readonly string[] Types = SinkShape.Known.Select(shape => shape.SinkType).ToArray();

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Types, wordToComplete);
}

/// <summary>Yes or no. PowerShell offers them for bool, and not where null is a third answer.</summary>
internal sealed class BooleanCompleter : IArgumentCompleter
{
    private static readonly string[] Values = { "$true", "$false" };

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(Values, wordToComplete);
}
