using System;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Creates sinks: a webhook, a Kinesis stream, a Segment source, or whatever Twilio adds.</summary>
/// <remarks>
/// <para>Sends POST /v1/Sinks. Which parameters go together depends on the type: -Destination makes a webhook, -Arn a Kinesis stream, -WriteKey a Segment source; -SinkType with -SinkConfiguration makes any other.</para>
/// <para>Rows of a CSV make a sink each, by their columns: Description, and Destination, Method and BatchEvents, or Arn, RoleArn and ExternalId. A blank cell counts as absent, so that one file can hold sinks of several types. Secrets do not come from rows.</para>
/// <para>A creation is tried again only where Twilio cannot have acted: two sinks are worse than an error.</para>
/// </remarks>
/// <inputs type="System.Management.Automation.PSObject">Rows, or hashtables, with columns that are named like the parameters.</inputs>
/// <outputs type="TwilioEvents.Sink">The sinks as they are now; the secrets of their configurations masked.</outputs>
/// <notes>A masked value, such as one copied from a sink's SinkConfiguration, is refused: GetSinkConfiguration() gives the real ones. An account has 100 sinks at most.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.New, "TwilioSink", SupportsShouldProcess = true, DefaultParameterSetName = WebhookSet, HelpUri = HelpPages.Root + "New-TwilioSink.md")]
[OutputType(typeof(Sink))]
public sealed class NewTwilioSinkCommand : TwilioItemCommand
{
    private const string WebhookSet = "Webhook";
    private const string KinesisSet = "Kinesis";
    private const string SegmentSet = "Segment";
    private const string OtherSet = "Other";
    private const string RowSet = "Row";

    private readonly PersonalDataWarning personalData = new();

    /// <summary>A row, such as one of Import-Csv, with columns that are named like the parameters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet, ValueFromPipeline = true, HelpMessage = "A row with the columns Description, and Destination or Arn, RoleArn and ExternalId")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The description; sent exactly as given. Twilio asks that it hold no personal data.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = WebhookSet, HelpMessage = "The description, such as 'Billing events'; not blank, and without personal data")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KinesisSet, HelpMessage = "The description, such as 'Billing events'; not blank, and without personal data")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SegmentSet, HelpMessage = "The description, such as 'Billing events'; not blank, and without personal data")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OtherSet, HelpMessage = "The description, such as 'Billing events'; not blank, and without personal data")]
    [Parameter(ParameterSetName = RowSet)]
    [AllowEmptyString]
    [TextTransformation]
    [ValidateDescription]
    [ValidatePattern(ValidateDescriptionAttribute.Pattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Description { get; set; }

    /// <summary>Where the events are sent: an http or https address, without a user or a password in it; those come with -DestinationCredential.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = WebhookSet, HelpMessage = "The address that gets the events, such as https://example.com/events")]
    [DestinationTransformation]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public Uri? Destination { get; set; }

    /// <summary>How the events are sent: POST or GET; POST by default.</summary>
    /// <value>POST</value>
    [Parameter(ParameterSetName = WebhookSet)]
    [Parameter(ParameterSetName = RowSet)]
    [BlankToNullTransformation]
    [ValidateSet("POST", "GET")]
    public string Method { get; set; } = "POST";

    /// <summary>True: several events may come in one request. False: one event, one request. True by default.</summary>
    /// <value>True</value>
    [Parameter(ParameterSetName = WebhookSet)]
    [Parameter(ParameterSetName = RowSet)]
    [BooleanTransformation]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? BatchEvents { get; set; }

    /// <summary>The user and the password of the destination's basic authentication. Twilio carries them in the address.</summary>
    [Parameter(ParameterSetName = WebhookSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? DestinationCredential { get; set; }

    /// <summary>The Kinesis stream: its ARN, such as arn:aws:kinesis:us-east-1:111122223333:stream/events.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KinesisSet, HelpMessage = "The ARN of the Kinesis stream, such as arn:aws:kinesis:us-east-1:111122223333:stream/events")]
    [TextTransformation]
    [ValidateArn("kinesis")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Arn { get; set; }

    /// <summary>The role that Twilio takes to write to the stream: its ARN, such as arn:aws:iam::111122223333:role/twilio.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KinesisSet, HelpMessage = "The ARN of the role that Twilio takes, such as arn:aws:iam::111122223333:role/twilio")]
    [TextTransformation]
    [ValidateArn("iam")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>The external id that the role demands. Masked wherever the sink is shown.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KinesisSet, HelpMessage = "The external id that the role demands")]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>The write key of the Segment source. Masked wherever the sink is shown.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SegmentSet, HelpMessage = "The write key of the Segment source")]
    [ValidateNotNull]
    public SecureString? WriteKey { get; set; }

    /// <summary>The type of a sink that has no parameters of its own here, in Twilio's word.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OtherSet, HelpMessage = "The type of the sink, in Twilio's word")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SinkTypeCompleter))]
    public string? SinkType { get; set; }

    /// <summary>The configuration of such a sink: a hashtable, or an object, with Twilio's names; sent as JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OtherSet, HelpMessage = "The configuration: a hashtable with Twilio's names")]
    [ValidateNotNull]
    public object? SinkConfiguration { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // An error record shows what its command was given.
        foreach (string secret in new[] { nameof(this.ExternalId), nameof(this.SinkConfiguration) })
        {
            if (this.MyInvocation.BoundParameters.ContainsKey(secret)) this.MyInvocation.BoundParameters[secret] = SecretMask.Mask;
        }

        base.BeginProcessing();
    }

    private protected override void ProcessInput()
    {
        switch (this.ParameterSetName)
        {
            case WebhookSet:
                this.Create(this.Description!, "webhook", this.Webhook(this.Destination!, this.Method, this.BatchEvents), this.Description!);
                break;
            case KinesisSet:
                this.Create(this.Description!, "kinesis", Kinesis(this.Arn!, this.RoleArn!, this.ExternalId!), this.Description!);
                break;
            case SegmentSet:
                string writeKey = new PSCredential("key", this.WriteKey!).GetNetworkCredential().Password;
                if (writeKey.Length == 0) this.Refuse("The write key is empty. Give the key of the Segment source, such as from Read-Host -AsSecureString.", this.Description!);
                else this.Create(this.Description!, "segment", new OrderedDictionary { ["write_key"] = writeKey }, this.Description!);
                break;
            case OtherSet:
                this.CreateOther();
                break;
            default:
                this.CreateFromRow(this.InputObject!);
                break;
        }
    }

    private static OrderedDictionary Kinesis(string arn, string roleArn, string externalId) =>
        new() { ["arn"] = arn, ["role_arn"] = roleArn, ["external_id"] = externalId };

    private OrderedDictionary Webhook(Uri destination, string method, bool? batchEvents)
    {
        string address = destination.OriginalString;
        if (this.DestinationCredential is PSCredential credential)
        {
            // user:password@ in front of the host, both percent-encoded.
            string password = credential.GetNetworkCredential().Password;
            int host = address.IndexOf("://", StringComparison.Ordinal) + 3;
            address = address.Insert(host, Uri.EscapeDataString(credential.UserName) + ":" + Uri.EscapeDataString(password) + "@");
        }

        return new OrderedDictionary { ["destination"] = address, ["method"] = method.ToUpperInvariant(), ["batch_events"] = batchEvents ?? true };
    }

    private void CreateOther()
    {
        object? plain;
        try
        {
            plain = PlainValue.Of(this.SinkConfiguration);
        }
        catch (ArgumentException e)
        {
            this.Refuse("The configuration cannot be sent. " + e.Message, this.Description!);
            return;
        }

        if (plain is IDictionary configuration) this.Create(this.Description!, this.SinkType!, configuration, this.Description!);
        else this.Refuse("The configuration is no hashtable and no object with properties. Give one with Twilio's names, such as @{ destination = 'https://example.com/events'; method = 'POST' }.", this.Description!);
    }

    private void CreateFromRow(PSObject row)
    {
        object piped = row;
        if (InputKind.Of(row) is string kind)
        {
            this.Refuse("A " + InputKind.ShortName(kind) + " was piped, which is no row that describes a new sink. Pipe rows with the columns Description and Destination (or Arn, RoleArn and ExternalId), or give the parameters.", row);
            return;
        }

        if (row.BaseObject is IDictionary table) row = FromTable(table);
        else if (row.BaseObject is string or ValueType)
        {
            this.Refuse("'" + PlainText.Show(row.ToString(), 60) + "' is not a row. Pipe objects with the properties Description and Destination (or Arn, RoleArn and ExternalId), such as those of Import-Csv.", row);
            return;
        }

        object shown = MaskedInput.Of(piped)!;
        this.MyInvocation.BoundParameters[nameof(this.InputObject)] = shown;
        string? description = this.Description ?? Cell(row, nameof(this.Description)), destination = Cell(row, nameof(this.Destination)), arn = Cell(row, nameof(this.Arn));
        string? method = Cell(row, nameof(this.Method)), sinkType = Cell(row, nameof(this.SinkType));
        string? problem = description is null ? "The row has no Description. Add that column, or give -Description for all rows."
            : ValidateDescriptionAttribute.Problem(description)
            ?? (destination is null == arn is null ? "The row has " + (arn is null ? "neither" : "both") + " a Destination, which makes a webhook, " + (arn is null ? "nor" : "and") + " an Arn, which makes a Kinesis stream. Give one of them." : null);
        if (problem is null && Cell(row, nameof(this.WriteKey)) is not null) problem = "The row has a WriteKey, and secrets do not come from rows. Make that sink with -WriteKey and a SecureString.";
        if (problem is null && sinkType is not null && !sinkType.Equals(arn is null ? "webhook" : "kinesis", StringComparison.OrdinalIgnoreCase)) problem = "The SinkType '" + PlainText.Show(sinkType, 60) + "' does not go with the other columns of the row; leave it blank, or use -SinkType and -SinkConfiguration.";
        if (arn is not null)
        {
            string? roleArn = Cell(row, nameof(this.RoleArn)), externalId = Cell(row, nameof(this.ExternalId));
            problem ??= ValidateArnAttribute.Problem(arn, "kinesis")
                ?? (roleArn is null || externalId is null ? "The row has an Arn, but no " + (roleArn is null ? "RoleArn" : "ExternalId") + "." : ValidateArnAttribute.Problem(roleArn, "iam"));
            if (problem is null) this.Create(description!, "kinesis", Kinesis(arn, roleArn!, externalId!), shown);
        }
        else
        {
            bool? batchEvents = this.BatchEvents;
            problem ??= DestinationTransformationAttribute.Problem(destination!)
                ?? (method is not null && !method.Equals("POST", StringComparison.OrdinalIgnoreCase) && !method.Equals("GET", StringComparison.OrdinalIgnoreCase) ? "The Method '" + PlainText.Show(method, 20) + "' is neither POST nor GET." : null);
            if (problem is null && Cell(row, nameof(this.BatchEvents)) is string cell && !BooleanTransformationAttribute.Parse(cell, out batchEvents)) problem = "BatchEvents '" + PlainText.Show(cell, 20) + "' is neither true nor false.";
            if (problem is null) this.Create(description!, "webhook", this.Webhook(new Uri(destination!), method ?? this.Method, batchEvents), shown);
        }

        if (problem is not null) this.Refuse(problem, shown);
    }

    // A row that is written as a hashtable.
    private static PSObject FromTable(IDictionary table)
    {
        var row = new PSObject();
        foreach (DictionaryEntry cell in table) row.Properties.Add(new PSNoteProperty(Convert.ToString(cell.Key, CultureInfo.InvariantCulture), cell.Value));
        return row;
    }

    // Blank counts as absent.
    private static string? Cell(PSObject row, string column)
    {
        string? text = row.Properties[column]?.Value is object value ? LanguagePrimitives.ConvertTo<string>(value) : null;
        return string.IsNullOrWhiteSpace(text) ? null : column == nameof(Description) ? text : text!.Trim();
    }

    private void Create(string description, string sinkType, IDictionary configuration, object target)
    {
        if (SecretMask.IsIn(configuration))
        {
            this.Refuse("The configuration holds a masked value (" + SecretMask.Mask + "), not the secret itself. Take the real ones from the method GetSinkConfiguration() of the sink, or give them anew.", target);
            return;
        }

        this.personalData.Check(this, description, "the new sink");
        if (!this.MayDo("Create the " + PlainText.Show(sinkType, 40) + " sink '" + PlainText.Show(description, 200) + "'")) return;

        this.SendNew(description, target, async (client, stop) => await client.CreateSinkAsync(description, sinkType, configuration, stop).ConfigureAwait(false));
    }

    private void Refuse(string problem, object target) => this.WriteError(ErrorIds.InputInvalid.Record(new ArgumentException(problem), target));
}
