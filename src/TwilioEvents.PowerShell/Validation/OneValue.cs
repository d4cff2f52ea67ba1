using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>The error of a list where one value goes; the engine's own says that a method is not supported.</summary>
internal static class OneValue
{
    public static ArgumentTransformationMetadataException Not(IList list) =>
        new("One value goes here, not a list of " + list.Count.ToString(CultureInfo.InvariantCulture) + ". Use the command once for each, or pipe rows that have one each.");
}
