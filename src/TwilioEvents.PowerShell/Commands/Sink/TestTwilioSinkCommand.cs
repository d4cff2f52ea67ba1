using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Makes Twilio send a test event to sinks.</summary>
/// <remarks>
/// <para>Sends POST /v1/Sinks/{Sid}/Test for each sink. The result 'submitted' means that Twilio accepted the test event,
/// not that the event was delivered: look for it at the destination of the sink.</para>
/// <para>With -Quiet, the result is True if Twilio accepted the event, and False if Twilio refused it, because the sink
/// does not exist or cannot be tested. A missing connection and wrong credentials are still errors.</para>
/// </remarks>
/// <inputs type="System.String">Sids of sinks.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks, or any objects with the property Sid.</inputs>
/// <outputs type="TwilioEvents.SinkTest">The Sid of each sink, and Twilio's result.</outputs>
/// <outputs type="System.Boolean">With -Quiet, whether Twilio accepted the test event.</outputs>
/// <notes>The destination of the sink gets a test event as it gets any other event.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-test-resource">Twilio: Sink Test resource</seealso>
[Cmdlet(VerbsDiagnostic.Test, "TwilioSink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpPages.Root + "Test-TwilioSink.md")]
[OutputType(typeof(SinkTest), typeof(bool))]
public sealed class TestTwilioSinkCommand : TwilioSidCommand
{
    /// <summary>The Sids of the sinks: DG and 32 hexadecimal digits each. White space around them is removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sids of the sinks to test: DG and 32 hexadecimal digits each")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink, Several = true)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string[] Sid { get; set; } = Array.Empty<string>();

    /// <summary>Writes True or False instead of Twilio's result.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessInput()
    {
        bool quiet = this.Quiet;
        foreach (string sid in this.Sid)
        {
            if (!this.IsOfThisAccount(sid)) continue;
            if (!this.MayDo("Send a test event to " + this.Describe("sink", sid))) continue;
            this.Send<object?>(sid, sid, async (client, stop) =>
            {
                try
                {
                    SinkTest test = await client.TestSinkAsync(sid, stop).ConfigureAwait(false);
                    return quiet ? test.Result == "submitted" : test;
                }
                catch (TwilioApiException refused) when (quiet && refused.StatusCode is >= 400 and < 500 and not (401 or 403 or 408 or 429))
                {
                    this.Observer.Line(refused.Message);
                    return false;
                }
            });
        }
    }
}
