using System;
using System.Collections.Generic;

namespace TwilioEvents.Connection;

/// <summary>Warns where other users may read the file of a profile of Twilio's CLI.</summary>
internal static class SharedFileWarning
{
    /// <summary>The warning, the first time in this runspace; otherwise none.</summary>
    public static IReadOnlyList<string> Of(TwilioCliConfiguration configuration) =>
        configuration.IsReadableByOthers() && RunspaceConnections.Here.WarnedFiles.Add(configuration.Path)
            ? new[] { "Other users may read " + configuration.ShownPath + ", which holds secrets. Run: chmod 600 '"
                + configuration.ShownPath.Replace("'", @"'\''") + "'" }
            : Array.Empty<string>();
}
