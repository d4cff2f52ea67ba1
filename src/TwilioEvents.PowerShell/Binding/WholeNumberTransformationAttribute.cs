using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Takes a whole number, or several, also as text. The engine's own error repeats what else was given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes several numbers.</summary>
    public bool Several { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        this.Several && InputKind.Unwrap(inputData) is IList list and not byte[]
            ? list.Cast<object?>().Select(item => item is null ? 0 : (int)Number(item)!).ToArray()
            : Number(inputData);

    private static object? Number(object? inputData)
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
