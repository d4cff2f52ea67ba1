using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TwilioEvents.Completion;

/// <summary>What Tab offers of a list of values, quoted where PowerShell needs it.</summary>
internal static class CompletionList
{
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> values, string? wordToComplete)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return values.Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase) && PlainText.Show(value).Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(value => new CompletionResult(Quote(value), PlainText.Show(value, 60), CompletionResultType.ParameterValue, PlainText.Show(value))).ToList();
    }

    private static string Quote(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? value : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";
}
