using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.DesiredState.Document;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState;

/// <summary>Makes a configuration of what an account has. In stable order, so that two differ only where the accounts do.</summary>
public static class AccountExport
{
    /// <summary>Makes the configuration.</summary>
    /// <param name="account">What the account has.</param>
    /// <param name="objects">Makes the host's objects.</param>
    /// <returns>The configuration, with real secrets in it.</returns>
    /// <exception cref="EventsConfigurationException">A part of the account could not be read, or a replacement is not
    /// finished.</exception>
    public static EventsConfiguration ToConfiguration(AccountState account, ObjectFactory objects)
    {
        if (account is null) throw new ArgumentNullException(nameof(account));
        string[] problems = Problems(account).ToArray();
        if (problems.Length > 0) throw new EventsConfigurationException(problems);
        HashSet<string> sinksTwice = Twice(account.Sinks!.Select(sink => sink.Description)),
            subscriptionsTwice = Twice(account.Subscriptions!.Select(subscription => subscription.Description));
        Dictionary<string, string> names = account.Sinks!.Where(sink => sink.Sid is not null).ToDictionary(sink => sink.Sid!,
            sink => IsName(sink.Description, sinksTwice) ? sink.Description! : sink.Sid!, StringComparer.Ordinal);
        ConfiguredSink[] sinks = account.Sinks!.OrderBy(sink => sink.Description, StringComparer.Ordinal)
            .ThenBy(sink => sink.Sid, StringComparer.Ordinal)
            .Select((sink, index) => new ConfiguredSink(
                FormattableString.Invariant($"Sinks[{index}]"),
                sink.Description,
                IsName(sink.Description, sinksTwice) ? null : sink.Sid,
                sink.SinkType ?? string.Empty,
                Configuration(sink),
                objects)).ToArray();
        ConfiguredSubscription[] subscriptions = account.Subscriptions!.OrderBy(one => one.Description, StringComparer.Ordinal)
            .ThenBy(one => one.Sid, StringComparer.Ordinal)
            .Select((one, index) => new ConfiguredSubscription(
                FormattableString.Invariant($"Subscriptions[{index}]"),
                one.Description,
                IsName(one.Description, subscriptionsTwice) ? null : one.Sid,
                names.TryGetValue(one.SinkSid ?? string.Empty, out string? name) ? name : one.SinkSid ?? string.Empty,
                one.Types!.Where(type => type.Type is not null).OrderBy(type => type.Type, StringComparer.Ordinal)
                    .Select(type => new TypeVersion(type.Type!, type.SchemaVersion)).ToArray())).ToArray();
        return new EventsConfiguration(sinks, subscriptions);
    }

    private static JsonMap Configuration(Sink sink)
    {
        var configuration = new JsonMap();
        foreach (KeyValuePair<string, object?> property in sink.Configuration?.Properties ?? Array.Empty<KeyValuePair<string, object?>>())
            configuration[property.Key] = property.Value;
        ConfigurationShape.AddDefaults(sink.SinkType ?? string.Empty, configuration);
        return configuration;
    }

    // A file cannot say that a replacement is half done.
    private static IEnumerable<string> Problems(AccountState account)
    {
        if (account.Sinks is null) yield return "The credentials may not list the sinks (status 403).";
        if (account.Subscriptions is null) yield return "The credentials may not list the subscriptions (status 403).";
        foreach (Subscription subscription in account.Subscriptions ?? Array.Empty<Subscription>())
        {
            if (subscription.Types is null) yield return "The credentials may not list the types of " + subscription.Sid + " (status 403).";
        }

        IEnumerable<string?> descriptions = (account.Sinks ?? Array.Empty<Sink>()).Select(sink => sink.Description)
            .Concat((account.Subscriptions ?? Array.Empty<Subscription>()).Select(subscription => subscription.Description));
        foreach (string? marked in descriptions.Where(description => ReplacementMark.SidOf(description) is not null))
        {
            yield return "The replacement '" + PlainText.Show(marked, 120) + "' is not finished. Bring the account into line with its file "
                + "first, or give it another description.";
        }
    }

    private static bool IsName(string? description, HashSet<string> twice) =>
        !string.IsNullOrWhiteSpace(description) && !twice.Contains(description!);

    private static HashSet<string> Twice(IEnumerable<string?> descriptions) => new(
        descriptions.Where(description => description is not null).GroupBy(description => description!, StringComparer.Ordinal)
            .Where(same => same.Count() > 1).Select(same => same.Key), StringComparer.Ordinal);
}
