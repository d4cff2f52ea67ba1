using System;
using System.Security;
using TwilioEvents.Secrets;

namespace TwilioEvents;

/// <summary>
/// Credentials in the environment variables that Twilio's own tools read. See
/// https://www.twilio.com/docs/twilio-cli/general-usage.
/// </summary>
public static class TwilioEnvironment
{
    /// <summary>The edge, which Twilio's tools prefer to the one of a profile.</summary>
    public const string Edge = "TWILIO_EDGE";

    private const string Account = "TWILIO_ACCOUNT_SID";
    private const string Token = "TWILIO_AUTH_TOKEN";
    private const string Key = "TWILIO_API_KEY";
    private const string KeySecret = "TWILIO_API_SECRET";
    private const string Region = "TWILIO_REGION";

    /// <summary>The credentials, or null if none of their variables is set. An API key takes precedence over the Auth Token.</summary>
    /// <param name="variable">Gives the value of a variable, or null.</param>
    /// <returns>The credentials with the region and edge of the environment.</returns>
    /// <exception cref="TwilioConfigurationException">Half a set, or values that are plainly wrong.</exception>
    public static TwilioCredentials? Read(Func<string, string?> variable)
    {
        if (variable is null) throw new ArgumentNullException(nameof(variable));
        string? account = Value(variable, Account), token = Value(variable, Token), key = Value(variable, Key),
            keySecret = Value(variable, KeySecret);
        if (account is null && token is null && key is null && keySecret is null) return null;
        if (key is null != keySecret is null) throw Missing(key is null ? Key : KeySecret, key is null ? KeySecret : Key);
        if (key is null && account is null) throw Missing(Account, Token);
        if (key is null && token is null) throw Missing(Token + ", or " + Key + " with " + KeySecret + ",", Account);
        using SecureString secret = SecretText.Protect(key is null ? token : keySecret);
        try
        {
            TwilioCredentials credentials =
                key is null ? TwilioCredentials.Create(account, secret, account) : TwilioCredentials.CreateOfKey(key, secret, account);
            credentials.Region = Value(variable, Region);
            credentials.Edge = Value(variable, Edge);
            return credentials;
        }
        catch (TwilioConfigurationException e)
        {
            string names =
                key is null ? Account + " and " + Token : Key + " and " + KeySecret + (account is null ? string.Empty : " with " + Account);
            throw new TwilioConfigurationException(ConfigurationFailure.Environment,
                names + " cannot be used as credentials. " + e.Message);
        }
    }

    /// <summary>The value of a variable without the white space around it; null where it is not set or blank.</summary>
    /// <param name="variable">Gives the value of a variable, or null.</param>
    /// <param name="name">The name of the variable.</param>
    /// <returns>The value, or null.</returns>
    public static string? Value(Func<string, string?> variable, string name) =>
        (variable ?? throw new ArgumentNullException(nameof(variable)))(name) is string value && value.Trim().Length > 0 ? value.Trim()
            : null;

    private static TwilioConfigurationException Missing(string missing, string present) => new(
        ConfigurationFailure.Environment,
        "The environment variable " + present + " is set, but " + missing + " is missing. Set it too.");
}
