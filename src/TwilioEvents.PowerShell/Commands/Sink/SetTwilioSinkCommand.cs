using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>
/// Sets the description of sinks: POST /v1/Sinks/{Sid}.
/// See https://www.twilio.com/docs/events/event-streams/sink-resource.
/// </summary>
[Cmdlet(VerbsCommon.Set, "TwilioSink", SupportsShouldProcess = true)]
[OutputType(typeof(Sink))]
public sealed class SetTwilioSinkCommand : TwilioCommand
{
    /// <summary>The Sid of the sink: DG and 32 hexadecimal digits. White space around it is taken off.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the sink: DG and 32 hexadecimal digits, such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [AllowEmptyString]
    [TrimWhiteSpace]
    [ValidateSid]
    [ValidatePattern(ValidateSidAttribute.SinkPattern, Options = RegexOptions.CultureInvariant)]
    public string Sid { get; set; } = string.Empty;

    /// <summary>The new description; sent exactly as given. Twilio asks that it hold no personal data.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The new description, such as 'Billing events'; not blank, and without personal data")]
    [AllowEmptyString]
    [ValidateDescription]
    [ValidatePattern(ValidateDescriptionAttribute.Pattern, Options = RegexOptions.CultureInvariant)]
    public string Description { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string sid = this.Sid, description = this.Description;
        string place = this.Connection.IsSandbox ? " (sandbox)" : string.Empty;
        string deed = "Set the description of sink " + sid + place + " to '" + PlainText.Show(description, 200) + "'";
        if (!this.ShouldProcess(deed + ".", deed + "?", "Set-TwilioSink")) return;
        if (PersonalData.Find(description) is string seen)
        {
            this.WriteWarning("The description of sink " + sid + " holds " + seen + ". Twilio asks that descriptions hold no personal data. It is sent as it is.");
        }

        this.WriteResult((client, stop) => client.UpdateSinkAsync(sid, description, stop), sid);
    }
}
