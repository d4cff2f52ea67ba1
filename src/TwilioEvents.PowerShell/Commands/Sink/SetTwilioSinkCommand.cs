using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Sets the description of sinks.</summary>
/// <remarks>
/// <para>Sends POST /v1/Sinks/{Sid} for each sink and writes the sink as it is now. A bad line, or one that Twilio refuses, is one non-terminating error whose TargetObject is that line; the others go through.</para>
/// <para>The secret parts of a sink's configuration (a Kinesis external_id, a Segment write_key, the password inside a webhook's URL) are masked in the property SinkConfiguration. The method GetSinkConfiguration() of the sink gives the real values.</para>
/// <para>Twilio asks that a description hold no personal data: one that plainly holds an e-mail address or a telephone number gives a warning, also with -WhatIf, and is sent.</para>
/// </remarks>
/// <inputs type="System.String">Sids, such as the lines of a file.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks, or any objects with the property Sid, and Description where none is given.</inputs>
/// <outputs type="TwilioEvents.Sink">The sink as it is now, one for each success, in the order of the input.</outputs>
/// <notes>A call that times out or breaks may have been carried out all the same; the error says so.</notes>
/// <example>
/// <title>One sink</title>
/// <code>Set-TwilioSink -Sid DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -Description 'Billing events'</code>
/// <prints>
/// Sid                                SinkType Status      Description
/// ---                                -------- ------      -----------
/// DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa webhook  active      Billing events
/// </prints>
/// <para>Sets the description and writes the sink.</para>
/// </example>
/// <example>
/// <title>Each line of a file</title>
/// <code>Get-Content sids.txt | Set-TwilioSink -Description 'Billing events' | Export-Csv done.csv</code>
/// <prints/>
/// <code>(Import-Csv done.csv).Sid</code>
/// <prints>
/// DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
/// DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
/// </prints>
/// <para>White space around a Sid is taken off. done.csv has the sinks that were changed.</para>
/// </example>
/// <example>
/// <title>Rename from a CSV, first as a dry run</title>
/// <code>Import-Csv renames.csv | Set-TwilioSink -WhatIf</code>
/// <prints>
/// What if: Set the description of sink DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (sandbox) to 'Orders'.
/// What if: Set the description of sink DGdddddddddddddddddddddddddddddddd (sandbox) to 'Voice insights'.
/// </prints>
/// <code>Import-Csv renames.csv | Set-TwilioSink</code>
/// <prints>
/// Sid                                SinkType Status      Description
/// ---                                -------- ------      -----------
/// DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa webhook  active      Orders
/// DGdddddddddddddddddddddddddddddddd webhook  initialized Voice insights
/// </prints>
/// <para>renames.csv has the columns Sid and Description. With -WhatIf nothing is sent.</para>
/// </example>
/// <example>
/// <title>Keep the lines that failed</title>
/// <code>
/// $done = Get-Content one-bad.txt | Set-TwilioSink -Description 'Billing events' -ErrorVariable failed
/// </code>
/// <prints>Set-TwilioSink: Cannot validate argument on parameter 'Sid'. 'DG-not-a-sid' is not the Sid of a sink. The Sid of a sink is DG and 32 hexadecimal digits (0-9, a-f), such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; this has 12 characters of 34.</prints>
/// <code>
/// $done.Count
/// $failed.TargetObject
/// </code>
/// <prints>
/// 2
/// DG-not-a-sid
/// </prints>
/// <para>A bad line fails alone. The error's TargetObject is that line.</para>
/// </example>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.Set, "TwilioSink", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-TwilioSink.md")]
[OutputType(typeof(Sink))]
public sealed class SetTwilioSinkCommand : TwilioChangeCommand
{
    private readonly PersonalDataWarning personalData = new();

    /// <summary>The Sid of the sink: DG and 32 hexadecimal digits. White space around it is taken off.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the sink: DG and 32 hexadecimal digits, such as DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [AllowEmptyString]
    [SidTransformation]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
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
        string sid = this.Sid, description = this.Description, owner = "sink " + sid;
        if (!this.IsOfThisAccount(sid) || !this.IsDescriptionOf(owner, description)) return;
        this.personalData.Check(this, description, owner);
        if (!this.MayDo("Set the description of " + owner, " to '" + PlainText.Show(description, 200) + "'")) return;
        this.Send(sid, sid, async (client, stop) => await client.UpdateSinkAsync(sid, description, stop).ConfigureAwait(false));
    }
}
