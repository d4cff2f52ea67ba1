using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using TwilioEvents.DesiredState;

namespace TwilioEvents.Completion;

/// <summary>The rules by which an account is looked at.</summary>
internal sealed class AccountRuleCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionList.Of(AccountInspection.RuleNames, wordToComplete);
}
