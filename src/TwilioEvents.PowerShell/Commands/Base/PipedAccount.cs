using System.Management.Automation;
using TwilioEvents.Binding;

namespace TwilioEvents.Commands;

/// <summary>
/// What comes along with what is piped. These are parameters of a command that gets input, and of no other: nothing offers
/// them on a command line, where they would have no use. They show nothing: a row may hold secrets, and an error shows what
/// its command was given.
/// </summary>
internal class PipedAccount
{
    /// <summary>The account that a Sid belongs to: objects of this module bring it along with their Sid.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation(typeof(string))]
    public SecretArgument? AccountSid { get; set; }
}
