namespace TwilioEvents.Help;

/// <summary>Where the help is on the web. A cmdlet's HelpUri, which Get-Help -Online opens, begins with it.</summary>
internal static class HelpPages
{
    /// <summary>The folder docs/ of the project that the manifest names as its ProjectUri.</summary>
    public const string Root = "https://github.com/twilio-events/TwilioEvents.PowerShell/blob/main/docs/";
}
