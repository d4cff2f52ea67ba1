using System;
using System.Management.Automation;
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
/// Id                       : Messaging.MessageStatus
/// LatestVersion            : 8
/// LatestVersionDateCreated : 2/13/2024 1:28:20 PM +00:00
/// Links                    : @{versions=https://events.twilio.com/v1/Schemas/Mess
///                            aging.MessageStatus/Versions}
/// Url                      : https://events.twilio.com/v1/Schemas/Messaging.Messa
///                            geStatus
/// </prints>
/// <para>Shows its newest version.</para>
/// </example>
/// <example>
/// <title>The schema of a type</title>
/// <code>Get-TwilioEventType com.twilio.messaging.message.delivered | Get-TwilioEventSchema</code>
/// <prints>
/// Id                       : Messaging.MessageStatus
/// LatestVersion            : 8
/// LatestVersionDateCreated : 2/13/2024 1:28:20 PM +00:00
/// Links                    : @{versions=https://events.twilio.com/v1/Schemas/Mess
///                            aging.MessageStatus/Versions}
/// Url                      : https://events.twilio.com/v1/Schemas/Messaging.Messa
///                            geStatus
/// </prints>
/// <para>From a type, Get-TwilioEventSchema takes its SchemaId.</para>
/// </example>
/// <example>
/// <title>All versions of a schema</title>
/// <code>Get-TwilioEventSchema Messaging.MessageStatus | Get-TwilioEventSchemaVersion</code>
/// <prints>
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 1
/// DateCreated   : 8/13/2020 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/1
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/1
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 2
/// DateCreated   : 2/13/2021 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/2
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/2
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 3
/// DateCreated   : 8/13/2021 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/3
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/3
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 4
/// DateCreated   : 2/13/2022 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/4
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/4
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 5
/// DateCreated   : 8/13/2022 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/5
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/5
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 6
/// DateCreated   : 2/13/2023 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/6
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/6
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 7
/// DateCreated   : 8/13/2023 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/7
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/7
///
/// Id            : Messaging.MessageStatus
/// SchemaVersion : 8
/// DateCreated   : 2/13/2024 1:28:20 PM +00:00
/// Raw           : https://events-schemas.twilio.com/Messaging.MessageStatus/8
/// Url           : https://events.twilio.com/v1/Schemas/Messaging.MessageStatus/Ve
///                 rsions/8
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
    [BlankIsNothing]
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
