using System;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets that take a Sid share: the account that the Sid came from.</summary>
public abstract class TwilioSidCommand : TwilioItemCommand
{
    /// <summary>
    /// The account that the Sid belongs to, where it is known: objects of this module bring theirs along. If
    /// the connection goes to another account, that item is an error and nothing is sent. Blank means not known.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNothing]
    public string? AccountSid { get; set; }

    /// <summary>Whether the item may be sent: writes an error where it comes from another account than the connection goes to.</summary>
    private protected bool IsOfThisAccount(object target)
    {
        string? here = this.Connected.AccountSid;
        if (here is null || string.IsNullOrEmpty(this.AccountSid) || here.Equals(this.AccountSid, StringComparison.OrdinalIgnoreCase)) return true;
        this.WriteError(ErrorIds.WrongAccount.Record(
            new InvalidOperationException(PlainText.Show(target.ToString(), 60) + " comes from the account " + PlainText.Show(this.AccountSid, 60)
                + ", but the connection " + this.Connected + " goes to the account " + here + ". Nothing was sent. Use -Connection with a connection to the first."),
            target));
        return false;
    }
}
