using System;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets subscriptions: those named, those of a sink, or all.</summary>
/// <remarks>
/// <para>Sends GET /v1/Subscriptions/{Sid} for each Sid, or GET /v1/Subscriptions, page by page as the pipeline takes the subscriptions.</para>
/// <para>-SinkSid is a filter of Twilio's; -Description is applied here, to what Twilio sent.</para>
/// </remarks>
/// <inputs type="System.String">Sids of subscriptions.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks: gives the subscriptions of each.</inputs>
/// <outputs type="TwilioEvents.Subscription">The subscriptions.</outputs>
/// <notes>A Sid that Twilio does not know is one non-terminating error, TwilioNotFound; the others are given.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscription">Twilio: Subscription resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioSubscription", DefaultParameterSetName = SidSet, HelpUri = HelpPages.Root + "Get-TwilioSubscription.md")]
[OutputType(typeof(Subscription))]
public sealed class GetTwilioSubscriptionCommand : TwilioSidCommand
{
    // The default, so that text from the pipeline is the Sid of a subscription before it can be that of a sink.
    private const string SidSet = "Sid";
    private const string ListSet = "List";

    /// <summary>The Sids of subscriptions: DF and 32 hexadecimal digits each. White space around them is taken off.</summary>
    [Parameter(Position = 0, ParameterSetName = SidSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SidTransformation(typeof(SubscribedEvent), nameof(SubscribedEvent.SubscriptionSid), Several = true)]
    [ValidateSid(SidKind.Subscription)]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string[]? Sid { get; set; }

    /// <summary>Subscriptions of that sink alone: DG and 32 hexadecimal digits.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipeline = true)]
    [AllowEmptyString]
    [SidTransformation(typeof(Sink), nameof(Sink.Sid))]
    [ValidateSid(SidKind.Sink)]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string? SinkSid { get; set; }

    /// <summary>Subscriptions whose description is like that, wildcards allowed, in whatever case.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Description { get; set; }

    /// <summary>How many subscriptions one request asks for: 1 to 1000; otherwise Twilio's default, 50.</summary>
    /// <value>50</value>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    private protected override bool ChangesSomething => false;

    private protected override void ProcessInput()
    {
        if (!this.IsOfThisAccount(this.SinkSid ?? this.Sid?.FirstOrDefault())) return;
        if (this.Sid is null)
        {
            Func<string, bool> wanted = Wildcards.Match(this.Description is null ? null : new[] { this.Description });
            string? sinkSid = this.SinkSid;
            this.SendList(
                sinkSid,
                client => client.ListSubscriptions(sinkSid, this.PageSize),
                subscription => wanted(subscription.Description ?? string.Empty));
            return;
        }

        this.ExpectInTotal(this.Sid.Length);
        foreach (string sid in this.Sid)
        {
            this.Send(sid, sid, async (client, stop) => await client.GetSubscriptionAsync(sid, stop).ConfigureAwait(false));
        }
    }
}
