using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TwilioEvents.Completion;

/// <summary>Something that Tab may offer.</summary>
internal sealed class Candidate
{
    /// <param name="value">What is put on the command line.</param>
    /// <param name="name">What people call it, such as a description; the list shows it behind the value.</param>
    /// <param name="toolTip">What is said of the one that is chosen.</param>
    public Candidate(string? value, string? name = null, string? toolTip = null)
    {
        this.Value = value ?? string.Empty;
        this.Name = PlainText.Show(name, 100);
        this.Label = this.Name.Length == 0 ? PlainText.Show(value, 100) : PlainText.Show(value, 100) + "  " + this.Name;
        this.ToolTip = PlainText.Show(string.IsNullOrWhiteSpace(toolTip) ? value : toolTip);
    }

    /// <summary>What is put on the command line.</summary>
    public string Value { get; }

    /// <summary>What people call it; may be empty.</summary>
    public string Name { get; }

    /// <summary>What the list of candidates shows: the value, and behind it the name.</summary>
    public string Label { get; }

    /// <summary>What is said of the one that is chosen.</summary>
    public string ToolTip { get; }
}

/// <summary>What Tab offers of a list of candidates, quoted where PowerShell needs it.</summary>
internal static class CompletionList
{
    private static readonly char[] Quotes = { '\'', '"' };

    /// <summary>The values that begin with the word.</summary>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> values, string? wordToComplete)
    {
        string word = Word(wordToComplete);
        return Results(
            values.Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(value => new Candidate(value)));
    }

    /// <summary>
    /// The candidates whose value or name has the word in it, wildcards allowed: those first that begin with
    /// it, then those with a part (behind a dot, a dash or a space) that does.
    /// </summary>
    public static IEnumerable<CompletionResult> WithParts(IEnumerable<Candidate> candidates, string? wordToComplete)
    {
        string word = Word(wordToComplete);
        string pattern = WildcardPattern.ContainsWildcardCharacters(word) ? word : WildcardPattern.Escape(word);
        WildcardPattern[] ranks = { Wildcard(pattern + "*"), Wildcard("*[-. ]" + pattern + "*"), Wildcard("*" + pattern + "*") };
        return Results(candidates
            .Select(candidate =>
                (Candidate: candidate, Rank: Array.FindIndex(ranks, rank => rank.IsMatch(candidate.Value) || rank.IsMatch(candidate.Name))))
            .Where(match => match.Rank >= 0)
            .OrderBy(match => match.Rank)
            .Select(match => match.Candidate));
    }

    /// <summary>The word as it was typed, in quotes.</summary>
    public static IEnumerable<CompletionResult> Typed(string? wordToComplete)
    {
        string word = Word(wordToComplete);
        string text = word.Length == 0 ? "''" : Quote(word);
        return new[] { new CompletionResult(text, text, CompletionResultType.ParameterValue, "Your text") };
    }

    /// <summary>The word as it is meant: with the quote that was begun, it is still the same word.</summary>
    public static string Word(string? wordToComplete) => (wordToComplete ?? string.Empty).Trim(Quotes);

    private static WildcardPattern Wildcard(string pattern) =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

    // A value from outside that a command line cannot hold as it is shown is not offered.
    private static List<CompletionResult> Results(IEnumerable<Candidate> candidates) => candidates
        .Where(candidate =>
            candidate.Value.Length > 0 && candidate.Label.Length > 0 && candidate.Value == PlainText.Show(candidate.Value, int.MaxValue))
        .Select(candidate =>
            new CompletionResult(Quote(candidate.Value), candidate.Label, CompletionResultType.ParameterValue, candidate.ToolTip)).ToList();

    private static string Quote(string value) => IsBare(value) ? value : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";

    private static bool IsBare(string value) => value is "$true" or "$false"
        || (char.IsLetterOrDigit(value[0]) && value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '@'));
}
