using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Confirms to Twilio that the test event of a sink arrived.</summary>
/// <remarks>
/// <para>Sends POST /v1/Sinks/{Sid}/Validate with the id in the test event.</para>
/// <para>According to Twilio's documentation this is not needed any more: new sinks are active by default.</para>
/// </remarks>
/// <inputs type="System.Management.Automation.PSObject">Any objects with the properties Sid and TestId.</inputs>
/// <outputs type="TwilioEvents.SinkValidation">The Sid of each sink, and Twilio's result: valid.</outputs>
/// <notes>Twilio accepts any id, and so does a sandbox. A sink that does not exist is one non-terminating error with
/// Twilio's message.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-validate-resource">Twilio: Sink Validate resource</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "TwilioSink", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Confirm-TwilioSink.md")]
[OutputType(typeof(SinkValidation))]
public sealed class ConfirmTwilioSinkCommand : TwilioSidCommand
{
    /// <summary>The Sid of the sink: DG and 32 hexadecimal digits. White space around it is removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the sink to confirm: DG and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string Sid { get; set; } = string.Empty;

    /// <summary>The id in the test event.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The id in the test event")]
    [TextTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string TestId { get; set; } = string.Empty;

    private protected override void ProcessInput()
    {
        string sid = this.Sid, testId = this.TestId;
        if (!this.IsOfThisAccount(sid)) return;
        if (!this.MayDo("Confirm the test event of " + this.Describe("sink", sid))) return;
        this.Send(sid, sid, (client, stop) => client.ValidateSinkAsync(sid, testId, stop));
    }
}
