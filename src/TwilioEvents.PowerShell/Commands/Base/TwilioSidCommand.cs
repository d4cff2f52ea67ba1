using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets that take a Sid share: the account that the Sid came from.</summary>
public abstract class TwilioSidCommand : TwilioItemCommand, IDynamicParameters
{
    private PipedAccount? piped;

    /// <summary>The account that the Sid belongs to, where what was piped says it. Blank means not known.</summary>
    private protected string? AccountSid => this.piped?.AccountSid;

    /// <inheritdoc/>
    object? IDynamicParameters.GetDynamicParameters() => this.MyInvocation.ExpectingInput ? this.piped = this.CreatePiped() : null;

    /// <summary>The parameters that only what is piped can give.</summary>
    private protected virtual PipedAccount CreatePiped() => new();

    /// <summary>
    /// Whether the item may be sent: writes an error where it comes from another account than the connection goes
    /// to, and where the command takes nothing but the account from what was piped.
    /// </summary>
    /// <param name="item">What is asked for, such as the Sid; null for a list.</param>
    private protected bool IsOfThisAccount(object? item)
    {
        object? target = this.Input(item);
        return !this.Refuses(UselessPipeGuard.Check(this.MyInvocation, this.CommandLine.IsGivenByInput(IsUsed), target))
            && !this.Refuses(WrongAccountGuard.Check(this.AccountOfSid, this.Connected, item, target));
    }

    // Not what merely comes along with the input.
    private static bool IsUsed(string parameter) => typeof(PipedInput).GetProperty(parameter) is null;

    // With the Sid on the command line, an object from the pipeline tells something else, such as types to copy from one
    // account to another.
    private string? AccountOfSid =>
        this.CommandLine.HasSid && !this.CommandLine.Has(nameof(this.AccountSid)) ? null : this.AccountSid;
}
