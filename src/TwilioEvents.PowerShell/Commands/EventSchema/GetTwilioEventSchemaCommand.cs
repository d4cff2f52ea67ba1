using System.Management.Automation;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Gets schemas: what the events of a type contain.</summary>
/// <remarks>
/// <para>Sends GET /v1/Schemas/{Id} for each schema. Twilio has no list of schemas. The property SchemaId of a type of
/// events names its schema.</para>
/// </remarks>
/// <inputs type="System.String">Names of schemas.</inputs>
/// <inputs type="TwilioEvents.EventType">Types of events. The cmdlet gets the schema of each.</inputs>
/// <outputs type="TwilioEvents.EventSchema">The schemas.</outputs>
/// <notes>A name that Twilio does not know is one non-terminating error, TwilioNotFound. The other schemas are
/// written.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/schema">Twilio: Schema resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioEventSchema", HelpUri = HelpPages.Root + "Get-TwilioEventSchema.md")]
[OutputType(typeof(EventSchema))]
public sealed class GetTwilioEventSchemaCommand : TwilioSchemaCommand
{
    private protected override void ProcessInput()
    {
        this.ExpectInTotal(this.Id.Length);
        foreach (string id in this.Id)
        {
            this.Send(id, id, (client, stop) => client.GetSchemaAsync(id, stop));
        }
    }
}
