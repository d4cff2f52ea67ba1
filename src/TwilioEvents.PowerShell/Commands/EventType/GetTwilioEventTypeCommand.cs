using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets the types of events that Twilio can deliver: those named, those of a schema, or all.</summary>
/// <remarks>
/// <para>Sends GET /v1/Types/{Type} for each type, or GET /v1/Types, page by page as the pipeline takes them. A type
/// with wildcards is looked for in the list.</para>
/// <para>-SchemaId is a filter of Twilio's; -Status is applied here, to what Twilio sent.</para>
/// </remarks>
/// <inputs type="System.String">Types of events.</inputs>
/// <inputs type="TwilioEvents.SubscribedEvent">What a subscription subscribes to.</inputs>
/// <outputs type="TwilioEvents.EventType">The types.</outputs>
/// <notes>A type that Twilio does not know is one non-terminating error, TwilioNotFound; a pattern that matches nothing is none.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/event-type">Twilio: Event Type resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioEventType", DefaultParameterSetName = TypeSet, HelpUri = HelpPages.Root + "Get-TwilioEventType.md")]
[OutputType(typeof(EventType))]
public sealed class GetTwilioEventTypeCommand : TwilioItemCommand
{
    private const string TypeSet = "Type";
    private const string SchemaSet = "Schema";

    /// <summary>Those types alone, wildcards allowed, such as com.twilio.messaging.*.</summary>
    [Parameter(Position = 0, ParameterSetName = TypeSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [NameTransformation("a type of events", nameof(EventType.Type))]
    [ValidateEventType(AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>The types with one of those schemas, such as Messaging.MessageStatus.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SchemaSet, HelpMessage = "The names of the schemas, such as Messaging.MessageStatus")]
    [ValidateSchemaId]
    [ArgumentCompleter(typeof(SchemaIdCompleter))]
    public string[]? SchemaId { get; set; }

    /// <summary>
    /// Types with one of those statuses: available, deprecated, restricted or discontinued. Any other is used as it is,
    /// with a warning.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EventTypeStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>How many types one request asks for: 1 to 1000; otherwise Twilio's default, 50.</summary>
    /// <value>50</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    private protected override bool ChangesSomething => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        KnownValues.EventTypeStatus.WarnOfUnknown(this, nameof(this.Status), this.Status);
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
