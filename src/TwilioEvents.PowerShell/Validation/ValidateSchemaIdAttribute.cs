using System;
using System.Collections;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with the name of a schema.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateSchemaIdAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (object? argument in arguments is IList list ? list : new[] { arguments })
        {
            string text = argument?.ToString() ?? string.Empty;
            if (ValidateEventTypeAttribute.IsName(text)) continue;
            throw new ValidationMetadataException(
                (text.Length == 0 ? "The schema's name is blank."
                    : UnfitInput.Describe(text) is string given ? given + " has no text in a property Id or SchemaId."
                    : UnfitInput.Quote(text, 100) + " is not the name of a schema: it has letters, digits, dots, hyphens and underscores.")
                + " A schema's name looks like Messaging.MessageStatus; Get-TwilioEventType shows it as SchemaId.");
        }
    }
}
