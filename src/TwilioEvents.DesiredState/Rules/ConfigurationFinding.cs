namespace TwilioEvents;

/// <summary>Something in an account that should be looked at.</summary>
public sealed class ConfigurationFinding
{
    internal ConfigurationFinding(FindingSeverity severity, string rule, ConfigurationKind kind, string? sid, string? name, string message,
        string advice)
    {
        this.Severity = severity;
        this.Rule = rule;
        this.Kind = kind;
        this.Sid = sid;
        this.Name = name;
        this.Message = message;
        this.Advice = advice;
    }

    /// <summary>How much it matters.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>The name of the rule.</summary>
    public string Rule { get; }

    /// <summary>What it is about.</summary>
    public ConfigurationKind Kind { get; }

    /// <summary>The Sid of the sink or the subscription; null where it is about all of them.</summary>
    public string? Sid { get; }

    /// <summary>Its description; null where it is about all of them.</summary>
    public string? Name { get; }

    /// <summary>What was found, secrets masked.</summary>
    public string Message { get; }

    /// <summary>What to do.</summary>
    public string Advice { get; }

    /// <summary>The account.</summary>
    public string? AccountSid { get; set; }

    /// <summary>What the account's connection is called.</summary>
    public string? Connection { get; set; }

    /// <summary>The rule and what was found.</summary>
    /// <returns>Such as "SinkUnused: It has no subscription."</returns>
    public override string ToString() => this.Rule + ": " + this.Message;
}
