namespace TwilioEvents.DesiredState;

/// <summary>How far bringing an account into line goes.</summary>
public sealed class SyncOptions
{
    /// <summary>Whether what the configuration does not have is removed from the account.</summary>
    public bool Prune { get; set; }

    /// <summary>Whether it goes on where a type would be lost that cannot be subscribed to again.</summary>
    public bool AllowTypeLoss { get; set; }

    /// <summary>Whether a new sink that replaces another one gets a test event.</summary>
    public bool SendTestEvent { get; set; }
}
