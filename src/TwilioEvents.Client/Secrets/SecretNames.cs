using System;

namespace TwilioEvents;

/// <summary>Which names say that what they name is a secret, in a configuration, a header, a form or a text.</summary>
public static class SecretNames
{
    /// <summary>
    /// How such a name ends, without hyphens, underscores and capitals, and whether it is one of Twilio's: in a
    /// sentence, a value after a colon is taken for a secret only behind those.
    /// </summary>
    internal static readonly (string Ending, bool OfTwilio, string Example)[] Table =
    {
        ("externalid", true, "external_id"),
        ("writekey", true, "writeKey"),
        ("authtoken", true, "AUTH_TOKEN"),
        ("apisecret", true, "api-secret"),
        ("apikey", false, "x-api-key"),
        ("accesskey", false, "AccessKey"),
        ("accountkey", false, "account_key"),
        ("clientkey", false, "client_key"),
        ("encryptionkey", false, "encryption_key"),
        ("masterkey", false, "master-key"),
        ("privatekey", false, "private_key"),
        ("secretkey", false, "aws_secret_key"),
        ("sharedkey", false, "shared_key"),
        ("signingkey", false, "signing_key"),
        ("subscriptionkey", false, "Ocp-Apim-Subscription-Key"),
        ("token", false, "bearer_token"),
        ("secret", false, "client_secret"),
        ("password", false, "PASSWORD"),
        ("passphrase", false, "passphrase"),
        ("passwd", false, "passwd"),
        ("pwd", false, "db_pwd"),
        ("authorization", false, "Proxy-Authorization"),
        ("bearer", false, "bearer"),
        ("cookie", false, "Set-Cookie"),
        ("connectionstring", false, "connection_string"),
        ("credential", false, "credential"),
        ("credentials", false, "aws_credentials"),
        ("signature", false, "X-Twilio-Signature"),
    };

    /// <summary>What ends like one of them and is none: Twilio's lists have a token for each page.</summary>
    private const string NotSecret = "pagetoken";

    /// <summary>Whether what has that name is a secret.</summary>
    /// <param name="name">The name of a field, a column, a header or a parameter.</param>
    /// <returns>True where it ends as the name of a secret does.</returns>
    public static bool IsSecret(string name) => Ends(name, false);

    /// <summary>Whether that is the name of a secret in Twilio's API.</summary>
    internal static bool IsTwilioSecret(string name) => Ends(name, true);

    private static bool Ends(string name, bool ofTwilio)
    {
        string plain = (name ?? throw new ArgumentNullException(nameof(name))).Replace("-", string.Empty).Replace("_", string.Empty);
        if (plain.EndsWith(NotSecret, StringComparison.OrdinalIgnoreCase)) return false;
        foreach ((string ending, bool isOfTwilio, _) in Table)
        {
            if ((isOfTwilio || !ofTwilio) && plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
