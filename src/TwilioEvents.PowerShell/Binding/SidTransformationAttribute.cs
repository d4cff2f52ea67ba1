using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// Takes the white space off a Sid (lines of a file have it), and takes a Sid out of an object that is piped
/// whole: of each kind that is named, the property that is named. What it does not know it leaves to the
/// binder, which goes on to the property of the parameter's own name.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class SidTransformationAttribute : ArgumentTransformationAttribute
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly string? kind;
    private readonly string? property;

    /// <summary>From text alone.</summary>
    public SidTransformationAttribute()
    {
    }

    /// <summary>From text, and from objects of one kind.</summary>
    /// <param name="kind">The class of the object, live or deserialised.</param>
    /// <param name="property">The property that holds the Sid.</param>
    public SidTransformationAttribute(Type kind, string property)
    {
        this.Kind = kind;
        this.kind = kind.FullName;
        this.property = property;
    }

    public Type? Kind { get; }

    /// <summary>Whether the parameter takes several Sids.</summary>
    public bool Several { get; set; }

    /// <summary>Files have white space around their lines, and a byte order mark where they were put together.</summary>
    private static string Trim(string text)
    {
        text = text.Trim();
        return text.Length > 0 && text[0] == ByteOrderMark ? text.Substring(1).Trim() : text;
    }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = InputKind.Unwrap(inputData)!;
        if (value is string text) return Trim(text);
        if (value is IList list and not byte[])
        {
            if (!this.Several) OneValue.ThrowIfList(list);
            return list.Cast<object>().Select(item => item is null ? string.Empty : this.Transform(engineIntrinsics, item)).ToArray();
        }

        return this.kind is not null && InputKind.Is(inputData, this.kind)
            && PSObject.AsPSObject(inputData).Properties[this.property]?.Value is string sid
            ? sid
            : UnfitInput.Replace(inputData)!;
    }
}
