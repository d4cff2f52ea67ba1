using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// Takes the white space off a name, and takes a name out of an object of the module that is piped whole. One
/// that has none is an error here: the binder would take its text for the name, and send that.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class NameTransformationAttribute : ArgumentTransformationAttribute
{
    private readonly string noun;
    private readonly string[] properties;

    /// <param name="noun">What is named, such as "a schema".</param>
    /// <param name="properties">The properties that hold the name.</param>
    public NameTransformationAttribute(string noun, params string[] properties)
    {
        this.noun = noun;
        this.properties = properties;
    }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is string text) return text.Trim();
        if (value is IList list) return list.Cast<object>().Select(item =>
            item is null ? string.Empty : this.Transform(engineIntrinsics, item)).ToArray();
        if (InputKind.Of(inputData) is not string kind) return UnfitInput.Replace(inputData)!;
        PSMemberInfoCollection<PSPropertyInfo> own = PSObject.AsPSObject(inputData).Properties;
        return this.properties.Select(name => own[name]?.Value).OfType<string>().FirstOrDefault()
            ?? throw new ArgumentTransformationMetadataException("A " + InputKind.ShortName(kind) + " was piped, which does not name "
                + this.noun + ". Pipe names, or objects that have one in a property " + string.Join(" or ", this.properties) + ".");
    }
}
