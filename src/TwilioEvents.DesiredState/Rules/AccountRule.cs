using System;
using System.Collections.Generic;

namespace TwilioEvents.DesiredState.Rules;

/// <summary>A rule of the table: what it is called, how much it matters, what to do, and what it finds.</summary>
internal sealed class AccountRule
{
    private readonly Func<InspectedAccount, IEnumerable<(ConfigurationKind Kind, string? Sid, string? Name, string Message)>> find;

    public AccountRule(string name, FindingSeverity severity, string advice,
        Func<InspectedAccount, IEnumerable<(ConfigurationKind Kind, string? Sid, string? Name, string Message)>> find)
    {
        this.Name = name;
        this.Severity = severity;
        this.Advice = advice;
        this.find = find;
    }

    public string Name { get; }

    public FindingSeverity Severity { get; }

    public string Advice { get; }

    public IEnumerable<ConfigurationFinding> Find(InspectedAccount account)
    {
        foreach ((ConfigurationKind kind, string? sid, string? name, string message) in this.find(account))
            yield return new ConfigurationFinding(this.Severity, this.Name, kind, sid, name, message, this.Advice);
    }
}
