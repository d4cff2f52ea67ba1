using System.Collections.Generic;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>Warns of the secrets that a file does not hold.</summary>
internal static class SecretReferenceWarning
{
    /// <summary>Lists the references that stand for them; says nothing where there are none.</summary>
    public static void Write(Cmdlet command, string file, IReadOnlyCollection<string> references)
    {
        if (references.Count == 0) return;
        command.WriteWarning(
            "No secret is in " + PlainText.Show(file, 200) + ". These stand for them: " + string.Join(", ", references)
                + ". Set the environment variables before you compare or apply the file, or write other references.");
    }
}
