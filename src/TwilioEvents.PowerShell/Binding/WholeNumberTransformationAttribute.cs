using System;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Takes a whole number, also as text. The engine's own error repeats what else was given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is null) return null;
        if (value is int number || (value is string text
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number))) return number;
        if (value is IConvertible and not string and not bool and not char and not DateTime)
        {
            try
            {
                double given = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (Math.Abs(given) <= int.MaxValue && Math.Floor(given) == given) return (int)given;
            }
            catch (OverflowException)
            {
                // It is not a whole number, or not one that fits.
            }
        }

        throw new ArgumentTransformationMetadataException(
            "The parameter takes a whole number, such as 4, not an object of the type " + value.GetType().Name + ".");
    }
}
