using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Sets the description of subscriptions.</summary>
/// <remarks>
/// <para>Sends POST /v1/Subscriptions/{Sid} for each subscription, and writes the subscription as it is now. Twilio lets
/// you change only the description. Add-, Set- and Remove-TwilioSubscribedEvent change the types of events.</para>
/// <para>Twilio asks that a description contain no personal data. If a description clearly contains an e-mail address or
/// a telephone number, a warning says so, with -WhatIf too, and the description is sent.</para>
/// </remarks>
/// <inputs type="System.String">Sids of subscriptions.</inputs>
/// <inputs type="TwilioEvents.Subscription">Subscriptions, or any objects with the property Sid. If -Description is not
/// given, their property Description is used.</inputs>
/// <outputs type="TwilioEvents.Subscription">The subscriptions that were changed, as they are now, in the order of the
/// input.</outputs>
/// <notes>A bad line, or one that Twilio refuses, is one non-terminating error whose TargetObject is that line. The other
/// lines are processed.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscription">Twilio: Subscription resource</seealso>
[Cmdlet(VerbsCommon.Set, "TwilioSubscription", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-TwilioSubscription.md")]
[OutputType(typeof(Subscription))]
public sealed class SetTwilioSubscriptionCommand : TwilioSidCommand
{
    private readonly PersonalDataWarning personalData = new();

    /// <summary>The Sid of the subscription: DF and 32 hexadecimal digits. White space around it is removed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the subscription: DF and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(SidKind.Subscription)]
    [ValidateSid(SidKind.Subscription)]
    [ValidatePattern(SidRule.SubscriptionPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionSidCompleter))]
    public string Sid { get; set; } = string.Empty;

    /// <summary>The new description. It is sent exactly as given. Twilio asks that it contain no personal data.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The new description; not blank, and without personal data")]
    [AllowEmptyString]
    [TextTransformation]
    [ValidateDescription]
    [ValidatePattern(ValidateDescriptionAttribute.Pattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SubscriptionDescriptionCompleter))]
    public string Description { get; set; } = string.Empty;

    private protected override void ProcessInput()
    {
        string sid = this.Sid, description = this.Description, owner = "subscription " + sid;
        if (!this.IsOfThisAccount(sid)) return;
        if (this.Refuses(
            ForeignDescriptionGuard.Check(this.CommandLine, nameof(this.Description), description, owner, this.Input(description)))) return;
        this.personalData.Check(this, description, owner);
        if (!this.MayDo("Set the description of " + this.Describe("subscription", sid), " to '" + PlainText.Show(description, 200) + "'"))
            return;
        this.Send(sid, sid, (client, stop) => client.UpdateSubscriptionAsync(sid, description, stop));
    }
}
