using System;
using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Creates sinks: webhooks, Kinesis streams, Segment sources, and sinks of any other type.</summary>
/// <remarks>
/// <para>Sends POST /v1/Sinks. The parameters depend on the type of the sink: -Destination is for a webhook, -Arn for a
/// Kinesis stream, -WriteKey for a Segment source, and -SinkType with -SinkConfiguration for any other.</para>
/// <para>Each row of a CSV file creates a sink, from the columns Description, and Destination, Method and BatchEvents, or
/// Arn, RoleArn and ExternalId. An empty cell counts as absent, so one file can have sinks of several types. A row cannot
/// give a password or a write key.</para>
/// <para>A creation is tried again only if Twilio cannot have acted on it: two sinks are worse than an error.</para>
/// </remarks>
/// <inputs type="System.Management.Automation.PSObject">Rows or hashtables with columns that have the names of the
/// parameters.</inputs>
/// <outputs type="TwilioEvents.Sink">The new sinks, with the secrets in their configuration masked.</outputs>
/// <notes>A masked value, such as one copied from the property SinkConfiguration of a sink, is refused. The method
/// GetSinkConfiguration() returns the real values. An account can have 100 sinks.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/sink-resource">Twilio: Sink resource</seealso>
[Cmdlet(VerbsCommon.New, "TwilioSink", SupportsShouldProcess = true, DefaultParameterSetName = WebhookSet,
    HelpUri = HelpPages.Root + "New-TwilioSink.md")]
[OutputType(typeof(Sink))]
public sealed class NewTwilioSinkCommand : TwilioItemCommand
{
    private const string WebhookSet = "Webhook";
    private const string KinesisSet = "Kinesis";
    private const string SegmentSet = "Segment";
    private const string OtherSet = "Other";
    private const string RowSet = "Row";
    private const string DescriptionHelp = "The description, such as 'Billing events'; not blank, and without personal data";

    private readonly PersonalDataWarning personalData = new();

    /// <summary>A row, such as one of Import-Csv, with columns that have the names of the parameters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet, ValueFromPipeline = true,
        HelpMessage = "A row with the columns Description, and Destination or Arn, RoleArn and ExternalId")]
    [SecretTransformation(typeof(PSObject))]
    public SecretArgument? InputObject { get; set; }

    /// <summary>The description. It is sent exactly as given. Twilio asks that it contain no personal data.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = WebhookSet, HelpMessage = DescriptionHelp)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KinesisSet, HelpMessage = DescriptionHelp)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SegmentSet, HelpMessage = DescriptionHelp)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OtherSet, HelpMessage = DescriptionHelp)]
    [Parameter(ParameterSetName = RowSet)]
    [AllowEmptyString]
    [TextTransformation]
    [ValidateDescription]
    [ValidatePattern(ValidateDescriptionAttribute.Pattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Description { get; set; }

    /// <summary>The address that gets the events: http or https, without a user name and password. Give those with
    /// -DestinationCredential.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = WebhookSet,
        HelpMessage = "The address that gets the events, such as https://example.com/events")]
    [DestinationTransformation]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public Uri? Destination { get; set; }

    /// <summary>The method of the requests that deliver events: POST or GET. Default: POST.</summary>
    /// <value>POST</value>
    [Parameter(ParameterSetName = WebhookSet)]
    [Parameter(ParameterSetName = RowSet)]
    [BlankToNullTransformation]
    [ChoiceTransformation("POST", "GET")]
    [ValidateSet("POST", "GET")]
    public string Method { get; set; } = "POST";

    /// <summary>True: one request can deliver several events. False: each event has a request of its own. Default:
    /// True.</summary>
    /// <value>True</value>
    [Parameter(ParameterSetName = WebhookSet)]
    [Parameter(ParameterSetName = RowSet)]
    [BooleanTransformation]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? BatchEvents { get; set; }

    /// <summary>The user name and password for basic authentication at the destination. Twilio stores them in the
    /// address.</summary>
    [Parameter(ParameterSetName = WebhookSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? DestinationCredential { get; set; }

    /// <summary>The ARN of the Kinesis stream, such as arn:aws:kinesis:us-east-1:111122223333:stream/events.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KinesisSet,
        HelpMessage = "The ARN of the Kinesis stream, such as arn:aws:kinesis:us-east-1:111122223333:stream/events")]
    [TextTransformation]
    [ValidateArn("kinesis")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Arn { get; set; }

    /// <summary>The ARN of the role that Twilio assumes to write to the stream, such as
    /// arn:aws:iam::111122223333:role/twilio.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KinesisSet,
        HelpMessage = "The ARN of the role that Twilio assumes, such as arn:aws:iam::111122223333:role/twilio")]
    [TextTransformation]
    [ValidateArn("iam")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>The external id that the role requires. It is masked wherever the sink is shown.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KinesisSet, HelpMessage = "The external id that the role requires")]
    [SecretTransformation(typeof(string))]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public SecretArgument? ExternalId { get; set; }

    /// <summary>The write key of the Segment source. It is masked wherever the sink is shown.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SegmentSet, HelpMessage = "The write key of the Segment source")]
    [SecureStringTransformation]
    [ValidateNotNull]
    public SecureString? WriteKey { get; set; }

    /// <summary>The type of a sink for which there are no other parameters, as Twilio names it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OtherSet, HelpMessage = "The type of the sink, as Twilio names it")]
    [TextTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SinkTypeCompleter))]
    public string? SinkType { get; set; }

    /// <summary>The configuration of that sink: a hashtable, or an object, with Twilio's names. It is sent as
    /// JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OtherSet, HelpMessage = "The configuration: a hashtable with Twilio's names")]
    [SecretTransformation(typeof(Hashtable))]
    public SecretArgument? SinkConfiguration { get; set; }

    // Not GetNetworkCredential: that one takes what is behind an @ for a domain.
    private NetworkCredential? Login =>
        this.DestinationCredential is PSCredential given ? new NetworkCredential(given.UserName, given.Password) : null;

    // A row can stand on the command line here.
    private protected override PipedAccount? CreatePiped() => null;

    private protected override object? Input(object? taken) => taken ?? this.InputObject?.Value;

    private protected override void ProcessInput()
    {
        object? target = this.Description;
        try
        {
            if (this.InputObject is null)
            {
                this.Create(this.Description!, this.ToDefinition(), target!);
                return;
            }

            var row = new SinkRow(this.InputObject.Value!);
            target = row.Shown;
            this.Create(row.ToDescription(this.Description), row.ToDefinition(this.Method, this.BatchEvents, this.Login), target);
        }
        catch (ArgumentException e)
        {
            this.WriteError(ErrorIds.InputInvalid.Record(e, target));
        }
    }

    private SinkDefinition ToDefinition() => this.ParameterSetName switch
    {
        KinesisSet => SinkDefinition.Kinesis(this.Arn!, this.RoleArn!, this.ExternalId!.ToText()
            ?? throw new ArgumentException("The external id is empty. Give the one that the role requires.")),
        SegmentSet => SinkDefinition.Segment(new SecretArgument(this.WriteKey).ToText()
            ?? throw new ArgumentException(
                "The write key is empty. Give the key of the Segment source, such as from Read-Host -AsSecureString.")),
        OtherSet => SinkDefinition.Other(this.SinkType!, this.SinkConfiguration!.ToDictionary("The configuration",
            "@{ destination = 'https://example.com/events'; method = 'POST' }")),
        _ => SinkDefinition.Webhook(this.Destination!, this.Method, this.BatchEvents, this.Login),
    };

    private void Create(string description, SinkDefinition definition, object target)
    {
        this.personalData.Check(this, description, "the new sink");
        CleartextPasswordWarning.Check(this, definition);
        if (!this.MayDo("Create the " + PlainText.Show(definition.SinkType, 40) + " sink '" + PlainText.Show(description, 200) + "'"))
            return;

        this.SendNew(description, target, (client, stop) => client.CreateSinkAsync(description, definition, stop));
    }
}
