using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// Warns of types that are subscribed to though Twilio deprecates or restricts them, which a wildcard brings along
/// unseen.
/// </summary>
internal sealed class DeprecatedTypesWarning
{
    private readonly List<string> seen = new();

    /// <summary>Takes note of types whose status is known and is not available.</summary>
    public void Add(IEnumerable<TypeVersion> types) => this.seen.AddRange(types
        .Where(type => type.Status is string status && !status.Equals("available", StringComparison.OrdinalIgnoreCase))
        .Select(type => PlainText.Show(type.Type, 100) + " (" + PlainText.Show(type.Status, 20) + ")"));

    /// <summary>Warns once of all that were noted.</summary>
    public void Write(Cmdlet command)
    {
        if (this.seen.Count == 0) return;
        command.WriteWarning(
            "Not all of these types are available: " + string.Join(", ", this.seen.Distinct())
                + ". Get-TwilioEventType -Status available leaves them out.");
        this.seen.Clear();
    }
}
