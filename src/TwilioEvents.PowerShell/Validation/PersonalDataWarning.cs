using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Warns where a description holds personal data; looks at one description for a thousand Sids once.</summary>
internal sealed class PersonalDataWarning
{
    private string? checkedDescription;
    private string? seen;

    /// <param name="command">Writes the warning.</param>
    /// <param name="description">The description.</param>
    /// <param name="owner">Whose description it is, such as "sink DG...".</param>
    public void Check(Cmdlet command, string description, string owner)
    {
        if (!ReferenceEquals(description, this.checkedDescription))
        {
            this.seen = PersonalData.Find(description);
            this.checkedDescription = description;
        }

        if (this.seen is not null) command.WriteWarning("The description of " + owner + " holds " + this.seen + ". Twilio asks that descriptions hold no personal data. It is sent as it is.");
    }
}
