using System.Management.Automation;
using System.Text.RegularExpressions;

namespace TwilioEvents;

/// <summary>Finds out at Connect what would be a 401 later. Repeats no value: it may be the secret.</summary>
internal static class Credentials
{
    private static readonly Regex User = new(@"^(AC|SK)[0-9a-fA-F]{32}\z", RegexOptions.CultureInvariant);

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string userName, string secret)
    {
        if (string.IsNullOrWhiteSpace(secret)) return "The secret is empty. Give the Auth Token of the account, or the secret of the API key.";
        if (User.IsMatch(secret.Trim()))
        {
            return User.IsMatch(userName)
                ? "The secret is a Sid. Give the Auth Token of the account, or the secret of the API key."
                : "The user name and the secret are swapped: the user name is the Sid (AC... or SK...), the password is the secret.";
        }

        return User.IsMatch(userName)
            ? null
            : "The user name is neither an Account SID nor the SID of an API key. It is AC or SK and 32 hexadecimal digits, as the Twilio Console shows it.";
    }

    /// <summary>The secret of a credential as text, for the header it is sent in.</summary>
    public static string Secret(PSCredential credential) => credential.GetNetworkCredential().Password;
}
