namespace TwilioEvents;

/// <summary>What brings an account into line with a configuration.</summary>
public enum ConfigurationAction
{
    /// <summary>Nothing: it is as the configuration says.</summary>
    None,

    /// <summary>A sink or a subscription is created.</summary>
    Create,

    /// <summary>Something is changed where it is: a description, or the version of a type.</summary>
    Update,

    /// <summary>A new one takes the place of the old one, because Twilio does not change this.</summary>
    Replace,

    /// <summary>A sink, a subscription, or a type of a subscription is removed.</summary>
    Remove,

    /// <summary>A type is added to a subscription.</summary>
    Add,

    /// <summary>It could not be compared.</summary>
    Unknown,
}
