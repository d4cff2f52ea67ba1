namespace TwilioEvents.Help;

/// <summary>Where the help stands on the web; a cmdlet's HelpUri, which Get-Help -Online opens, begins with it.</summary>
internal static class HelpPages
{
    /// <summary>The folder docs/ of the project that the manifest names as its ProjectUri.</summary>
    public const string Root = "https://github.com/twilio-events/TwilioEvents.PowerShell/blob/main/docs/";
}
