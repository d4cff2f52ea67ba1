using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.Validation;

namespace TwilioEvents.Binding;

/// <summary>
/// Takes the white space off a Sid (lines of a file have it), and takes a Sid out of an object that is given or piped
/// whole. What it does not know it leaves to the binder, which goes on to the property of the parameter's own name.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class SidTransformationAttribute : ArgumentTransformationAttribute
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly SidRule? own;
    private readonly string? kind;
    private readonly string? property;

    /// <summary>From text, and from the property Sid of an object that has one of the right kind there.</summary>
    /// <param name="own">What the Sid is the Sid of.</param>
    public SidTransformationAttribute(SidKind own) => this.own = SidRule.Of(own);

    /// <summary>From text, and from objects of one kind.</summary>
    /// <param name="kind">The class of the object, live or deserialised.</param>
    /// <param name="property">The property that holds the Sid.</param>
    public SidTransformationAttribute(Type kind, string property)
    {
        this.Kind = kind;
        this.kind = kind.FullName;
        this.property = property;
    }

    /// <summary>From all of these.</summary>
    /// <param name="own">What the Sid is the Sid of.</param>
    /// <param name="kind">The class of the object, live or deserialised.</param>
    /// <param name="property">The property that holds the Sid.</param>
    public SidTransformationAttribute(SidKind own, Type kind, string property)
        : this(kind, property) => this.own = SidRule.Of(own);

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

        return this.SidOf(inputData) ?? UnfitInput.Replace(inputData)!;
    }

    private string? SidOf(object input)
    {
        if (this.kind is not null && InputKind.Is(input, this.kind)) return Text(input, this.property!);
        bool mayHaveOne = this.own is not null && (InputKind.Unwrap(input) is PSCustomObject || InputKind.Of(input) is not null);
        string? sid = mayHaveOne ? Text(input, nameof(Sink.Sid)) : null;
        return sid is not null && this.own!.IsMatch(sid) ? sid : null;
    }

    private static string? Text(object input, string property) =>
        PSObject.AsPSObject(input).Properties[property] is PSPropertyInfo found
            && found.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property
            && InputKind.Unwrap(found.Value) is string text ? Trim(text) : null;
}
