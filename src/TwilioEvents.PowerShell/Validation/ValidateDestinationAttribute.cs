using System;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Says in words what is wrong with the address of a webhook.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ValidateDestinationAttribute : ValidateArgumentsAttribute
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(string address)
    {
        const string Right = " Give an http or https address, such as https://example.com/events.";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || !(uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) || uri.Host.Length == 0)
        {
            // A mistyped address may hold a password all the same.
            return "The destination '" + (address.Contains("@") ? "..." + PlainText.Show(address.Substring(address.LastIndexOf('@')), 100) : PlainText.Show(address, 100)) + "' is no web address." + Right;
        }

        return uri.UserInfo.Length > 0
            ? "The destination at " + PlainText.Show(uri.Host, 100) + " holds a user or a password. Give it without, and those with -DestinationCredential: a command line is remembered and logged."
            : null;
    }

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Problem((arguments as Uri)?.OriginalString ?? arguments?.ToString() ?? string.Empty) is string problem) throw new ValidationMetadataException(problem);
    }
}
