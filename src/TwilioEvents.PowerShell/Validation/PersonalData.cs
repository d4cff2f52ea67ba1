using System;
using System.Text.RegularExpressions;

namespace TwilioEvents.Validation;

/// <summary>
/// Finds what is plainly an e-mail address or a telephone number. Rather misses one than takes a date, a
/// version, an ARN, a build number or a Sid for one.
/// </summary>
internal static class PersonalData
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex EMail = new(@"(?<![\w.%+-])[\w.%+-]{1,64}@([\w-]{1,63}\.){1,8}\p{L}{2,24}(?![\w-])", Options);

    // +49 30 1234567, 0049 30 1234567; (415) 555-2671, 415-555-2671, 415.555.2671; 030 12345678, 020 7946 0958.
    private static readonly Regex Telephone = new(
        @"(?<![\w.+:/-])(\+[1-9]([ ./()-]{0,3}\d){7,14}"
        + @"|00[1-9]\d{0,2}[ /-]\d{1,5}([ /-]?\d){5,10}"
        + @"|(1[ -])?(\([2-9]\d\d\) ?[2-9]\d\d[ .-]\d{4}|[2-9]\d\d(?<s>[ .-])[2-9]\d\d\k<s>\d{4})"
        + @"|0[1-9]\d{1,3}[ /-]\d{3,8}([ -]\d{3,5})?)(?![\w/:-]|\.\d)",
        Options & ~RegexOptions.ExplicitCapture);

    /// <summary>What was seen, such as "the e-mail address 'a@example.com'", or null.</summary>
    public static string? Find(string text)
    {
        Match match = EMail.Match(text);
        if (match.Success) return "the e-mail address '" + PlainText.Show(match.Value, 80) + "'";
        match = Telephone.Match(text);
        return match.Success ? "the telephone number '" + PlainText.Show(match.Value, 40) + "'" : null;
    }
}
