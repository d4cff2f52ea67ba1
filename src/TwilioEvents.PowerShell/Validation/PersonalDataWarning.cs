using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>
/// Warns where a description holds personal data. One description for a thousand Sids is looked through once
/// and gives one warning. To be asked before the question of -Confirm, and with -WhatIf too: there it is in time.
/// </summary>
internal sealed class PersonalDataWarning
{
    private string? checkedDescription;

    /// <param name="command">Writes the warning.</param>
    /// <param name="description">The description.</param>
    /// <param name="owner">Whose description it is, such as "sink DG...".</param>
    public void Check(Cmdlet command, string description, string owner)
    {
        if (ReferenceEquals(description, this.checkedDescription)) return;
        this.checkedDescription = description;
        if (PersonalData.Find(description) is string seen)
        {
            command.WriteWarning(
                "The description for " + owner + " contains " + seen
                    + ". Twilio asks that descriptions contain no personal data. The text is not changed.");
        }
    }
}
