using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents;

/// <summary>What -Name of Get-TwilioEventsConnection and Disconnect-TwilioEvents means.</summary>
internal static class ConnectionNames
{
    /// <summary>The connections that any of the names or patterns means; a name that nothing has is an error of its own.</summary>
    public static IEnumerable<TwilioEventsConnection> Find(PSCmdlet command, IEnumerable<string> names)
    {
        IReadOnlyList<TwilioEventsConnection> all = RunspaceConnections.Named;
        var found = new List<TwilioEventsConnection>();
        foreach (string name in names)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            List<TwilioEventsConnection> matching = all.Where(connection => pattern.IsMatch(connection.Name)).ToList();
            found.AddRange(matching.Except(found));
            if (matching.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                string known = TwilioCliConfiguration.Names(all.Select(connection => connection.Name!).ToList(), "None has a name", "Names here: ");
                command.WriteError(ErrorIds.ConnectionNotFound.Record(new ItemNotFoundException("No connection of this runspace is named '" + PlainText.Show(name, 60) + "'. " + known + "."), name));
            }
        }

        return found;
    }
}
