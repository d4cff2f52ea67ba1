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
/// <example>
/// <title>One schema</title>
/// <code>Get-TwilioEventSchema Messaging.MessageStatus</code>
/// <prints>
/// Id                      LatestVersion LatestVersionDateCreated
/// --                      ------------- ------------------------
/// Messaging.MessageStatus             8 2024-02-13 13:28:20Z
/// </prints>
/// <para>Shows its newest version.</para>
/// </example>
/// <example>
/// <title>The schema of a type</title>
/// <code>Get-TwilioEventType com.twilio.messaging.message.delivered | Get-TwilioEventSchema</code>
/// <prints>
/// Id                      LatestVersion LatestVersionDateCreated
/// --                      ------------- ------------------------
/// Messaging.MessageStatus             8 2024-02-13 13:28:20Z
/// </prints>
/// <para>From a type, Get-TwilioEventSchema takes its SchemaId.</para>
/// </example>
/// <example>
/// <title>All versions of a schema</title>
/// <code>Get-TwilioEventSchema Messaging.MessageStatus | Get-TwilioEventSchemaVersion</code>
/// <prints>
/// Id                      SchemaVersion DateCreated
/// --                      ------------- -----------
/// Messaging.MessageStatus             1 2020-08-13 13:28:20Z
/// Messaging.MessageStatus             2 2021-02-13 13:28:20Z
/// Messaging.MessageStatus             3 2021-08-13 13:28:20Z
/// Messaging.MessageStatus             4 2022-02-13 13:28:20Z
/// Messaging.MessageStatus             5 2022-08-13 13:28:20Z
/// Messaging.MessageStatus             6 2023-02-13 13:28:20Z
/// Messaging.MessageStatus             7 2023-08-13 13:28:20Z
/// Messaging.MessageStatus             8 2024-02-13 13:28:20Z
/// </prints>
/// <para>One line for each version.</para>
/// </example>
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        this.ExpectInTotal(this.Id.Length);
        foreach (string id in this.Id)
        {
            this.Send(id, id, async (client, stop) => await client.GetSchemaAsync(id, stop).ConfigureAwait(false));
        }
    }
}
