using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Compares the sinks and subscriptions of an account with a file, an object or another account.</summary>
/// <remarks>
/// <para>Writes one change for each difference: what would bring the account into line. It changes nothing. What only the
/// account has is listed as Remove. Without a difference, nothing is written.</para>
/// <para>The file is a PowerShell data file (.psd1), which is read as data, or JSON. about_TwilioEvents_Configuration
/// describes it field by field. All that is wrong with a file is one error.</para>
/// <para>What could not be compared is Unknown, and never equal: what the credentials may not read, or a reference, such as
/// env:NAME, that cannot be resolved here. A type without a version equals any version, and fields that the file does not
/// name are not compared.</para>
/// <para>It takes connections, or rows with a column Connection, from the pipeline. The other columns of a row fill the
/// names in the file, such as {Shop}. An account that fails is one error, and the others are compared. -ThrottleLimit counts
/// the calls of all accounts together; default: 8.</para>
/// </remarks>
/// <inputs type="TwilioEvents.TwilioEventsConnection">Connections.</inputs>
/// <inputs type="System.Management.Automation.PSObject">Rows with a column Connection.</inputs>
/// <outputs type="TwilioEvents.ConfigurationChange">The changes that would bring the account into line.</outputs>
/// <outputs type="System.Boolean">With -Quiet: whether every account is as it should be.</outputs>
/// <notes>Secrets are compared and never shown.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams">Twilio: Event Streams</seealso>
[Cmdlet(VerbsData.Compare, "TwilioEventsConfiguration", DefaultParameterSetName = PathSet,
    HelpUri = HelpPages.Root + "Compare-TwilioEventsConfiguration.md")]
[OutputType(typeof(ConfigurationChange))]
[OutputType(typeof(bool))]
public sealed class CompareTwilioEventsConfigurationCommand : TwilioConfigurationCommand
{
    private const string PathSet = "Path";
    private const string ObjectSet = "InputObject";
    private const string ReferenceSet = "ReferenceConnection";

    private ConfigurationSource? source;
    private int accounts;
    private int equal;

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

    /// <summary>A connection, or its name, to the account that is as it should be.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReferenceSet, HelpMessage = "The connection to the account that is as it should be")]
    [ConnectionArgument.Transformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionArgument? ReferenceConnection { get; set; }

    /// <summary>What stands for each {Name} in the document: a hashtable. A secret is a SecureString. {AccountSid} and
    /// {ConnectionName} are there where the connection knows them.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = ObjectSet)]
    [SecretTransformation(typeof(System.Collections.Hashtable))]
    public SecretArgument? Parameter { get; set; }

    /// <summary>Writes what is equal, too, with the Action None.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Writes true if every account is as it should be, and otherwise false: also where something is Unknown, or an
    /// account failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.source = new ConfigurationSource(this, this.Path, this.InputObject, this.Parameter);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (this.Quiet) this.WriteObject(this.accounts > 0 && this.accounts == this.equal);
    }

    private protected override bool AcceptsInput()
    {
        this.accounts++;
        return base.AcceptsInput();
    }

    private protected override void ProcessInput()
    {
        TwilioEventsConnection connection = this.Connected;
        EventsConfiguration? desired = this.Desired(() => this.ReferenceConnection is null
            ? this.source!.Read(this.RowFields, connection.AccountSid, connection.Name) : this.ReadReference());
        if (desired is null) return;
        this.SendAccount((_, account) => Task.FromResult(AccountComparison.Compare(desired, account).Changes.Select(change =>
        {
            change.AccountSid = connection.AccountSid;
            change.Connection = connection.Name;
            return change;
        }).ToArray()));
    }

    private protected override void WriteResult(object result)
    {
        var changes = (IReadOnlyList<ConfigurationChange>)result;
        if (changes.All(change => change.Action == ConfigurationAction.None)) this.equal++;
        if (this.Quiet) return;
        foreach (ConfigurationChange change in changes)
        {
            if (this.IncludeEqual || change.Action != ConfigurationAction.None) this.WriteObject(change);
        }
    }

    private EventsConfiguration ReadReference()
    {
        if (this.source!.Reference is EventsConfiguration read) return read;
        FoundConnection found = ConnectionStore.Find(this.ReferenceConnection, this.SessionState);
        if (this.ReferenceConnection!.IsBlank)
        {
            this.ThrowTerminatingError(ErrorIds.ConnectionNotFound.Record(
                new ItemNotFoundException("-ReferenceConnection is null or blank, perhaps because a variable was never set.")));
        }

        if (found.Connection is null) this.ThrowTerminatingError(found.ToError());
        try
        {
            AccountState account = this.Await(AccountReader.ReadAsync(this.ClientOf(found.Connection!), this.Gate, this.StopToken));
            return this.source.Reference = AccountExport.ToConfiguration(account, ConnectionFactory.ToPSObject);
        }
        catch (TwilioEventsException e)
        {
            this.ThrowTerminatingError(ToError(e, null, found.Connection!));
            throw;
        }
    }
}
