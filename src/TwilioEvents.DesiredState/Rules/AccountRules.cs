using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents.DesiredState.Rules;

/// <summary>The table of rules.</summary>
internal static class AccountRules
{
    private const int Maximum = 100;
    private const int Nearly = 80;
    private const string ErrorLogs = "com.twilio.error-logs.";

    private static readonly string[] HostsOfTwilio = { "twilio.com", "twil.io" };

    /// <summary>All rules, in the order in which their findings are written.</summary>
    public static IReadOnlyList<AccountRule> All { get; } = new AccountRule[]
    {
        new("SubscriptionToFailedSink", FindingSeverity.Error, "Find out why the sink failed, or move the subscription to another sink.",
            account => account.State.Subscriptions!.Where(one => account.SinkOf(one)?.Status == "failed").Select(one =>
                Of(one, "Its sink " + Named(account.SinkOf(one)!) + " failed: its events do not arrive."))),
        new("ErrorLogLoop", FindingSeverity.Error, "Send error logs to a receiver that does not run at Twilio.",
            account => account.State.Subscriptions!.Where(one =>
                one.Types!.Any(type => type.Type?.StartsWith(ErrorLogs, StringComparison.Ordinal) == true)
                && IsAtTwilio(account.SinkOf(one))).Select(one =>
                Of(one, "It sends error logs to a receiver that runs at Twilio: an error there makes another error log, without end."))),
        new("DestinationIsHttp", FindingSeverity.Warning, "Create a sink with an https address, and move the subscriptions to it.",
            account => account.State.Sinks!.Where(sink => Uri.TryCreate(InspectedAccount.DestinationOf(sink), UriKind.Absolute,
                out Uri? address) && address.Scheme == Uri.UriSchemeHttp).Select(sink => Of(sink, "Events go unencrypted to "
                + sink.Destination + "."))),
        new("SecretInPlainSight", FindingSeverity.Warning, "Take the secret out, and change it: whoever sees the sink sees it. A "
            + "destination needs none where the receiver checks Twilio's signature.",
            account => account.State.Sinks!.Where(IsSecretSeen).Select(sink => Of(sink, "A secret stands in its description or its "
                + "configuration where it is not masked."))
                .Concat(account.State.Subscriptions!.Where(one => IsSecret(one.Description)).Select(one =>
                    Of(one, "A secret stands in its description.")))),
        new("TypeNotAvailable", FindingSeverity.Warning, "Subscribe to the type that takes its place before it is discontinued.",
            account => account.Deliveries.Where(one => account.TypeOf(one.Type)?.Status is "deprecated" or "discontinued").Select(one =>
                Type(one.Subscription, one.Type.Type + " is " + account.TypeOf(one.Type)!.Status + "."))),
        new("TypeDeliveredTwice", FindingSeverity.Warning, "Remove the type from one of the subscriptions, unless each copy is wanted.",
            account => account.Deliveries.Where(one => one.Sink is not null)
                .GroupBy(one => (Destination: InspectedAccount.DestinationOf(one.Sink!) ?? one.Sink!.Sid, one.Type.Type))
                .Where(same => same.Count() > 1).Select(same => Type(same.Last().Subscription, same.Key.Type + " is delivered "
                    + Number(same.Count()) + " times to " + (same.Last().Sink!.Destination ?? same.Last().Sink!.Sid) + "."))),
        new("DestinationTwice", FindingSeverity.Warning, "Use one sink for both, so that a change of the address is one change.",
            account => account.State.Sinks!.Where(sink => InspectedAccount.DestinationOf(sink) is not null)
                .GroupBy(sink => InspectedAccount.DestinationOf(sink), StringComparer.Ordinal).Where(same => same.Count() > 1)
                .Select(same => Of(same.Last(), Number(same.Count()) + " sinks deliver to " + same.Last().Destination + "."))),
        new("QuotaNearlyUsed", FindingSeverity.Warning, "Remove what is not used: the next ones are refused at 100.",
            account => new (ConfigurationKind Kind, int Count, string Noun)[]
            {
                (ConfigurationKind.Sink, account.State.Sinks!.Count, "sinks"),
                (ConfigurationKind.Subscription, account.State.Subscriptions!.Count, "subscriptions"),
            }.Where(one => one.Count > Nearly).Select(one => (one.Kind, (string?)null, (string?)null,
                "The account has " + Number(one.Count) + " of " + Number(Maximum) + " " + one.Noun + "."))),
        new("SinkUnused", FindingSeverity.Information, "Subscribe it to events, or remove it: it counts towards the 100 sinks.",
            account => account.State.Sinks!.Where(sink => account.State.Subscriptions!.All(one => one.SinkSid != sink.Sid)).Select(sink =>
                Of(sink, "It has no subscription."))),
        new("VersionBehind", FindingSeverity.Information, "Try the latest version of the schema, then set it.",
            account => account.Deliveries.Where(one => LatestOf(account, one.Type) > one.Type.SchemaVersion).Select(one =>
                Type(one.Subscription, one.Type.Type + " is pinned to version " + Number(one.Type.SchemaVersion!.Value)
                    + "; the latest is " + Number(LatestOf(account, one.Type)!.Value) + "."))),
    };

    private static (ConfigurationKind Kind, string? Sid, string? Name, string Message) Of(Sink sink, string message) =>
        (ConfigurationKind.Sink, sink.Sid, SecretMask.MaskText(sink.Description ?? string.Empty), message);

    private static (ConfigurationKind Kind, string? Sid, string? Name, string Message) Of(Subscription one, string message) =>
        (ConfigurationKind.Subscription, one.Sid, SecretMask.MaskText(one.Description ?? string.Empty), message);

    private static (ConfigurationKind Kind, string? Sid, string? Name, string Message) Type(Subscription one, string message) =>
        (ConfigurationKind.Type, one.Sid, SecretMask.MaskText(one.Description ?? string.Empty), message);

    private static string Named(Sink sink) => "'" + PlainText.Show(sink.Description, 100) + "' (" + sink.Sid + ")";

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int? LatestOf(InspectedAccount account, SubscribedEvent type) =>
        account.TypeOf(type)?.SchemaId is string schema && account.LatestVersions.TryGetValue(schema, out int latest) ? latest : null;

    private static bool IsAtTwilio(Sink? sink) => sink is not null
        && Uri.TryCreate(InspectedAccount.DestinationOf(sink), UriKind.Absolute, out Uri? address)
        && HostsOfTwilio.Any(host => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
            || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase));

    // Not what stands under the name of a secret, where Twilio's own tools mask it.
    private static bool IsSecretSeen(Sink sink) => IsSecret(sink.Description)
        || (sink.Configuration?.Properties ?? Array.Empty<KeyValuePair<string, object?>>())
            .Any(property => !SecretNames.IsSecret(property.Key) && IsSecret(JsonText.Scalar(property.Value)));

    private static bool IsSecret(string? text) => text is not null && SecretMask.MaskText(text) != text;
}
