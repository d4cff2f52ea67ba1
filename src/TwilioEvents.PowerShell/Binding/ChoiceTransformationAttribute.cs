using System;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>Stands before a ValidateSet, whose own error repeats whatever was given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ChoiceTransformationAttribute : ArgumentTransformationAttribute
{
    private readonly string[] choices;

    /// <param name="choices">The values that ValidateSet allows, in any case.</param>
    public ChoiceTransformationAttribute(params string[] choices) => this.choices = choices;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is null || (value is string text && this.choices.Contains(text, StringComparer.OrdinalIgnoreCase))) return value;
        string given = value is string other ? UnfitInput.QuoteShort(other) : "A value of the type " + value.GetType().Name;
        throw new ArgumentTransformationMetadataException(given + " is not one of " + string.Join(", ", this.choices) + ".");
    }
}
