using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Errors;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Creates subscriptions, which deliver types of events to a sink.</summary>
/// <remarks>
/// <para>Sends POST /v1/Subscriptions. If -SinkSid and -Description are given, all types that are piped become one
/// subscription. A row with its own SinkSid or Description becomes a subscription of its own.</para>
/// <para>A type can name the version of its schema, as in com.twilio.messaging.message.delivered@2. Otherwise, Twilio
/// uses the newest version.</para>
/// <para>A creation is tried again only if Twilio cannot have acted on it: two subscriptions would deliver every event
/// twice.</para>
/// </remarks>
/// <inputs type="System.String">Types of events, such as the lines of a file.</inputs>
/// <inputs type="TwilioEvents.EventType">Types of events, as Get-TwilioEventType writes them.</inputs>
/// <inputs type="TwilioEvents.Sink">Sinks. Each gets a subscription of its own, to the types of -Type.</inputs>
/// <inputs type="System.Management.Automation.PSObject">Rows with the columns SinkSid, Description and Type.</inputs>
/// <outputs type="TwilioEvents.Subscription">The new subscriptions.</outputs>
/// <notes>The description of a piped event type, sink or subscription is never used for the new subscription. An account
/// can have 100 subscriptions.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/subscription">Twilio: Subscription resource</seealso>
[Cmdlet(VerbsCommon.New, "TwilioSubscription", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-TwilioSubscription.md")]
[OutputType(typeof(Subscription))]
public sealed class NewTwilioSubscriptionCommand : TwilioSidCommand
{
    private readonly PersonalDataWarning personalData = new();
    private readonly DeprecatedTypesWarning deprecatedTypes = new();
    private readonly List<TypeVersion> gathered = new();
    private TwilioEventsConnection? gatheredFor;

    /// <summary>The description. It is sent exactly as given. Twilio asks that it contain no personal data.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The description, such as 'Messages'; not blank, and without personal data")]
    [AllowEmptyString]
    [TextTransformation]
    [ValidateDescription]
    [ValidatePattern(ValidateDescriptionAttribute.Pattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string Description { get; set; } = string.Empty;

    /// <summary>The Sid of the sink that gets the events: DG and 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Sid of the sink that gets the events: DG and 32 hexadecimal digits")]
    [AllowEmptyString]
    [SidTransformation(typeof(Sink), nameof(Sink.Sid))]
    [ValidateSid(SidKind.Sink, nameof(SinkSid))]
    [ValidatePattern(SidRule.SinkPattern, Options = RegexOptions.CultureInvariant)]
    [ArgumentCompleter(typeof(SinkSidCompleter))]
    public string SinkSid { get; set; } = string.Empty;

    /// <summary>The types of events. Each can name the version of its schema: 'com.twilio...', 'com.twilio...@2', or @{
    /// Type = '...'; SchemaVersion = 2 }.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The types of events, such as com.twilio.messaging.message.delivered")]
    [TypeVersionsTransformation]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public TypeVersion[] Type { get; set; } = Array.Empty<TypeVersion>();

    /// <summary>The version of the schema, from 1, for types that name no version. Default: the newest.</summary>
    /// <value>The newest</value>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    [SchemaVersionTransformation]
    [ArgumentCompleter(typeof(SchemaVersionCompleter))]
    public int? SchemaVersion { get; set; }

    // With both on the command line, all types that are piped go into one subscription.
    private bool Gathers => this.CommandLine.Has(nameof(this.Description)) && this.CommandLine.Has(nameof(this.SinkSid));

    private protected override void ProcessInput()
    {
        if (this.ForeignProperty() is string problem)
        {
            this.WriteError(ErrorIds.InputInvalid.Record(new ArgumentException(problem), this.Input(null)));
            return;
        }

        if (!this.IsOfThisAccount(this.SinkSid)) return;
        if (this.Refuses(
            ForeignVersionGuard.Check(this.CommandLine, nameof(this.Type), nameof(this.SchemaVersion), this.SchemaVersion,
                this.Input(this.SinkSid)))) return;
        this.deprecatedTypes.Add(this.Type);
        IEnumerable<TypeVersion> types = this.Type.Select(type => new TypeVersion(type.Type, type.SchemaVersion ?? this.SchemaVersion));
        if (this.Gathers) this.Gather(types);
        else this.Create(this.Description, this.SinkSid, types.ToArray());
    }

    // A subscription without some of its types would be wrong, and nobody would see it.
    private void Gather(IEnumerable<TypeVersion> types)
    {
        if (this.gathered.Count > 0 && !ReferenceEquals(this.Connected, this.gatheredFor))
        {
            this.ThrowTerminatingError(ErrorIds.InputInvalid.Record(
                new ArgumentException("The rows name two connections, " + this.gatheredFor!.Description + " and "
                    + this.Connected.Description + ", and all types go into one subscription. Nothing was sent. Give -Connection on the "
                    + "command line, or pipe the rows of one connection at a time."), MaskedInput.Of(this.Input(null))));
        }

        this.gatheredFor = this.Connected;
        this.gathered.AddRange(types);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An error is about all that was piped, not about the last of it.
        this.ForgetInput();
        if (this.gathered.Count > 0) this.Create(this.Description, this.SinkSid, this.gathered.ToArray());
        base.EndProcessing();
    }

    // An object of the module has properties that are named like the parameters and mean something else.
    private string? ForeignProperty()
    {
        if (this.Gathers && this.CommandLine.Has(nameof(this.Type)) && this.MyInvocation.ExpectingInput)
            return "The command line has everything that a subscription needs, so the piped '"
                + PlainText.Show(this.Piped?.ToString(), 60)
                + "' has no effect. Leave out the pipe, or the parameter whose value it should give.";
        if (this.Piped is null) return null;
        if ((InputKind.Of(this.Piped) ?? KindOfRow(this.Piped)) is not string kind) return null;
        string name = InputKind.ShortName(kind);
        if (!this.CommandLine.Has(nameof(this.Description)))
            return "The description of a piped " + name + " is not used for the new subscription. Give one with -Description.";
        return !this.CommandLine.Has(nameof(this.SinkSid)) && kind != typeof(Sink).FullName
            ? "The sink of a piped " + name + " is not used for the new subscription. Give one with -SinkSid." : null;
    }

    // Rows that were exported from objects of the module are recognised by columns that no row for a new subscription has.
    private static string? KindOfRow(PSObject row) =>
        row.Properties["SchemaId"] is not null ? typeof(EventType).FullName
        : row.Properties["SinkType"] is not null ? typeof(Sink).FullName
        : null;

    private void Create(string description, string sinkSid, TypeVersion[] types)
    {
        TypeVersion[] distinct =
            types.GroupBy(t => t.Type, StringComparer.Ordinal)
                .Select(group => group.FirstOrDefault(t => t.SchemaVersion is not null) ?? group.First()).ToArray();
        if (types.GroupBy(t => t.Type, StringComparer.Ordinal)
            .FirstOrDefault(
                g => g.Where(t => t.SchemaVersion is not null).Select(t => t.SchemaVersion).Distinct().Count() > 1) is { } twice)
        {
            this.WriteError(
                ErrorIds.InputInvalid.Record(
                    new ArgumentException(
                        "The type " + twice.Key + " is given with several versions: " + string.Join(", ", twice)
                            + ". A subscription has each type once."), this.Input(description)));
            return;
        }

        string what =
            distinct.Length == 1 ? distinct[0].ToString() : distinct.Length.ToString(CultureInfo.InvariantCulture) + " types of events";
        this.personalData.Check(this, description, "the new subscription");
        this.deprecatedTypes.Write(this);
        if (!this.MayDo("Subscribe " + this.Describe("sink", sinkSid), " to " + what + " as '" + PlainText.Show(description, 200) + "'"))
            return;

        this.SendNew(description, description, (client, stop) => client.CreateSubscriptionAsync(description, sinkSid, distinct, stop));
    }
}
