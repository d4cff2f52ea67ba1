using System;
using System.Collections;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>
/// Makes a web address out of text. The engine's own conversion repeats the text in its error, a password included, and an
/// error record shows what its command was given: what may be a secret in the address is masked before anybody sees it,
/// and the command refuses it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    private readonly string example;

    /// <param name="example">An address that is right.</param>
    public AddressTransformationAttribute(string example) => this.example = example;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is null) return null;
        string? text = (value as Uri)?.OriginalString.Trim() ?? (value as string)?.Trim();
        if (text is null) throw this.Wrong(value is IList ? "The parameter takes one address, not a list."
            : "An object of the type " + value.GetType().Name + " is not an address.");
        if (text.Length == 0) throw this.Wrong("The address is blank.");
        if (text.IndexOf("://", StringComparison.Ordinal) < 0) throw this.Wrong("The address does not begin with http:// or https://.");
        if (!Uri.TryCreate(text, UriKind.Absolute,
            out Uri? uri)) throw this.Wrong("The address cannot be read. It is not repeated here, because it can contain a password.");
        return Masked(uri);
    }

    private static Uri Masked(Uri uri)
    {
        if (uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0) return uri;
        var shown = new UriBuilder(uri) { Password = string.Empty };
        if (uri.UserInfo.Length > 0) shown.UserName = SecretMask.Mask;
        if (uri.Query.Length > 0) shown.Query = SecretMask.Mask;
        if (uri.Fragment.Length > 0) shown.Fragment = SecretMask.Mask;
        return shown.Uri;
    }

    private ArgumentTransformationMetadataException Wrong(string problem) => new(problem + " Write it as " + this.example + ".");
}
