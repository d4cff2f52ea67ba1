namespace TwilioEvents;

/// <summary>One difference between a configuration and an account, and what brings the account into line.</summary>
public sealed class ConfigurationChange
{
    internal ConfigurationChange(ConfigurationAction action, ConfigurationKind kind, string name, string? sid, string? reason = null)
    {
        this.Action = action;
        this.Kind = kind;
        this.Name = name;
        this.Sid = sid;
        this.Reason = reason;
    }

    /// <summary>What brings the account into line.</summary>
    public ConfigurationAction Action { get; }

    /// <summary>What the change is about.</summary>
    public ConfigurationKind Kind { get; }

    /// <summary>The description of the sink or the subscription; its Sid where it has no description.</summary>
    public string Name { get; }

    /// <summary>The Sid of the sink or the subscription; null where it is to be created.</summary>
    public string? Sid { get; }

    /// <summary>What differs: a field of the configuration, SinkType, Sink, Description, or the name of a type. Null: all of it.</summary>
    public string? Property { get; internal set; }

    /// <summary>What the account has, secrets masked; null where it has nothing.</summary>
    public string? Current { get; internal set; }

    /// <summary>What the configuration says, secrets masked or as their reference; null where it says nothing.</summary>
    public string? Desired { get; internal set; }

    /// <summary>Why, in a few words.</summary>
    public string? Reason { get; internal set; }

    /// <summary>What became of the change; null where nothing was to be made of it.</summary>
    public ConfigurationResult? Result { get; internal set; }

    /// <summary>The account.</summary>
    public string? AccountSid { get; set; }

    /// <summary>What the account's connection is called.</summary>
    public string? Connection { get; set; }

    /// <summary>The sink or the subscription, of the configuration or of the account alone, that it is about.</summary>
    internal object? Unit { get; set; }

    /// <summary>What it does to what.</summary>
    /// <returns>Such as "Replace Sink Orders: destination".</returns>
    public override string ToString() =>
        this.Action + " " + this.Kind + " " + PlainText.Show(this.Name, 100)
            + (this.Property is null ? string.Empty : ": " + this.Property);
}
