using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Help;

namespace TwilioEvents.Commands;

/// <summary>Gets the versions of schemas: all versions, or one.</summary>
/// <remarks>
/// <para>Sends GET /v1/Schemas/{Id}/Versions, and reads the list page by page. With -SchemaVersion, it sends GET
/// /v1/Schemas/{Id}/Versions/{SchemaVersion}.</para>
/// <para>The property Raw is the address of the JSON schema.</para>
/// </remarks>
/// <inputs type="System.String">Names of schemas.</inputs>
/// <inputs type="TwilioEvents.EventSchema">Schemas.</inputs>
/// <inputs type="TwilioEvents.EventType">Types of events. The cmdlet gets the versions of the schema of each.</inputs>
/// <outputs type="TwilioEvents.EventSchemaVersion">The versions.</outputs>
/// <notes>A name or a version that Twilio does not know is one non-terminating error, TwilioNotFound. The other versions
/// are written.</notes>
/// <seealso href="https://www.twilio.com/docs/events/event-streams/schema-version">Twilio: Schema Version resource</seealso>
[Cmdlet(VerbsCommon.Get, "TwilioEventSchemaVersion", HelpUri = HelpPages.Root + "Get-TwilioEventSchemaVersion.md")]
[OutputType(typeof(EventSchemaVersion))]
public sealed class GetTwilioEventSchemaVersionCommand : TwilioSchemaCommand
{
    /// <summary>The version to get, from 1. Default: all versions.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [SchemaVersionTransformation]
    [ArgumentCompleter(typeof(SchemaVersionCompleter))]
    public int? SchemaVersion { get; set; }

    /// <summary>The number of versions in one page of the list: 1 to 1000. Default: 50, which is Twilio's.</summary>
    /// <value>50</value>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(1, 1000)]
    public int? PageSize { get; set; }

    private protected override void ProcessInput()
    {
        foreach (string id in this.Id)
        {
            if (this.SchemaVersion is int version)
            {
                this.Send(id, id, (client, stop) => client.GetSchemaVersionAsync(id, version, stop));
            }
            else
            {
                this.SendList(id, client => client.ListSchemaVersions(id, this.PageSize));
            }
        }
    }
}
