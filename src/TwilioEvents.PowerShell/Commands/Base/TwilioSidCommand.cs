using TwilioEvents.Formatting;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets that take a Sid share: the account that the Sid came from.</summary>
public abstract class TwilioSidCommand : TwilioItemCommand
{
    // With the Sid on the command line, an object from the pipeline tells something else, such as types to copy from one
    // account to another.
    private string? AccountOfSid =>
        this.CommandLine.HasSid && !this.CommandLine.Has(nameof(PipedAccount.AccountSid)) ? null : this.AccountOfInput;

    /// <summary>Whether the item may be sent: writes an error where it comes from another account than the connection goes to.</summary>
    /// <param name="item">What is asked for, such as the Sid; null for a list.</param>
    private protected bool IsOfThisAccount(object? item) =>
        !this.Refuses(WrongAccountGuard.Check(this.AccountOfSid, this.Connected, item, this.Input(item)));

    /// <summary>A sink or a subscription, named as the piped object names it.</summary>
    /// <param name="noun">What it is: sink or subscription.</param>
    /// <param name="sid">Its Sid.</param>
    private protected string Describe(string noun, string sid) => TargetName.Of(noun, sid, this.Piped);
}
