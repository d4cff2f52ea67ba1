using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwilioEvents.Binding;
using TwilioEvents.Connection;

namespace TwilioEvents.Completion;

/// <summary>
/// What the completers share that ask Twilio: over the connection that the command would use, if there is one
/// already. Tab makes no connection, says nothing, and offers nothing where anything goes wrong.
/// </summary>
internal abstract class ResourceCompleter : IArgumentCompleter
{
    // By its name: a command needs its completers, and not the other way round.
    private const string ConnectionParameter = "Connection";

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "Tab offers nothing then; the command itself says what is wrong.")]
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        List<CompletionResult> found = new();
        try
        {
            if (ConnectionInUse(commandAst, fakeBoundParameters) is { IsEnded: false } connection)
            {
                using var questions = new ResourceQuestions(connection);
                found.AddRange(
                    CompletionList.WithParts(this.Candidates(questions, fakeBoundParameters, CompletionList.Word(wordToComplete)),
                        wordToComplete));
            }
        }
        catch (Exception)
        {
            // As if there were nothing to offer.
        }

        return found.Count == 0 && this.IsFreeText ? CompletionList.Typed(wordToComplete) : found;
    }

    /// <summary>Whether any text may be given: then what was typed is offered where nothing else is, and not the names of files.</summary>
    private protected virtual bool IsFreeText => false;

    /// <summary>What can be offered, whatever was typed. The word only shows what it is about.</summary>
    private protected abstract IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word);

    /// <summary>The texts that a parameter of the command line has.</summary>
    private protected static IReadOnlyList<string> Texts(IDictionary parameters, string name)
    {
        object? value = InputKind.Unwrap(parameters[name]);
        IEnumerable<object?> values = value is string or not IEnumerable ? new[] { value } : ((IEnumerable)value).Cast<object?>();
        return values.Select(one => Convert.ToString(InputKind.Unwrap(one), CultureInfo.InvariantCulture)!.Trim())
            .Where(text => text.Length > 0).ToList();
    }

    private protected static string Date(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "unknown";

    /// <summary>Several facts with commas between; those that are not known are left out.</summary>
    private protected static string Facts(params string?[] facts) => string.Join(", ", facts.Where(fact => !string.IsNullOrEmpty(fact)));

    private static TwilioEventsConnection? ConnectionInUse(CommandAst command, IDictionary parameters)
    {
        if (InputKind.Unwrap(parameters[ConnectionParameter]) is { } given)
        {
            return given as TwilioEventsConnection
                ?? (given is string { Length: > 0 } name ? ConnectionStore.FindNamed(name.Trim()).Connection : null);
        }

        // It stands there, and what it will be is not known before the command runs: another's Sids would mislead.
        bool isNamed =
            command.CommandElements.OfType<CommandParameterAst>()
                .Any(parameter => ConnectionParameter.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase));
        return isNamed ? null : ConnectionStore.Current;
    }
}
