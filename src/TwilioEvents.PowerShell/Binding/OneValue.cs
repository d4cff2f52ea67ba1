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
        throw new ArgumentTransformationMetadataException("One value goes here, not a list of "
            + list.Count.ToString(CultureInfo.InvariantCulture)
            + ". Use the command once for each, or pipe rows that have one each.");
    }
}
