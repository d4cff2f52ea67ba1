using System;
using System.Globalization;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// A version of a schema: a whole number from 1, or the text of one, as in a cell. A blank text means no version, if none is
/// required.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class SchemaVersionTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Right = " Give a whole number from 1; Get-TwilioEventSchemaVersion lists the versions of a schema.";

    /// <summary>Whether a blank one is an error.</summary>
    public bool IsRequired { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        string text = (Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty).Trim();
        if (text.Length == 0) return this.IsRequired
            ? throw new ArgumentTransformationMetadataException("The version is blank." + Right) : null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0 ? version
            : throw new ArgumentTransformationMetadataException(UnfitInput.QuoteShort(text) + " is not a version of a schema." + Right);
    }
}
