using System;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets the subscribed events of subscriptions: all types of events, or some.</summary>
/// <remarks>
/// <para>Sends GET /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents, and reads the list page by page. With -Type, it
/// sends GET .../SubscribedEvents/{Type} for each type.</para>
/// <para>A type with wildcards is compared with the whole list.</para>
/// </remarks>
/// <inputs type="System.String">Sids of subscriptions.</inputs>
/// <inputs type="TwilioEvents.Subscription">Subscriptions.</inputs>
/// <outputs type="TwilioEvents.SubscribedEvent">The subscribed events: each type with the version of its
/// schema.</outputs>
/// <notes>A type that the subscription does not have is one non-terminating error, TwilioNotFound.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscribed-events">Twilio: Subscribed Events resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioSubscribedEvent", HelpUri = HelpPages.Root + "Get-TwilioSubscribedEvent.md")]
[OutputType(typeof(SubscribedEvent))]
public sealed class GetTwilioSubscribedEventCommand : TwilioSidCommand
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

    /// <summary>The types to get, such as com.twilio.messaging.*. Wildcards are allowed. Default: all types.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [NameTransformation("a type of events", nameof(SubscribedEvent.Type))]
    [ValidateEventType(AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SubscribedTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>The number of types in one page of the list: 1 to 1000. Default: 50, which is Twilio's.</summary>
    /// <value>50</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    private protected override void ProcessInput()
    {
        string sid = this.SubscriptionSid;
        if (!this.IsOfThisAccount(sid)) return;
        if (this.Type is null || this.Type.Any(Wildcards.HasAny))
        {
            Func<string, bool> wanted = Wildcards.Match(this.Type);
            this.SendList(sid, client => client.ListSubscribedEvents(sid, this.PageSize),
                subscribed => wanted(subscribed.Type ?? string.Empty));
            return;
        }

        foreach (string type in this.Type)
        {
            this.Send(sid + "/" + type, sid, (client, stop) => client.GetSubscribedEventAsync(sid, type, stop));
        }
    }
}
