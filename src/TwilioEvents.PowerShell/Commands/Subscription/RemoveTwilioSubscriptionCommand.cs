using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Removes subscriptions. Asks before each one.</summary>
/// <remarks>
/// <para>Sends DELETE /v1/Subscriptions/{Sid} for each subscription, and asks before each one unless -Confirm:$false is
/// given. With -WhatIf, it names the subscriptions and sends nothing.</para>
/// <para>The sink remains, and gets no more events of this subscription.</para>
/// </remarks>
/// <inputs type="System.String">Sids of subscriptions.</inputs>
/// <inputs type="TwilioEvents.Subscription">Subscriptions, or any objects with the property Sid.</inputs>
/// <outputs type="None">Nothing, unless -PassThru is given.</outputs>
/// <outputs type="TwilioEvents.Subscription">With -PassThru, each subscription as it was before its removal.</outputs>
/// <notes>A removal cannot be undone. If its answer is lost, the removal is tried again. It succeeded if Twilio then no
/// longer has the subscription.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscription">Twilio: Subscription resource</seealso>
[Cmdlet(VerbsCommon.Remove, "TwilioSubscription", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Remove-TwilioSubscription.md")]
[OutputType(typeof(void), typeof(Subscription))]
public sealed class RemoveTwilioSubscriptionCommand : TwilioSidCommand
{
    /// <summary>The Sids of the subscriptions: DF and 32 hexadecimal digits each. White space around them is
    /// removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sids of the subscriptions to remove: DF and 32 hexadecimal digits each")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Subscription, Several = true)]
    [ValidateSid(SidKind.Subscription)]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string[] Sid { get; set; } = Array.Empty<string>();

    /// <summary>Writes each subscription as it was before its removal. This takes one more request for each.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput()
    {
        bool passThru = this.PassThru;
        foreach (string sid in this.Sid)
        {
            if (!this.IsOfThisAccount(sid)) continue;
            if (!this.MayDo("Remove " + this.Describe("subscription", sid))) continue;
            this.Send(sid, sid, async (client, stop) =>
            {
                Subscription? subscription = passThru ? await client.GetSubscriptionAsync(sid, stop).ConfigureAwait(false) : null;
                await client.DeleteSubscriptionAsync(sid, stop).ConfigureAwait(false);
                return subscription;
            });
        }
    }
}
