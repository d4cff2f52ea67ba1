using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>
/// What comes along with what is piped. These are parameters of a command that gets input, and of no other: nothing offers
/// them on a command line, where they would have no use.
/// </summary>
internal class PipedAccount
{
    /// <summary>
    /// The account that the Sid belongs to: objects of this module bring it along with their Sid. If the connection goes to
    /// another account, that item is an error and nothing is sent.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AccountSid { get; set; }
}
