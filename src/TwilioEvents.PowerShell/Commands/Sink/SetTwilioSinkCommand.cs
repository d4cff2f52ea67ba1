using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Sets the description of sinks.</summary>
/// <remarks>
/// <para>Sends POST /v1/Sinks/{Sid} for each sink, and writes the sink as it is now. A bad line, or one that Twilio
/// refuses, is one non-terminating error whose TargetObject is that line. The other lines are processed.</para>
/// <para>Secrets in the configuration of a sink (the external_id of Kinesis, the write_key of Segment, the password in
/// the address of a webhook) are masked in its property SinkConfiguration. Its method GetSinkConfiguration() returns the
/// real values.</para>
/// <para>Twilio asks that a description contain no personal data. If a description clearly contains an e-mail address or
/// a telephone number, a warning says so, with -WhatIf too, and the description is sent.</para>
/// </remarks>
/// <inputs type="System.String">Sids, such as the lines of a file.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks, or any objects with the property Sid. If -Description is not given, their
/// property Description is used.</inputs>
/// <outputs type="TwilioEvents.Sink">The sinks that were changed, as they are now, in the order of the input.</outputs>
/// <notes>If a call times out or its connection breaks, the change may have been applied. The error says so.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.Set, "TwilioSink", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-TwilioSink.md")]
[OutputType(typeof(Sink))]
public sealed class SetTwilioSinkCommand : TwilioSidCommand
{
    private readonly PersonalDataWarning personalData = new();

    /// <summary>The Sid of the sink: DG and 32 hexadecimal digits. White space around it is removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the sink: DG and 32 hexadecimal digits, such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string Sid { get; set; } = string.Empty;

    /// <summary>The new description. It is sent exactly as given. Twilio asks that it contain no personal data.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The new description, such as 'Billing events'; not blank, and without personal data")]
    [AllowEmptyString]
    [TextTransformation]
    [ValidateDescription]
    [ValidatePattern(ValidateDescriptionAttribute.Pattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkDescriptionCompleter))]
    public string Description { get; set; } = string.Empty;

    private protected override void ProcessInput()
    {
        string sid = this.Sid, description = this.Description, owner = "sink " + sid;
        if (!this.IsOfThisAccount(sid)) return;
        if (this.Refuses(
            ForeignDescriptionGuard.Check(this.CommandLine, nameof(this.Description), description, owner, this.Input(description)))) return;
        this.personalData.Check(this, description, owner);
        if (!this.MayDo("Set the description of " + this.Describe("sink", sid), " to '" + PlainText.Show(description, 200) + "'")) return;
        this.Send(sid, sid, (client, stop) => client.UpdateSinkAsync(sid, description, stop));
    }
}
