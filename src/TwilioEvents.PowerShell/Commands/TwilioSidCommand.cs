using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets that take a Sid share: the account that the Sid came from.</summary>
public abstract class TwilioSidCommand : TwilioItemCommand
{
    private bool sidIsGiven;
    private bool accountIsGiven;
    private bool descriptionIsGiven;

    /// <summary>
    /// The account that the Sid belongs to, where it is known: objects of this module bring it along with their
    /// Sid. If the connection goes to another account, that item is an error and nothing is sent. Blank means not known.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AccountSid { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Dictionary<string, object> given = this.MyInvocation.BoundParameters;
        this.accountIsGiven = given.ContainsKey(nameof(this.AccountSid));
        this.sidIsGiven = given.Keys.Any(name => name != nameof(this.AccountSid) && name.EndsWith("Sid", StringComparison.Ordinal));
        this.descriptionIsGiven = given.ContainsKey("Description");
    }

    /// <summary>Whether the item may be sent: writes an error where it comes from another account than the connection goes to.</summary>
    private protected bool IsOfThisAccount(object? target)
    {
        // With the Sid on the command line, an object from the pipeline tells something else, such as types to
        // copy from one account to another.
        if (string.IsNullOrWhiteSpace(this.AccountSid) || (this.sidIsGiven && !this.accountIsGiven)) return true;
        string? here = this.Connected.AccountSid;
        if (here is null || here.Equals(this.AccountSid!.Trim(), StringComparison.OrdinalIgnoreCase)) return true;
        string item = target is null ? "What is asked for" : PlainText.Show(target.ToString(), 60);
        this.WriteError(ErrorIds.WrongAccount.Record(
            new InvalidOperationException(item + " comes from the account " + PlainText.Show(this.AccountSid, 60)
                + ", but the connection " + this.Connected + " goes to the account " + here + ". Nothing was sent. Use -Connection with a connection to the first."),
            target));
        return false;
    }

    /// <summary>
    /// Whether a description may be taken: where the Sid stands on the command line and the description comes
    /// down the pipe, it is that of another thing, such as a type of events. Writes an error then.
    /// </summary>
    private protected bool IsDescriptionOf(string owner, string description)
    {
        if (!this.sidIsGiven || this.descriptionIsGiven) return true;
        this.WriteError(ErrorIds.InputInvalid.Record(
            new ArgumentException("The description '" + PlainText.Show(description, 60) + "' of what was piped is not taken for that of " + owner
                + ". Give -Description on the command line too, or pipe objects that have both, Sid and Description."),
            description));
        return false;
    }
}
