using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents.Commands;

/// <summary>As <see cref="PipedAccount"/>, with the whole of what is piped.</summary>
internal sealed class PipedInput : PipedAccount
{
    /// <summary>The whole input object, from which the other parameters are taken.</summary>
    [Parameter(ValueFromPipeline = true)]
    [SecretTransformation(typeof(PSObject))]
    public SecretArgument? InputObject { get; set; }
}
