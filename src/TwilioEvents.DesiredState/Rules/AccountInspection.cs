using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Rules;

namespace TwilioEvents.DesiredState;

/// <summary>Looks at an account without a document.</summary>
public static class AccountInspection
{
    /// <summary>The names of the rules, in the order in which their findings are written.</summary>
    public static IReadOnlyList<string> RuleNames { get; } = AccountRules.All.Select(rule => rule.Name).ToArray();

    /// <summary>Looks at an account by rules.</summary>
    /// <param name="account">What the account has.</param>
    /// <param name="isWanted">Whether a rule, by its name, is wanted.</param>
    /// <param name="client">The client of the account: it is asked for the latest version of each schema in use.</param>
    /// <param name="gate">How many calls can be in progress.</param>
    /// <param name="stop">Ends it at once.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="TwilioEventsException">A call failed.</exception>
    /// <exception cref="EventsConfigurationException">A part of the account could not be read.</exception>
    public static async Task<IReadOnlyList<ConfigurationFinding>> InspectAsync(
        AccountState account, Func<string, bool> isWanted, TwilioEventsClient client, CallGate gate, CancellationToken stop)
    {
        if (account is null) throw new ArgumentNullException(nameof(account));
        if (isWanted is null) throw new ArgumentNullException(nameof(isWanted));
        if (account.Sinks is null || account.Subscriptions is null || account.EventTypes is null
            || account.Subscriptions.Any(one => one.Types is null))
        {
            const string Problem = "The credentials may not read all of the account (status 403). What was not read is not called right.";
            throw new EventsConfigurationException(new[] { Problem });
        }

        string[] schemas = !isWanted("VersionBehind") ? Array.Empty<string>() : account.Subscriptions.SelectMany(one => one.Types!)
            .Select(type => account.EventTypes.TryGetValue(type.Type ?? string.Empty, out EventType? known) ? known.SchemaId : null)
            .OfType<string>().Distinct().ToArray();
        EventSchema[] read = await Task.WhenAll(schemas.Select(schema =>
            gate.RunAsync(() => client.GetSchemaAsync(schema, stop), stop))).ConfigureAwait(false);
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < schemas.Length; i++)
        {
            if (read[i].LatestVersion is int version) latest[schemas[i]] = version;
        }

        var inspected = new InspectedAccount(account, latest);
        return AccountRules.All.Where(rule => isWanted(rule.Name)).SelectMany(rule => rule.Find(inspected)).ToArray();
    }
}
