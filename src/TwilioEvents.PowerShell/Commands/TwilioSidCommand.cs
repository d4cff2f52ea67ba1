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
    private bool typeAloneIsGiven;
    private int countGiven;

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
        this.typeAloneIsGiven = given.ContainsKey("Type") && !given.ContainsKey("SchemaVersion");
        this.countGiven = given.Count;
    }

    /// <summary>
    /// Whether the item may be sent: writes an error where it comes from another account than the connection goes
    /// to, and where the command takes nothing but the account from what was piped.
    /// </summary>
    private protected bool IsOfThisAccount(object? target)
    {
        if (this.PipeMeansNothing())
        {
            this.WriteError(ErrorIds.InputInvalid.Record(
                new ArgumentException("What was piped gives nothing to " + this.MyInvocation.MyCommand.Name + " that is not on its command line. Leave out the pipe, or the parameter that it is to give."), this.Input(target)));
            return false;
        }

        // With the Sid on the command line, an object from the pipeline tells something else, such as types to
        // copy from one account to another.
        if (string.IsNullOrWhiteSpace(this.AccountSid) || (this.sidIsGiven && !this.accountIsGiven)) return true;
        string? here = this.Connected.AccountSid;
        if (here is null || here.Equals(this.AccountSid!.Trim(), StringComparison.OrdinalIgnoreCase)) return true;
        string item = target is null ? "What is asked for" : PlainText.Show(target.ToString(), 60);
        this.WriteError(ErrorIds.WrongAccount.Record(
            new InvalidOperationException(item + " comes from the account " + PlainText.Show(this.AccountSid, 60)
                + ", but the connection " + this.Connected + " goes to the account " + here + ". Nothing was sent. Use -Connection with a connection to the first."),
            this.Input(target)));
        return false;
    }

    private bool PipeMeansNothing() => this.MyInvocation.ExpectingInput
        && this.MyInvocation.BoundParameters.Keys.Count(name => (name != nameof(this.AccountSid) || this.accountIsGiven) && name != nameof(TwilioChangeCommand.InputObject)) == this.countGiven;

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
            this.Input(description)));
        return false;
    }

    /// <summary>
    /// Whether a version may be taken: where the type stands on the command line and the version comes down the
    /// pipe, it is that of another type. Writes an error then.
    /// </summary>
    private protected bool IsVersionOfType(object target)
    {
        if (!this.typeAloneIsGiven || !this.MyInvocation.BoundParameters.TryGetValue("SchemaVersion", out object? version) || version is null) return true;
        this.WriteError(ErrorIds.InputInvalid.Record(
            new ArgumentException("The schema version " + PlainText.Show(version.ToString(), 20) + " of what was piped is not taken for that of the type on the command line. Give -SchemaVersion there too, or pipe the types."), this.Input(target)));
        return false;
    }
}
