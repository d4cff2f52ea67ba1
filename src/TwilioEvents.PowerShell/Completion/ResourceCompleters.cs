using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TwilioEvents.Validation;

namespace TwilioEvents.Completion;

/// <summary>The Sids of sinks, to be found by what their descriptions say too.</summary>
internal sealed class SinkSidCompleter : ResourceCompleter
{
    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word) =>
        questions.Sinks()
            .Select(sink =>
                new Candidate(sink.Sid, sink.Description,
                    Facts(sink.Sid + ": " + sink.SinkType, sink.Status, "changed " + Date(sink.DateUpdated))));
}

/// <summary>The Sids of subscriptions, to be found by what their descriptions say too.</summary>
internal sealed class SubscriptionSidCompleter : ResourceCompleter
{
    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word) =>
        questions.Subscriptions()
        .Select(subscription =>
            new Candidate(subscription.Sid, subscription.Description,
                Facts(subscription.Sid + ": to sink " + subscription.SinkSid, "changed " + Date(subscription.DateUpdated))));
}

/// <summary>The descriptions that sinks have; of those that the command line names, where it names any.</summary>
internal sealed class SinkDescriptionCompleter : ResourceCompleter
{
    private protected override bool IsFreeText => true;

    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word)
    {
        IReadOnlyList<string> sids = Texts(parameters, nameof(Sink.Sid));
        return questions.Sinks().Where(sink => sids.Count == 0 || sids.Contains(sink.Sid))
            .Select(sink => new Candidate(sink.Description, null, sink.Sid));
    }
}

/// <summary>The descriptions that subscriptions have; of those that the command line names, where it names any.</summary>
internal sealed class SubscriptionDescriptionCompleter : ResourceCompleter
{
    private protected override bool IsFreeText => true;

    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word)
    {
        IReadOnlyList<string> sids = Texts(parameters, nameof(Subscription.Sid));
        return questions.Subscriptions()
            .Where(subscription => sids.Count == 0 || sids.Contains(subscription.Sid))
            .Select(subscription => new Candidate(subscription.Description, null, subscription.Sid));
    }
}

/// <summary>Types of events; behind type@, the versions of its schema.</summary>
internal sealed class EventTypeCompleter : ResourceCompleter
{
    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word)
    {
        int at = word.IndexOf('@');
        if (at < 0) return All(questions);
        string name = word.Substring(0, at);
        return questions.SchemaOf(name) is string schema
            ? questions.Versions(schema)
                .Select(version =>
                    new Candidate(name + "@" + Number(version), null,
                        Facts("Version " + Number(version) + " of " + schema, "created " + Date(version.DateCreated))))
            : Enumerable.Empty<Candidate>();

        static string Number(EventSchemaVersion version) => version.SchemaVersion!.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>All types; what is deprecated looks it, and comes behind what is not.</summary>
    public static IEnumerable<Candidate> All(ResourceQuestions questions) =>
        questions.EventTypes().OrderBy(type => IsAvailable(type) ? 0 : 1).Select(Offered);

    private static Candidate Offered(EventType type) =>
        new(type.Type, IsAvailable(type) ? null : "(" + type.Status + ")",
            Facts(type.Type + ": " + type.Status, "schema " + type.SchemaId, type.Description));

    private static bool IsAvailable(EventType type) =>
        type.Status is null || type.Status.Equals("available", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The types of the subscription that the command line names; where it names none, all types.</summary>
internal sealed class SubscribedTypeCompleter : ResourceCompleter
{
    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word)
    {
        if (Texts(parameters, nameof(SubscribedEvent.SubscriptionSid)) is not { Count: 1 } sids
            || !SidRule.Of(SidKind.Subscription).IsMatch(sids[0])) return EventTypeCompleter.All(questions);
        return questions.SubscribedEvents(sids[0])
            .Select(subscribed =>
                new Candidate(subscribed.Type, null,
                    subscribed.Type + ": version " + subscribed.SchemaVersion?.ToString(CultureInfo.InvariantCulture) + " in " + sids[0]));
    }
}

/// <summary>The names of the schemas that types of events have.</summary>
internal sealed class SchemaIdCompleter : ResourceCompleter
{
    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word) =>
        questions.EventTypes()
        .GroupBy(type => type.SchemaId, StringComparer.OrdinalIgnoreCase)
        .OrderBy(types => types.Key, StringComparer.OrdinalIgnoreCase)
        .Select(types => new Candidate(types.Key, null, types.Key + ": " + string.Join(", ", types.Select(type => type.Type))));
}

/// <summary>The versions that the schema of the command line has, or those of all its types.</summary>
internal sealed class SchemaVersionCompleter : ResourceCompleter
{
    private protected override IEnumerable<Candidate> Candidates(ResourceQuestions questions, IDictionary parameters, string word)
    {
        IEnumerable<string> named = Texts(parameters, nameof(EventSchemaVersion.Id));
        IEnumerable<string> ofTypes =
            Texts(parameters, nameof(EventType.Type)).Select(type => questions.SchemaOf(type.Split('@')[0])).OfType<string>();
        List<string> schemas = named.Concat(ofTypes).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return schemas.SelectMany(
            schema => questions.Versions(schema)
                .Select(version => (Number: version.SchemaVersion!.Value, Text: Facts(schema, "created " + Date(version.DateCreated)))))
            .GroupBy(version => version.Number)
            .Where(versions => versions.Count() == schemas.Count)
            .OrderByDescending(versions => versions.Key)
            .Select(versions =>
                Offered(versions.Key.ToString(CultureInfo.InvariantCulture), string.Join("; ", versions.Select(version => version.Text))));

        static Candidate Offered(string number, string text) => new(number, null, "Version " + number + " of " + text);
    }
}
