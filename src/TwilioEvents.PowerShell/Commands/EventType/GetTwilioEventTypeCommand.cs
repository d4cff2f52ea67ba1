using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets the types of events that Twilio can deliver: by name, by schema, or all.</summary>
/// <remarks>
/// <para>Sends GET /v1/Types/{Type} for each type, or GET /v1/Types, and reads the list page by page. A name with
/// wildcards is compared with the whole list.</para>
/// <para>Twilio filters by -SchemaId. The module filters by -Status.</para>
/// </remarks>
/// <inputs type="System.String">Types of events.</inputs>
/// <inputs type="TwilioEvents.SubscribedEvent">Subscribed events. The cmdlet gets the type of each.</inputs>
/// <outputs type="TwilioEvents.EventType">The types.</outputs>
/// <notes>A type that Twilio does not know is one non-terminating error, TwilioNotFound. A pattern that matches no type
/// is not an error.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/event-type">Twilio: Event Type resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioEventType", DefaultParameterSetName = TypeSet, HelpUri = HelpPages.Root + "Get-TwilioEventType.md")]
[OutputType(typeof(EventType))]
public sealed class GetTwilioEventTypeCommand : TwilioItemCommand
{
    private const string TypeSet = "Type";
    private const string SchemaSet = "Schema";

    /// <summary>The types to get, such as com.twilio.messaging.*. Wildcards are allowed. Default: all types.</summary>
    [Parameter(Position = 0, ParameterSetName = TypeSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [NameTransformation("a type of events", nameof(EventType.Type))]
    [ValidateEventType(AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>The names of schemas, such as Messaging.MessageStatus. The cmdlet gets the types that have one of
    /// them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SchemaSet, HelpMessage = "The names of the schemas, such as Messaging.MessageStatus")]
    [ValidateSchemaId]
    [ArgumentCompleter(typeof(SchemaIdCompleter))]
    public string[]? SchemaId { get; set; }

    /// <summary>Only types with one of these statuses: available, deprecated, restricted or discontinued. Any other value
    /// is used as it is, with a warning.</summary>
    [Parameter]
    [TextTransformation(Several = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EventTypeStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>The number of types in one page of the list: 1 to 1000. Default: 50, which is Twilio's.</summary>
    /// <value>50</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        UnknownValueWarning.Check(this, KnownValues.EventTypeStatus, nameof(this.Status), this.Status);
    }

    private protected override void ProcessInput()
    {
        string[]? statuses = this.Status;
        if (this.Type is null || this.Type.Any(Wildcards.HasAny))
        {
            foreach (string? schemaId in this.SchemaId ?? new string?[] { null }) this.SendList(schemaId);
            return;
        }

        this.ExpectInTotal(this.Type.Length);
        foreach (string type in this.Type)
        {
            this.Send(type, type, async (client, stop) =>
            {
                EventType found = await client.GetEventTypeAsync(type, stop).ConfigureAwait(false);
                return KnownValues.IsWanted(found.Status, statuses) ? found : null;
            });
        }
    }

    private void SendList(string? schemaId)
    {
        Func<string, bool> isNamed = Wildcards.Match(this.Type);
        string[]? statuses = this.Status;
        int? pageSize = this.PageSize;
        this.SendList(
            this.Type is null ? schemaId : string.Join(", ", this.Type),
            client => client.ListEventTypes(schemaId, pageSize),
            type => isNamed(type.Type ?? string.Empty) && KnownValues.IsWanted(type.Status, statuses));
    }
}
