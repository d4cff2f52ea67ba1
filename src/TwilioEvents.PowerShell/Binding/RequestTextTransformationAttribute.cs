using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>
/// Takes a part of a request as its text: a Uri as it was written, which PowerShell's own conversion unescapes, and several
/// values joined as HTTP joins them. It never fails: a sender chooses what comes, and an error of binding ends the whole
/// statement, 'if (-not (Test-TwilioSignature ...)) { refuse }' with all that stands in it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequestTextTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputKind.Unwrap(inputData) switch
    {
        null => null,
        string text => text,
        Uri uri => uri.OriginalString,

        // Not its entries: an error of binding shows what was bound.
        IDictionary => string.Empty,
        IEnumerable values => string.Join(", ", values.Cast<object?>().Select(InputKind.Unwrap)),
        object other => other.ToString(),
    };
}
