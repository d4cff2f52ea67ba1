using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.DesiredState.Document;

/// <summary>Names of a document that stand twice. Of two with one description, each needs its Sid.</summary>
internal static class NamesTwice
{
    /// <summary>The problems, each with the place of the last that has the name.</summary>
    public static IEnumerable<string> Find(IEnumerable<(string Path, string? Description, string? Sid)> items)
    {
        (string Path, string? Description, string? Sid)[] all = items.ToArray();
        foreach (var same in all.Where(item => item.Description is not null).GroupBy(item => item.Description, StringComparer.Ordinal))
        {
            if (same.Count() == 1 || same.All(item => item.Sid is not null)) continue;
            yield return same.Last().Path + ".Description: '" + PlainText.Show(same.Key, 60) + "' stands twice. Descriptions are the "
                + "names: give each its own, or the Sid of each.";
        }

        foreach (var same in all.Where(item => item.Sid is not null).GroupBy(item => item.Sid, StringComparer.Ordinal))
        {
            if (same.Count() > 1) yield return same.Last().Path + ".Sid: " + PlainText.Show(same.Key, 60) + " stands twice.";
        }
    }
}
