using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;

namespace TwilioEvents.Binding;

/// <summary>Reads what -AuthToken and -SharedKey were given. Its messages repeat nothing of it.</summary>
internal static class SignatureSecrets
{
    private const string HowTo = " Give a SecureString, as Read-Host -AsSecureString and Get-Secret do.";

    /// <summary>The Auth Tokens.</summary>
    /// <exception cref="ArgumentException">One of them is not a SecureString, or there is none.</exception>
    public static IReadOnlyList<SecureString> Tokens(object? given)
    {
        object? plain = InputKind.Unwrap(given);
        IEnumerable<object?> items = plain is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>() : new[] { plain };
        SecureString[] tokens = items.Select(item => ToSecret(item, "-AuthToken")).ToArray();
        return tokens.Length > 0 ? tokens : throw new ArgumentException("-AuthToken is empty." + HowTo);
    }

    /// <summary>The shared keys by their names.</summary>
    /// <exception cref="ArgumentException">It is not a dictionary of SecureStrings.</exception>
    public static IReadOnlyDictionary<string, SecureString> SharedKeys(object? given)
    {
        if (InputKind.Unwrap(given) is not IDictionary { Count: > 0 } dictionary)
        {
            throw new ArgumentException("-SharedKey takes a hashtable: the name of each key at Twilio, and the key as a SecureString, such "
                + "as @{ webhooks_sharedkey_1 = $key }.");
        }

        var keys = new Dictionary<string, SecureString>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            keys[name] = ToSecret(entry.Value, "The shared key '" + PlainText.Show(name, 80) + "'");
        }

        return keys;
    }

    private static SecureString ToSecret(object? given, string what) => InputKind.Unwrap(given) switch
    {
        SecureString secret => secret,
        null => throw new ArgumentException(what + " is null: perhaps a variable that was never set." + HowTo),
        string => throw new ArgumentException(what + " is a plain text, which command lines and logs keep." + HowTo),
        PSCredential => throw new ArgumentException(what + " is a PSCredential. Give its property Password."),
        object other => throw new ArgumentException(what + " is an object of the type " + other.GetType().Name + "." + HowTo),
    };
}
