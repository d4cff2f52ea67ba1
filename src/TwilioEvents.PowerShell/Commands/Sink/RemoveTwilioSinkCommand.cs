using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Removes sinks, after asking.</summary>
/// <remarks>
/// <para>Sends DELETE /v1/Sinks/{Sid} for each sink. Asks before each one unless -Confirm:$false is given; -WhatIf
/// names what would go and sends nothing.</para>
/// <para>Twilio refuses to remove a sink that subscriptions still use; the error says so in Twilio's words.
/// Get-TwilioSubscription -SinkSid shows them.</para>
/// </remarks>
/// <inputs type="System.String">Sids of sinks.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks, or any objects with the property Sid.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.Sink">With -PassThru, each sink as it was before it was removed.</outputs>
/// <notes>What was removed cannot be brought back; a removal whose answer was lost is tried again, and has succeeded
/// where Twilio then knows the sink no longer.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.Remove, "TwilioSink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Remove-TwilioSink.md")]
[OutputType(typeof(void), typeof(Sink))]
public sealed class RemoveTwilioSinkCommand : TwilioChangeCommand
{
    /// <summary>The Sids of the sinks: DG and 32 hexadecimal digits each. White space around them is taken off.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sids of the sinks to remove: DG and 32 hexadecimal digits each")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink, Several = true)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string[] Sid { get; set; } = Array.Empty<string>();

    /// <summary>Writes each sink as it was; asks Twilio for it before it is removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput()
    {
        bool passThru = this.PassThru;
        foreach (string sid in this.Sid)
        {
            if (!this.IsOfThisAccount(sid)) continue;
            if (!this.MayDo("Remove " + this.Describe("sink", sid))) continue;
            this.Send(sid, sid, async (client, stop) =>
            {
                Sink? sink = passThru ? await client.GetSinkAsync(sid, stop).ConfigureAwait(false) : null;
                await client.DeleteSinkAsync(sid, stop).ConfigureAwait(false);
                return sink;
            });
        }
    }
}
