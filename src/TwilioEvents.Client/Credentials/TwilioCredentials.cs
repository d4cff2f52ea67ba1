using System;
using System.Linq;
using System.Security;
using TwilioEvents.Secrets;

namespace TwilioEvents;

/// <summary>
/// The account that a connection uses, and the region and edge where Twilio serves it. The secret is held only as a
/// SecureString.
/// </summary>
public sealed class TwilioCredentials
{
    private const string WhereToFindThem = "the Twilio Console shows both";

    private static readonly SidRule Account = SidRule.Of(SidKind.Account);
    private static readonly SidRule ApiKey = SidRule.Of(SidKind.ApiKey);

    private TwilioCredentials(string userName, SecureString secret, string? accountSid)
    {
        this.UserName = userName;
        this.Secret = secret;
        this.AccountSid = accountSid;
    }

    /// <summary>An Account SID, or the SID of an API key.</summary>
    public string UserName { get; }

    /// <summary>The Auth Token of the account, or the secret of the API key.</summary>
    public SecureString Secret { get; }

    /// <summary>The account, where it is known.</summary>
    public string? AccountSid { get; }

    /// <summary>The region that stands beside the credentials, or null.</summary>
    public string? Region { get; set; }

    /// <summary>The edge that stands beside the credentials, or null.</summary>
    public string? Edge { get; set; }

    /// <summary>Finds out now what would be a 401 later. Its messages repeat no value: any may be the secret.</summary>
    /// <param name="userName">An Account SID, or the SID of an API key; white space around it is removed.</param>
    /// <param name="secret">Its secret; copied, and white space around it is removed.</param>
    /// <param name="accountSid">The account, where it is known; white space around it is removed.</param>
    /// <returns>The credentials.</returns>
    /// <exception cref="TwilioConfigurationException">They cannot be credentials of Twilio's.</exception>
    public static TwilioCredentials Create(string? userName, SecureString secret, string? accountSid)
    {
        string user = userName?.Trim() ?? string.Empty;
        string? account = string.IsNullOrWhiteSpace(accountSid) ? null : accountSid!.Trim();
        SecureString trimmed = SecretText.Read(secret ?? throw new ArgumentNullException(nameof(secret)), Trim);
        string? problem = ProblemOfSecret(user, trimmed) ?? ProblemOfUser(user) ?? ProblemOfAccount(user, account);
        if (problem is not null) throw new TwilioConfigurationException(ConfigurationFailure.Credential, problem);
        return new TwilioCredentials(user, trimmed, account ?? (Account.IsMatch(user) ? user : null));
    }

    /// <summary>As <see cref="Create"/>, for an API key: an Account SID in its place is an error as well.</summary>
    /// <param name="key">The SID of an API key; white space around it is removed.</param>
    /// <param name="secret">Its secret; copied, and white space around it is removed.</param>
    /// <param name="accountSid">The account, where it is known; white space around it is removed.</param>
    /// <returns>The credentials.</returns>
    /// <exception cref="TwilioConfigurationException">They cannot be an API key of Twilio's.</exception>
    public static TwilioCredentials CreateOfKey(string? key, SecureString secret, string? accountSid)
    {
        TwilioCredentials credentials = Create(key, secret, accountSid);
        return ApiKey.IsMatch(credentials.UserName)
            ? credentials
            : throw new TwilioConfigurationException(ConfigurationFailure.Credential,
                "An Account SID stands where the SID of the API key belongs, which begins with SK. For the account itself give its Auth "
                    + "Token instead of a key.");
    }

    /// <summary>Whether they are the same in all they hold.</summary>
    /// <param name="other">Other credentials, or null.</param>
    /// <returns>True if a connection that was created from one can be used for the other.</returns>
    public bool IsSameAs(TwilioCredentials? other) =>
        other is not null
            && (this.UserName, this.AccountSid, this.Region, this.Edge) == (other.UserName, other.AccountSid, other.Region, other.Edge)
        && SecretText.Read(this.Secret, here => SecretText.Read(other.Secret, there => here.SequenceEqual(there)));

    private static string? ProblemOfSecret(string user, SecureString secret)
    {
        if (secret.Length == 0) return "The secret is empty. Give the Auth Token of the account, or the secret of the API key.";
        if (SecretText.Read(secret, text => text.Any(char.IsControl)))
            return "The secret is more than one line, or holds control characters. Copy it again, without the text around it.";
        if (!SecretText.Read(secret, text => Account.IsMatch(text) || ApiKey.IsMatch(text))) return null;
        return IsUser(user)
            ? "The secret is a Sid. Give the Auth Token of the account, or the secret of the API key."
            : "The user name and the secret are swapped: the user name is the Sid (AC... or SK...), the password is the secret.";
    }

    private static string? ProblemOfUser(string user)
    {
        if (IsUser(user)) return null;
        return user.Length == 32 && user.All(SidRule.IsHexadecimal)
            ? "The user name looks like an Auth Token. It is the Account SID (AC and 32 hexadecimal digits), and the token is the "
                + "password; " + WhereToFindThem + "."
            : "The user name is neither an Account SID nor the SID of an API key. It is AC or SK and 32 hexadecimal digits; "
                + WhereToFindThem + ".";
    }

    private static string? ProblemOfAccount(string user, string? account)
    {
        if (account is null) return null;
        if (ApiKey.IsMatch(account))
            return "The SID of an API key stands where the Account SID belongs, which begins with AC. A key is given as the key, with its "
                + "own secret.";
        if (!Account.IsMatch(account))
            return "The Account SID is not valid: it is AC and 32 hexadecimal digits, as the Twilio Console shows it.";
        return Account.IsMatch(user) && user != account
            ? "The user name is the SID of another account than the Account SID. Give one of them, or the same." : null;
    }

    private static bool IsUser(string user) => Account.IsMatch(user) || ApiKey.IsMatch(user);

    // A token from a file has a newline at its end.
    private static SecureString Trim(char[] text)
    {
        int start = 0, end = text.Length;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        var trimmed = new char[end - start];
        Array.Copy(text, start, trimmed, 0, trimmed.Length);
        return SecretText.Protect(trimmed);
    }
}
