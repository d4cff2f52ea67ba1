using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Adds types of events to subscriptions.</summary>
/// <remarks>
/// <para>Sends POST /v1/Subscriptions/{SubscriptionSid}/SubscribedEvents for each type.</para>
/// <para>An addition is tried again only if Twilio cannot have acted on it.</para>
/// </remarks>
/// <inputs type="System.String">Types of events, such as the lines of a file.</inputs>
/// <inputs type="TwilioEvents.EventType">Types of events, as Get-TwilioEventType writes them.</inputs>
/// <inputs type="TwilioEvents.Subscription">Subscriptions. The types of -Type are added to each.</inputs>
/// <inputs type="System.Management.Automation.PSObject">Rows with the columns SubscriptionSid, Type and SchemaVersion.</inputs>
/// <outputs type="TwilioEvents.SubscribedEvent">The subscribed events that were added, with the versions of their
/// schemas.</outputs>
/// <notes>A type that the subscription already has is one non-terminating error with Twilio's message. The other types
/// are added.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscribed-events">Twilio: Subscribed Events resource</seealso>
[Cmdlet(VerbsCommon.Add, "TwilioSubscribedEvent", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Add-TwilioSubscribedEvent.md")]
[OutputType(typeof(SubscribedEvent))]
public sealed class AddTwilioSubscribedEventCommand : TwilioSidCommand
{
    private readonly DeprecatedTypesWarning deprecatedTypes = new();

    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the subscription: DF and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(typeof(Subscription), nameof(Subscription.Sid))]
    [ValidateSid(SidKind.Subscription, nameof(SubscriptionSid))]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string SubscriptionSid { get; set; } = string.Empty;

    /// <summary>The types of events. Each can name the version of its schema: 'com.twilio...', 'com.twilio...@2', or @{
    /// Type = '...'; SchemaVersion = 2 }.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The types of events, such as com.twilio.messaging.message.delivered")]
    [TypeVersionsTransformation]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public TypeVersion[] Type { get; set; } = Array.Empty<TypeVersion>();

    /// <summary>The version of the schema, from 1, for types that name no version. Default: the newest.</summary>
    /// <value>The newest</value>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [SchemaVersionTransformation]
    [ArgumentCompleter(typeof(SchemaVersionCompleter))]
    public int? SchemaVersion { get; set; }

    private protected override void ProcessInput()
    {
        string sid = this.SubscriptionSid;
        if (!this.IsOfThisAccount(sid)) return;
        if (this.Refuses(
            ForeignVersionGuard.Check(this.CommandLine, nameof(this.Type), nameof(this.SchemaVersion), this.SchemaVersion,
                this.Input(sid)))) return;
        this.deprecatedTypes.Add(this.Type);
        foreach (TypeVersion given in this.Type)
        {
            var type = new TypeVersion(given.Type, given.SchemaVersion ?? this.SchemaVersion);
            if (!this.MayDo("Add " + type + " to " + this.Describe("subscription", sid))) continue;
            this.Send(sid + "/" + type.Type, sid, (client, stop) => client.CreateSubscribedEventAsync(sid, type, stop));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        this.deprecatedTypes.Write(this);
        base.EndProcessing();
    }
}
