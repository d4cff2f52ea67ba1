using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents.Formatting;

/// <summary>Names a sink or a subscription as people know it: by its description, and what else a piped object tells.</summary>
internal static class TargetName
{
    private const int LongestDescription = 80;

    /// <summary>Such as "sink 'Orders' (webhook, active, DG...)", or "sink DG..." where the input does not describe it.</summary>
    /// <param name="noun">What it is: sink or subscription.</param>
    /// <param name="sid">Its Sid.</param>
    /// <param name="input">What was piped, or null.</param>
    public static string Of(string noun, string sid, PSObject? input)
    {
        // The columns of a file may describe something else, such as what the description is to become.
        bool describesIt = (InputKind.Is(input, typeof(Sink).FullName!) || InputKind.Is(input, typeof(Subscription).FullName!))
            && string.Equals(Text(input!, nameof(Sink.Sid)), sid, StringComparison.OrdinalIgnoreCase);
        string? description = describesIt ? Text(input!, nameof(Sink.Description)) : null;
        return string.IsNullOrWhiteSpace(description) ? noun + " " + sid
            : noun + " " + Quoted(description!) + " (" + Facts(input!, sid) + ")";
    }

    /// <summary>A sentence for an error about a piped sink or subscription, with a space before it; empty for anything else.</summary>
    public static string Sentence(object? input)
    {
        string? noun = InputKind.Is(input, typeof(Sink).FullName!) ? "sink" : InputKind.Is(input, typeof(Subscription).FullName!)
            ? "subscription" : null;
        if (noun is null) return string.Empty;
        PSObject described = PSObject.AsPSObject(input);
        string? description = Text(described, nameof(Sink.Description)), sid = Text(described, nameof(Sink.Sid));
        return string.IsNullOrWhiteSpace(description) || sid is null ? string.Empty
            : " The " + noun + " is " + Quoted(description!) + " (" + Facts(described, sid) + ").";
    }

    private static string Quoted(string text) => "'" + PlainText.Show(text, LongestDescription) + "'";

    private static string Facts(PSObject input, string sid)
    {
        string?[] facts = { Text(input, nameof(Sink.SinkType)), Text(input, nameof(Sink.Status)), sid };
        return string.Join(", ", facts.Where(fact => !string.IsNullOrWhiteSpace(fact)).Select(fact => PlainText.Show(fact, 40)));
    }

    private static string? Text(PSObject input, string property) => input.Properties[property]?.Value?.ToString();
}
