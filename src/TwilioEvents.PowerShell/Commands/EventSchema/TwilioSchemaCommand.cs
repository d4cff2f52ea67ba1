using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Validation;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets that ask for schemas share: their names, and what to say of one that Twilio does not know.</summary>
public abstract class TwilioSchemaCommand : TwilioItemCommand
{
    /// <summary>The names of the schemas, such as Messaging.MessageStatus. They are case-sensitive.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The names of the schemas, such as Messaging.MessageStatus")]
    [Alias("SchemaId")]
    [AllowEmptyString]
    [NameTransformation("a schema", nameof(EventSchema.Id), nameof(EventType.SchemaId))]
    [ValidateSchemaId]
    [ArgumentCompleter(typeof(SchemaIdCompleter))]
    public string[] Id { get; set; } = Array.Empty<string>();

    /// <summary>Says the right name if only the case was wrong. The types name their schemas.</summary>
    private protected override string? AdviceFor(TwilioEventsException error, string? name)
    {
        if (error is not TwilioApiException { StatusCode: 404 }) return null;
        try
        {
            Pages<EventType> types = this.Client.ListEventTypes(pageSize: 1000);
            while (this.Await(types.NextAsync(this.StopToken)) is IReadOnlyList<EventType> page)
            {
                string? right =
                    page.Select(type => type.SchemaId)
                        .FirstOrDefault(schema => string.Equals(schema, name, StringComparison.OrdinalIgnoreCase));
                if (right is not null)
                    return right == name ? null
                        : "The names of schemas are case-sensitive: this one is " + PlainText.Show(right, 100) + ".";
            }
        }
        catch (TwilioEventsException)
        {
            // What went wrong first is what the error is about.
        }

        return null;
    }
}
