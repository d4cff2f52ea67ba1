using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using TwilioEvents.Binding;
using TwilioEvents.DesiredState;

namespace TwilioEvents.Commands;

/// <summary>What stands for each {Name} in a document: -Parameter, the columns of a row, and what a connection knows.</summary>
internal static class ConfigurationParameters
{
    /// <summary>Gathers them. A row goes before -Parameter, and both before what the connection knows.</summary>
    /// <param name="given">What -Parameter was given; null for nothing.</param>
    /// <param name="row">The columns of the row.</param>
    /// <param name="accountSid">The account; null where it is not known.</param>
    /// <param name="connectionName">The name of the connection; null where it has none.</param>
    /// <exception cref="ArgumentException">-Parameter is not a hashtable of texts.</exception>
    public static IReadOnlyDictionary<string, ConfigurationParameter> Of(
        SecretArgument? given, IEnumerable<KeyValuePair<string, object?>> row, string? accountSid, string? connectionName)
    {
        var all = new Dictionary<string, ConfigurationParameter>(StringComparer.OrdinalIgnoreCase);
        if (accountSid is not null) all["AccountSid"] = new ConfigurationParameter(accountSid);
        if (connectionName is not null) all["ConnectionName"] = new ConfigurationParameter(connectionName);
        if (given is not null && InputKind.Unwrap(given.Value) is not IDictionary)
            throw new ArgumentException("-Parameter takes a hashtable, such as @{ Shop = 'a.example.com' }.");
        if (InputKind.Unwrap(given?.Value) is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
                Add(all, Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value, isRow: false);
        }

        foreach (KeyValuePair<string, object?> cell in row) Add(all, cell.Key, cell.Value, isRow: true);
        return all;
    }

    // A row has other columns, too, which the document may not name.
    private static void Add(Dictionary<string, ConfigurationParameter> all, string name, object? value, bool isRow)
    {
        object? plain = InputKind.Unwrap(value);
        if (plain is SecureString secret)
        {
            all[name] = new ConfigurationParameter(new PSCredential("secret", secret).GetNetworkCredential().Password, isSecret: true);
        }
        else if (plain is string or ValueType)
        {
            all[name] = new ConfigurationParameter(LanguagePrimitives.ConvertTo<string>(plain), SecretNames.IsSecret(name));
        }
        else if (!isRow)
        {
            throw new ArgumentException("The value of '" + PlainText.Show(name, 60)
                + "' in -Parameter is neither a text nor a SecureString.");
        }
    }
}
