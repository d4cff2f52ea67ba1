using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace TwilioEvents;

/// <summary>
/// Takes known secrets out of text that a server or a proxy wrote: it may repeat what it was sent. Finds them
/// whole and halved, as they are, percent-encoded and in base64, and what stands where a secret stands.
/// </summary>
internal sealed class Scrubber
{
    /// <summary>Shorter texts would be found by chance in any sentence.</summary>
    private const int ShortestSecret = 4;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // The password in an address, percent-encoded or not, anywhere in a text.
    private static readonly Regex Password = new(
        @"(?<=://[^\s/?#@:""'<>]*:)[^\s""'<>]+(?=@)|(?<=%3A(%2F){2}[^\s%]*%3A)((?!%40)[^\s""'<>&])+(?=%40)", Options, TimeSpan.FromSeconds(1));

    // A secret by its name in JSON, in JSON inside a JSON text, or in a form.
    private static readonly Regex Named = new(
        @"(?<=(external_?id|write_?key|auth_?token|api_?secret|password)(\\*[""']|%22)?\s*(:|=|%3A|%3D)\s*(\\*[""']|%22)?)(?!\s)[^\s""'\\&,;}%]+", Options, TimeSpan.FromSeconds(1));

    // The value of an Authorization header, wherever it is quoted.
    private static readonly Regex Authorization = new(@"(?<=\b(Basic|Bearer)(\s|%20|\+)+)[A-Za-z0-9+/=_.~%-]{8,}", Options, TimeSpan.FromSeconds(1));

    private readonly string[] forms;

    /// <param name="secrets">The secrets that may be repeated.</param>
    public Scrubber(IEnumerable<string> secrets) => this.forms = secrets.Where(s => s.Length >= ShortestSecret).SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(f => f.Length).ToArray();

    /// <summary>The text without the secrets, not yet safe to print.</summary>
    public string Scrub(string text)
    {
        foreach (string form in this.forms) text = text.Replace(form, SecretMask.Mask);
        try
        {
            return Named.Replace(Authorization.Replace(Password.Replace(text, SecretMask.Mask), SecretMask.Mask), SecretMask.Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to be slow to read is no loss; a secret in it would be.
            return SecretMask.Mask;
        }
    }

    /// <summary>The text without the secrets, safe to print.</summary>
    public string Show(string? text, int maximum = 300) => text is null ? string.Empty : PlainText.Show(this.Scrub(text.Length > 4 * maximum ? text.Substring(0, 4 * maximum) : text), maximum);

    private static IEnumerable<string> Forms(string secret)
    {
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        foreach (string whole in new[] { secret, Uri.EscapeDataString(secret), Uri.EscapeDataString(secret).Replace("%20", "+"), base64, Uri.EscapeDataString(base64) })
        {
            yield return whole;
            if (whole.Length < 4 * ShortestSecret) continue;
            yield return whole.Substring(0, whole.Length / 2);
            yield return whole.Substring(whole.Length / 2);
        }
    }
}
