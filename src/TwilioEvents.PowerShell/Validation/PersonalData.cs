using System.Text.RegularExpressions;

namespace TwilioEvents.Validation;

/// <summary>
/// Finds what is plainly an e-mail address or a telephone number. Rather misses one than takes a date, a
/// version, an ARN, a build number or a Sid for one.
/// </summary>
internal static class PersonalData
{
    // Neither user@host in a URL or in a path of git or scp, nor package@1.2.3.
    private const string EMailPattern =
        @"(?<![\w.%+-])[\w.%+-]{1,64}@(?!v?\d+\.\d)([\w-]{1,63}\.){1,8}(xn--[\w-]{2,59}|\p{L}{2,24})"
            + @"(?!-?[\p{L}\p{N}]|:\S)(?<!://[^\s/@]{0,64}@[^@]+)";

    // A space, a point, a slash, brackets or a dash; the dash and the space that do not break, too.
    private const string Gap = @"[ \u00A0\u202F./()\u2010\u2011\u2013-]";

    // (415) 555-2671, 415-555-2671, 415.555.2671; neither the area nor the exchange begins with 0 or 1.
    private const string NorthAmerican = @"(\([2-9]\d\d\) ?[2-9]\d\d" + Gap + @"\d{4}|[2-9]\d\d(?<gap>" + Gap + @")[2-9]\d\d\k<gap>\d{4})";

    // +1 and ten digits; +49 30 1234567 with nine digits or more, or ten or more where nothing parts them. No
    // +52.520008, which is a coordinate, no +1000000.
    private const string International =
        @"(?<![\w+/=-])\+(1" + Gap + "{0,2}[2-9](" + Gap + @"{0,3}\d){9}"
        + @"|(?!\d{1,9}(?!" + Gap + @"*\d)|\d{1,3}\.\d{3,}(?![.\d]))[2-9](" + Gap + @"{0,3}\d){8,14})";

    // 0049 30 1234567, 001 415-555-2671.
    private const string InternationalWithZeros =
        @"(?<![\w.+:/-])00(1[ -]" + NorthAmerican + @"|[2-9]\d{1,2}[ /-](\(0\) ?)?[1-9]([ /-]?\d){6,10})";

    // 030 1234567, 0171/1234567, 020 7946 0958, (030) 1234567. Not 0800-1700, 0111-2222-3333 or 042 20261123.
    private const string National =
        @"(?<![\w.+:/-])(0[1-9]\d{1,3}[ \u00A0/](?!(19|20)\d\d[01]\d[0-3]\d(?!\d))\d{6,8}|02\d[ \u00A0]\d{4}[ \u00A0]\d{4}"
        + @"|\(0[1-9]\d{1,3}\)[ /-]?(\d{6,8}|\d{3,4}[ -]\d{3,5}))";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex EMail = new(EMailPattern, Options);

    private static readonly Regex Telephone = new(
        "(" + International + "|" + InternationalWithZeros + "|" + National + @"|(?<![\w.+/-])(1[ .-])?" + NorthAmerican
            + @")(?!\w|[/:-]\w|\.\d)", Options);

    /// <summary>What was seen, such as "the e-mail address 'a@example.com'", or null.</summary>
    public static string? Find(string text)
    {
        Match match = EMail.Match(text);
        if (match.Success) return "the e-mail address '" + PlainText.Show(match.Value, 80) + "'";
        match = Telephone.Match(text);
        return match.Success ? "the telephone number '" + PlainText.Show(match.Value, 40) + "'" : null;
    }
}
