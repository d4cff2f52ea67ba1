using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents.Commands;

/// <summary>The row that is piped to a command with parameters of its own for all that a row has: for the target of an error.
/// It shows nothing, since a row may hold secrets.</summary>
internal sealed class PipedRow
{
    /// <summary>The whole row.</summary>
    [Parameter(ValueFromPipeline = true)]
    [SecretTransformation(typeof(PSObject))]
    public SecretArgument? InputObject { get; set; }
}
