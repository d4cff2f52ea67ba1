using System;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Warns of the values of a filter that the module does not know.</summary>
internal static class UnknownValueWarning
{
    /// <param name="command">Writes a warning for each unknown value.</param>
    /// <param name="known">The values that are known.</param>
    /// <param name="parameter">The parameter that the values were given to.</param>
    /// <param name="wanted">The values; null where the parameter was not given.</param>
    public static void Check(Cmdlet command, KnownValues known, string parameter, string[]? wanted)
    {
        foreach (string value in wanted ?? Array.Empty<string>())
        {
            if (known.All.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase)) continue;
            command.WriteWarning(
                "-" + parameter + " '" + PlainText.Show(value, 60) + "' is not a value that this module knows: "
                    + string.Join(", ", known.All) + ". The filter is used as it is.");
        }
    }
}
