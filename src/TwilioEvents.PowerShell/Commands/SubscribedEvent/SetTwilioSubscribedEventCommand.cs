using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Sets the version of the schema in which a subscription delivers a type of events.</summary>
/// <remarks>
/// <para>Sends POST /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type} for each subscribed event.</para>
/// </remarks>
/// <inputs type="TwilioEvents.SubscribedEvent">Subscribed events, or rows with the columns SubscriptionSid, Type and
/// SchemaVersion.</inputs>
/// <outputs type="TwilioEvents.SubscribedEvent">The subscribed events that were changed, as they are now.</outputs>
/// <notes>A version that the schema does not have is one non-terminating error with Twilio's message.
/// Get-TwilioEventSchemaVersion lists the versions of a schema.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscribed-events">Twilio: Subscribed Events resource</seealso>
[Cmdlet(VerbsCommon.Set, "TwilioSubscribedEvent", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-TwilioSubscribedEvent.md")]
[OutputType(typeof(SubscribedEvent))]
public sealed class SetTwilioSubscribedEventCommand : TwilioSidCommand
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

    /// <summary>The type of events, such as com.twilio.messaging.message.delivered.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The type of events, such as com.twilio.messaging.message.delivered")]
    [BlankToNullTransformation]
    [ValidateEventType]
    [ArgumentCompleter(typeof(SubscribedTypeCompleter))]
    public string Type { get; set; } = string.Empty;

    /// <summary>The version of the schema, from 1.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The version of the schema: a whole number from 1")]
    [SchemaVersionTransformation(IsRequired = true)]
    [ArgumentCompleter(typeof(SchemaVersionCompleter))]
    public int? SchemaVersion { get; set; }

    private protected override void ProcessInput()
    {
        string sid = this.SubscriptionSid, type = this.Type;
        if (!this.IsOfThisAccount(sid)) return;
        if (this.Refuses(
            ForeignVersionGuard.Check(this.CommandLine, nameof(this.Type), nameof(this.SchemaVersion), this.SchemaVersion,
                this.Input(sid)))) return;
        int version = this.SchemaVersion!.Value;
        if (!this.MayDo("Set the version of " + type + " in " + this.Describe("subscription", sid),
            " to " + version.ToString(System.Globalization.CultureInfo.InvariantCulture))) return;
        this.Send(sid + "/" + type, sid, (client, stop) => client.UpdateSubscribedEventAsync(sid, type, version, stop));
    }

    private protected override string? AdviceFor(TwilioEventsException error, string? name) =>
        error is TwilioApiException { StatusCode: 404 }
            ? "If the subscription does not have the type yet, Add-TwilioSubscribedEvent adds it." : null;
}
