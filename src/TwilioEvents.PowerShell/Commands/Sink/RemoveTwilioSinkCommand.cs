using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Removes sinks. Asks before each one.</summary>
/// <remarks>
/// <para>Sends DELETE /v1/Sinks/{Sid} for each sink, and asks before each one unless -Confirm:$false is given. With
/// -WhatIf, it names the sinks and sends nothing.</para>
/// <para>Twilio refuses to remove a sink that subscriptions use, and the error has Twilio's message.
/// Get-TwilioSubscription -SinkSid shows these subscriptions.</para>
/// </remarks>
/// <inputs type="System.String">Sids of sinks.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks, or any objects with the property Sid.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.Sink">With -PassThru, each sink as it was before its removal.</outputs>
/// <notes>A removal cannot be undone. If its answer is lost, the removal is tried again. It succeeded if Twilio then no
/// longer has the sink.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.Remove, "TwilioSink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Remove-TwilioSink.md")]
[OutputType(typeof(void), typeof(Sink))]
public sealed class RemoveTwilioSinkCommand : TwilioSidCommand
{
    /// <summary>The Sids of the sinks: DG and 32 hexadecimal digits each. White space around them is removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sids of the sinks to remove: DG and 32 hexadecimal digits each")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink, Several = true)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string[] Sid { get; set; } = Array.Empty<string>();

    /// <summary>Writes each sink as it was before its removal. This takes one more request for each.</summary>
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
