using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Looks at an account without a file, and writes what should be looked at.</summary>
/// <remarks>
/// <para>It changes nothing. Without a finding, nothing is written. The rules:</para>
/// <para>SubscriptionToFailedSink, ErrorLogLoop (a subscription to error logs whose destination is at twilio.com or twil.io),
/// DestinationIsHttp, SecretInPlainSight, TypeNotAvailable (deprecated or discontinued types in use), TypeDeliveredTwice (one
/// type to one destination), DestinationTwice (two sinks to one destination), QuotaNearlyUsed (more than 80 of 100 sinks or
/// subscriptions), SinkUnused (a sink without subscriptions) and VersionBehind (a pinned version behind the latest).</para>
/// <para>It takes connections, or rows with a column Connection, from the pipeline. An account that fails is one error, and
/// the others are looked at. -ThrottleLimit counts the calls of all accounts together; default: 8.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">Connections.</inputs>
/// <inputs type="System.Management.Automation.PSObject">Rows with a column Connection.</inputs>
/// <outputs type="TwilioEvents.ConfigurationFinding">What was found.</outputs>
/// <notes>An account that the credentials may not read as a whole is an error, and is not called right.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams">Twilio: Event Streams</seealso>
[Cmdlet(VerbsDiagnostic.Test, "TwilioEventsConfiguration", HelpUri = HelpPages.Root + "Test-TwilioEventsConfiguration.md")]
[OutputType(typeof(ConfigurationFinding))]
public sealed class TestTwilioEventsConfigurationCommand : TwilioConfigurationCommand
{
    private Func<string, bool> isWanted = _ => true;

    /// <summary>Only these rules. Wildcards are allowed. Default: all rules.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountRuleCompleter))]
    [TextTransformation(Several = true)]
    public string[]? IncludeRule { get; set; }

    /// <summary>Not these rules. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountRuleCompleter))]
    [TextTransformation(Several = true)]
    public string[]? ExcludeRule { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (string name in (this.IncludeRule ?? Array.Empty<string>()).Concat(this.ExcludeRule ?? Array.Empty<string>()))
        {
            if (Wildcards.HasAny(name) && !Wildcards.IsPattern(name) || !AccountInspection.RuleNames.Any(Wildcards.Match(new[] { name })))
            {
                this.ThrowTerminatingError(ErrorIds.InputInvalid.Record(new ArgumentException("There is no rule "
                    + UnfitInput.QuoteShort(name) + ". The rules are " + string.Join(", ", AccountInspection.RuleNames) + ".")));
            }
        }

        Func<string, bool> isIncluded = Wildcards.Match(this.IncludeRule);
        Func<string, bool> isExcluded = this.ExcludeRule is null ? _ => false : Wildcards.Match(this.ExcludeRule);
        this.isWanted = rule => isIncluded(rule) && !isExcluded(rule);
    }

    private protected override void ProcessInput()
    {
        TwilioEventsConnection connection = this.Connected;
        this.SendAccount(async (client, account) =>
        {
            IReadOnlyList<ConfigurationFinding> findings = await AccountInspection
                .InspectAsync(account, this.isWanted, client, this.Gate, this.StopToken).ConfigureAwait(false);
            foreach (ConfigurationFinding finding in findings)
            {
                finding.AccountSid = connection.AccountSid;
                finding.Connection = connection.Name;
            }

            return findings;
        });
    }

    private protected override void WriteResult(object result) => this.WriteObject(result, enumerateCollection: true);
}
