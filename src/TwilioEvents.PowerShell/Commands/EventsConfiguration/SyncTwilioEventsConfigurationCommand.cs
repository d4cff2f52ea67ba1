using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Brings the sinks and subscriptions of an account into line with a file or an object.</summary>
/// <remarks>
/// <para>Makes the changes that Compare-TwilioEventsConfiguration lists, and writes each with its Result: Done, Failed,
/// Skipped, WhatIf or NotReached. Nothing is removed without -Prune, types included: those have the Result Skipped. See
/// about_TwilioEvents_Configuration for the file.</para>
/// <para>Twilio changes neither the configuration of a sink nor the sink of a subscription. So a new sink is created, read
/// back and active; new subscriptions to it are created with all types, read back and compared; then the old subscriptions
/// and the old sink are removed, and the new ones get their descriptions. Events may come twice meanwhile, and none is lost.
/// Until then, a new one is called such as 'Orders [replaces DG...]'.</para>
/// <para>If a run was stopped at any point, by Ctrl+C, a fault or a lost answer, run it again: it goes on from there, without
/// a second sink or subscription.</para>
/// <para>It asks before it replaces, updates or removes something, unless -Confirm:$false is given. What only adds asks only
/// if -Confirm or a $ConfirmPreference of Medium or Low requires it.</para>
/// <para>A reference, such as env:NAME, that cannot be resolved, and too little room for 100 sinks or 100 subscriptions, are
/// errors before the first change. Where room is short, replacements go one after the other.</para>
/// <para>It takes connections, or rows with a column Connection, from the pipeline. An account that fails is one error, and
/// the others go on. With several accounts, a summary is shown at the end. -ThrottleLimit counts the calls of all accounts
/// together; default: 8.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">Connections.</inputs>
/// <inputs type="System.Management.Automation.PSObject">Rows with a column Connection.</inputs>
/// <outputs type="TwilioEvents.ConfigurationChange">The changes, each with its Result.</outputs>
/// <notes>A change that failed is one error, and the changes that do not depend on it are made.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams">Twilio: Event Streams</seealso>
[Cmdlet(VerbsData.Sync, "TwilioEventsConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = PathSet, HelpUri = HelpPages.Root + "Sync-TwilioEventsConfiguration.md")]
[OutputType(typeof(ConfigurationChange))]
public sealed class SyncTwilioEventsConfigurationCommand : TwilioConfigurationCommand
{
    private const string PathSet = "Path";
    private const string ObjectSet = "InputObject";

    private readonly SyncSummary summary = new();
    private ConfigurationSource? source;
    private bool isWhatIf;
    private ConfirmImpact asksFrom;

    /// <summary>The file: .psd1 or .json. Wildcards are not supported.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, HelpMessage = "The file, such as account.psd1")]
    [TextTransformation]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The document as an object: a hashtable, an object such as from ConvertFrom-Yaml, or what
    /// Export-TwilioEventsConfiguration writes without -Path.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, HelpMessage = "The document, such as from ConvertFrom-Yaml")]
    [SecretTransformation(typeof(PSObject))]
    public SecretArgument? InputObject { get; set; }

    /// <summary>What stands for each {Name} in the document: a hashtable. A secret is a SecureString. {AccountSid} and
    /// {ConnectionName} are there where the connection knows them.</summary>
    [Parameter]
    [SecretTransformation(typeof(System.Collections.Hashtable))]
    public SecretArgument? Parameter { get; set; }

    /// <summary>Removes what the document does not have: sinks, subscriptions, and types of subscriptions.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>Goes on where a restricted or deprecated type would be lost, which cannot be subscribed to again. Without it,
    /// such a change is an error.</summary>
    [Parameter]
    public SwitchParameter AllowTypeLoss { get; set; }

    /// <summary>Sends a test event to each new sink that replaces another one. That Twilio submitted it does not say that it
    /// was delivered.</summary>
    [Parameter]
    public SwitchParameter SendTestEvent { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.source = new ConfigurationSource(this, this.Path, this.InputObject, this.Parameter);
        this.isWhatIf = LanguagePrimitives.IsTrue(this.Preference("WhatIf"));
        this.asksFrom = this.Preference("Confirm") is SwitchParameter asked ? (asked ? ConfirmImpact.Low : ConfirmImpact.None)
            : LanguagePrimitives.TryConvertTo(this.Preference("Confirm"), out ConfirmImpact impact) ? impact : ConfirmImpact.High;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (this.MyInvocation.ExpectingInput) HostMessage.Show(this, this.summary.ToString(), isEnding: false);
    }

    private protected override bool AcceptsInput()
    {
        this.summary.Accounts++;
        return base.AcceptsInput();
    }

    private protected override void ProcessInput()
    {
        TwilioEventsConnection connection = this.Connected;
        EventsConfiguration? desired = this.Desired(() => this.source!.Read(this.RowFields, connection.AccountSid, connection.Name));
        if (desired is null) return;
        var options = new SyncOptions { Prune = this.Prune, AllowTypeLoss = this.AllowTypeLoss, SendTestEvent = this.SendTestEvent };
        this.SendAccount(async (client, account) =>
        {
            AccountSync sync = AccountSync.Prepare(AccountComparison.Compare(desired, account), options);

            // Where nobody is asked, the account goes on beside the others.
            bool asks = this.isWhatIf || sync.Steps.Any(this.Asks);
            if (!asks) await sync.RunAsync(client, this.Gate, this.StopToken).ConfigureAwait(false);
            return new Outcome(sync, connection, asks);
        });
    }

    private protected override void WriteResult(object result)
    {
        var outcome = (Outcome)result;
        if (outcome.Asks) this.Ask(outcome);
        foreach (string warning in outcome.Sync.Warnings) this.WriteWarning(warning);
        foreach (ConfigurationChange change in outcome.Sync.Changes.Where(change => change.Action != ConfigurationAction.None))
        {
            change.AccountSid = outcome.Connection.AccountSid;
            change.Connection = outcome.Connection.Name;
            var shown = new PSObject(change);
            shown.TypeNames.Insert(0, typeof(ConfigurationChange).FullName + "#Result");
            this.WriteObject(shown);
        }

        foreach (SyncStep step in outcome.Sync.Steps.Where(step => step.Error is not null))
        {
            this.WriteError(step.Error is TwilioEventsException error ? ToError(error, step.Changes[0], outcome.Connection)
                : ErrorIds.ChangeFailed.Record(step.Error!, step.Changes[0],
                    context: " Connection: " + outcome.Connection.Description + "."));
        }

        this.summary.Add(outcome.Sync.Changes);
    }

    private void Ask(Outcome outcome)
    {
        string where = " on " + outcome.Connection.Description;
        foreach (SyncStep step in outcome.Sync.Steps.Where(step => step.IsOpen && (this.isWhatIf || this.Asks(step))))
        {
            if (this.ShouldProcess(step.Action + where + ".", step.Action + where + "?", this.MyInvocation.MyCommand.Name)) continue;
            if (this.isWhatIf) step.Close(ConfigurationResult.WhatIf);
            else step.Close(ConfigurationResult.Skipped, "the answer to the question was no");
        }

        if (outcome.Sync.Steps.Any(step => step.IsOpen))
            this.Await(outcome.Sync.RunAsync(this.ClientOf(outcome.Connection), this.Gate, this.StopToken));
    }

    // What only adds has an impact of Medium.
    private bool Asks(SyncStep step) => step.IsOpen && this.asksFrom != ConfirmImpact.None
        && (step.OnlyAdds ? ConfirmImpact.Medium : ConfirmImpact.High) >= this.asksFrom;

    private object? Preference(string name) => this.MyInvocation.BoundParameters.TryGetValue(name, out object? given)
        ? given
        : InputKind.Unwrap(this.GetVariableValue(name + "Preference"));

    private sealed class Outcome
    {
        public Outcome(AccountSync sync, TwilioEventsConnection connection, bool asks)
        {
            this.Sync = sync;
            this.Connection = connection;
            this.Asks = asks;
        }

        public AccountSync Sync { get; }

        public TwilioEventsConnection Connection { get; }

        public bool Asks { get; }
    }
}
