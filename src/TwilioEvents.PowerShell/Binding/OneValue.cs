using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>Refuses a list where one value goes; the engine's own error says that a method is not supported.</summary>
internal static class OneValue
{
    /// <exception cref="ArgumentTransformationMetadataException">It is a list.</exception>
    public static void ThrowIfList(object? value)
    {
        if (value is not IList list) return;
        throw new ArgumentTransformationMetadataException("The parameter takes one value, not a list of "
            + list.Count.ToString(CultureInfo.InvariantCulture)
            + ". Use the command once for each value, or pipe rows with one value each.");
    }
}
