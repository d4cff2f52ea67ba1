using System;
using System.Collections.Generic;
using System.Linq;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>An event that a sandbox made, and where it goes.</summary>
public sealed class SandboxEvent
{
    internal SandboxEvent(JsonMap fields)
    {
        this.Id = fields.Text("id");
        this.Type = fields.Text("type");
        this.Sinks = Texts(fields["sinks"]);
        this.NotSent = Texts(fields["not_sent"]);
    }

    /// <summary>The id of the event.</summary>
    public string? Id { get; }

    /// <summary>Its type.</summary>
    public string? Type { get; }

    /// <summary>The Sids of the sinks that it goes to.</summary>
    public IReadOnlyList<string> Sinks { get; }

    /// <summary>The Sids of the sinks that would get it from Twilio: their webhooks are on other machines, to which a sandbox sends
    /// nothing.</summary>
    public IReadOnlyList<string> NotSent { get; }

    /// <summary>The id.</summary>
    /// <returns>The id, or an empty text where there is none.</returns>
    public override string ToString() => this.Id ?? string.Empty;

    private static string[] Texts(object? value) =>
        ((value as IReadOnlyList<object?>) ?? Array.Empty<object?>()).OfType<string>().ToArray();
}
