using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets what became of the events of a sandbox: each event, each sink.</summary>
/// <remarks>
/// <para>Sends GET /sandbox/deliveries, and reads the list page by page, in the order in which the events were made. A delivery
/// is listed as long as it is not over, and 10,000 of those that are. Twilio filters nothing here: the sandbox filters by
/// -SinkSid, and the module by -Type.</para>
/// <para>The Outcome follows Twilio's rules: Delivered after a status of 200 to 299; Dropped for good after 400 to 499, except
/// 429; Retrying after 429, 500 to 599, no connection, or no answer within 5 seconds, for four hours; then GivenUp, and the status
/// of the sink is failed, which is our choice. NotSent is a webhook on another machine. Kept is a sink that is not a webhook:
/// Record is what it would have got. ErrorCode is Twilio's: 91305 for a refusal, 91306 for another status, 91307 for no
/// connection, 91308 for no answer in time.</para>
/// </remarks>
/// <inputs type="System.String">Sids of sinks.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks. The cmdlet gets the deliveries to each.</inputs>
/// <outputs type="TwilioEvents.SandboxDelivery">The deliveries.</outputs>
/// <notes>On a connection that is not to a sandbox the error is TwilioNotASandbox, and nothing is sent.</notes>
/// <seealso cref="SendTwilioEventCommand"/>
/// <seealso cref="StartTwilioSandboxCommand"/>
/// <seealso cref="TestTwilioSinkCommand"/>
/// <seealso href="https://www.twilio.com/docs/events/webhook-quickstart">Twilio: webhook sinks</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioDelivery", HelpUri = HelpPages.Root + "Get-TwilioDelivery.md")]
[OutputType(typeof(SandboxDelivery))]
public sealed class GetTwilioDeliveryCommand : TwilioSidCommand
{
    /// <summary>The Sids of sinks: DG and 32 hexadecimal digits each. Default: all sinks.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SidTransformation(SidKind.Sink, Several = true)]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string[]? SinkSid { get; set; }

    /// <summary>Only events of those types. Wildcards are allowed, such as com.twilio.messaging.*.</summary>
    [Parameter]
    [ValidateEventType(AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[]? Type { get; set; }

    private protected override void ProcessInput()
    {
        if (!this.IsOnSandbox()) return;
        Func<string, bool> isWanted = Wildcards.Match(this.Type);
        foreach (string? sid in this.SinkSid ?? new string?[] { null })
        {
            if (!this.IsOfThisAccount(sid)) continue;
            this.SendList(sid, client => client.ListDeliveries(sid), delivery => isWanted(delivery.Type ?? string.Empty));
        }
    }
}
