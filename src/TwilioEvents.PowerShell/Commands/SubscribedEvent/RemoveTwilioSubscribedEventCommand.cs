using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Removes types of events from subscriptions. Asks before each one.</summary>
/// <remarks>
/// <para>Sends DELETE /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type} for each type, and asks before each one
/// unless -Confirm:$false is given. With -WhatIf, it names the types and sends nothing.</para>
/// </remarks>
/// <inputs type="TwilioEvents.SubscribedEvent">Subscribed events, or rows with the columns SubscriptionSid and
/// Type.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.SubscribedEvent">With -PassThru, each subscribed event as it was before its
/// removal.</outputs>
/// <notes>A subscription without types delivers no events. Remove-TwilioSubscription removes the subscription. If the
/// answer of a removal is lost, the removal is tried again. It succeeded if Twilio then no longer has the subscribed
/// event.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscribed-events">Twilio: Subscribed Events resource</seealso>
[Cmdlet(VerbsCommon.Remove, "TwilioSubscribedEvent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Remove-TwilioSubscribedEvent.md")]
[OutputType(typeof(void), typeof(SubscribedEvent))]
public sealed class RemoveTwilioSubscribedEventCommand : TwilioSidCommand
{
    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the subscription: DF and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(typeof(Subscription), nameof(Subscription.Sid))]
    [ValidateSid(SidKind.Subscription, nameof(SubscriptionSid))]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string SubscriptionSid { get; set; } = string.Empty;

    /// <summary>The types of events, such as com.twilio.messaging.message.delivered.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The types of events, such as com.twilio.messaging.message.delivered")]
    [AllowEmptyString]
    [NameTransformation("a type of events", nameof(SubscribedEvent.Type))]
    [ValidateEventType]
    [ArgumentCompleter(typeof(SubscribedTypeCompleter))]
    public string[] Type { get; set; } = Array.Empty<string>();

    /// <summary>Writes each subscribed event as it was before its removal. This takes one more request for
    /// each.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput()
    {
        string sid = this.SubscriptionSid;
        if (!this.IsOfThisAccount(sid)) return;
        bool passThru = this.PassThru;
        foreach (string type in this.Type)
        {
            if (!this.MayDo("Remove " + type + " from " + this.Describe("subscription", sid))) continue;
            this.Send(sid + "/" + type, sid, async (client, stop) =>
            {
                SubscribedEvent? subscribed = passThru ? await client.GetSubscribedEventAsync(sid, type, stop).ConfigureAwait(false) : null;
                await client.DeleteSubscribedEventAsync(sid, type, stop).ConfigureAwait(false);
                return subscribed;
            });
        }
    }
}
