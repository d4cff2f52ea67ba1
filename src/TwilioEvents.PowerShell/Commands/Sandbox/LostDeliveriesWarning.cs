using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Warns of what a sandbox did not deliver before it was stopped.</summary>
internal static class LostDeliveriesWarning
{
    /// <param name="command">Writes the warning.</param>
    /// <param name="sandbox">The sandbox that was stopped.</param>
    /// <param name="count">How many deliveries were not over.</param>
    public static void Check(Cmdlet command, TwilioSandbox sandbox, int count)
    {
        if (count == 0) return;
        string what = count == 1 ? "1 delivery is" : count.ToString(CultureInfo.InvariantCulture) + " deliveries are";
        command.WriteWarning(what + " lost that the " + sandbox + " would have tried again.");
    }
}
