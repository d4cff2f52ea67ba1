using System;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>Gets schemas: how the events of a type look.</summary>
/// <remarks>
/// <para>Sends GET /v1/Schemas/{Id} for each schema. Twilio has no list of schemas; the types of events name theirs.</para>
/// </remarks>
/// <inputs type="System.String">Names of schemas.</inputs>
/// <inputs type="TwilioEvents.EventType">Types of events: gives the schema of each.</inputs>
/// <outputs type="TwilioEvents.EventSchema">The schemas.</outputs>
/// <notes>A name that Twilio does not know is one non-terminating error, TwilioNotFound; the others are given.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/schema">Twilio: Schema resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioEventSchema", HelpUri = HelpPages.Root + "Get-TwilioEventSchema.md")]
[OutputType(typeof(EventSchema))]
public sealed class GetTwilioEventSchemaCommand : TwilioItemCommand
{
    /// <summary>The names of the schemas, such as Messaging.MessageStatus.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The names of the schemas, such as Messaging.MessageStatus")]
    [Alias("SchemaId")]
    [AllowEmptyString]
    [NameTransformation("a schema", nameof(EventSchema.Id), nameof(EventType.SchemaId))]
    [ValidateSchemaId]
    [ArgumentCompleter(typeof(SchemaIdCompleter))]
    public string[] Id { get; set; } = Array.Empty<string>();

    private protected override bool ChangesSomething => false;

    private protected override void ProcessInput()
    {
        this.ExpectInTotal(this.Id.Length);
        foreach (string id in this.Id)
        {
            this.Send(id, id, async (client, stop) => await client.GetSchemaAsync(id, stop).ConfigureAwait(false));
        }
    }
}
