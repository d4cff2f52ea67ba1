using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.DesiredState;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Moves subscriptions to another sink without losing an event.</summary>
/// <remarks>
/// <para>Twilio does not change the sink of a subscription. So a new subscription to the other sink is created with the same
/// types and versions, read back and compared; then the old one is removed, and the new one gets its description. Events may
/// come twice meanwhile, and none is lost. Until then, the new one is called such as 'Orders [replaces DF...]'.</para>
/// <para>If a move was stopped at any point, run it again: it goes on from there, without a second subscription.</para>
/// <para>To bring a whole account into line with a file, use Sync-TwilioEventsConfiguration.</para>
/// </remarks>
/// <inputs type="TwilioEvents.Subscription">Subscriptions, or rows with a column Sid.</inputs>
/// <outputs type="TwilioEvents.Subscription">The subscriptions to the other sink. Each has a new Sid.</outputs>
/// <notes>The sink that gets the events has to be active. A restricted or deprecated type cannot be subscribed to again: where
/// one would be lost, nothing is changed unless -AllowTypeLoss is given.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscription">Twilio: Subscription resource</seealso>
[Cmdlet(VerbsCommon.Move, "TwilioSubscription", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Move-TwilioSubscription.md")]
[OutputType(typeof(Subscription))]
public sealed class MoveTwilioSubscriptionCommand : TwilioSidCommand
{
    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits. White space around it is removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the subscription: DF and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Subscription)]
    [ValidateSid(SidKind.Subscription)]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string Sid { get; set; } = string.Empty;

    /// <summary>The Sid of the sink that is to get the events: DG and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The Sid of the sink that is to get the events: DG and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(typeof(Sink), nameof(Sink.Sid))]
    [ValidateSid(SidKind.Sink, nameof(DestinationSinkSid))]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string DestinationSinkSid { get; set; } = string.Empty;

    /// <summary>Goes on where a restricted or deprecated type would be lost, which cannot be subscribed to again.</summary>
    [Parameter]
    public SwitchParameter AllowTypeLoss { get; set; }

    private protected override void ProcessInput()
    {
        string sid = this.Sid, sinkSid = this.DestinationSinkSid;
        if (!this.IsOfThisAccount(sid) || !this.MayDo("Move " + this.Describe("subscription", sid), " to sink " + sinkSid)) return;
        var options = new SyncOptions { AllowTypeLoss = this.AllowTypeLoss };
        this.Send(sid, sid, (client, stop) => SubscriptionMove.MoveAsync(client, sid, sinkSid, options, stop));
    }
}
