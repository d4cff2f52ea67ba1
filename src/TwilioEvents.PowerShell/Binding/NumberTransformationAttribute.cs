using System;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Takes a number, also as text with a point. The engine's own error repeats what else was given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is null) return null;
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (value is string text && double.TryParse(text, NumberStyles.Float, culture, out double number)) return number;
        if (value is IConvertible and not string and not bool and not char and not DateTime)
            return Convert.ToDouble(value, culture);
        throw new ArgumentTransformationMetadataException(
            "The parameter takes a number, such as 0.5, not an object of the type " + value.GetType().Name + ".");
    }
}
