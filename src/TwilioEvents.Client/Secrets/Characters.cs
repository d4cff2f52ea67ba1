namespace TwilioEvents.Secrets;

/// <summary>Kinds of characters of an <see cref="UnescapedText"/>, where each is a byte: no culture and no Unicode.</summary>
internal static class Characters
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n' or '\v' or '\f';

    public static bool IsQuote(char c) => c is '"' or '\'';

    public static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsOfName(char c) => IsLetter(c) || IsDigit(c) || c is '_' or '-';

    public static bool IsOfCredentials(char c) => IsLetter(c) || IsDigit(c) || c is '+' or '/' or '=' or '_' or '.' or '~' or '%' or '-';

    public static bool EndsValue(char c) =>
        IsSpace(c) || IsQuote(c) || c is '&' or ',' or ';' or '{' or '}' or '[' or ']' or '<' or '>' or '\\';

    /// <summary>The first place that holds no space, from one place on. In a form, a + is one.</summary>
    public static int AfterSpaces(UnescapedText text, int at)
    {
        while (at < text.Length && (IsSpace(text[at]) || text[at] == '+')) at++;
        return at;
    }
}
