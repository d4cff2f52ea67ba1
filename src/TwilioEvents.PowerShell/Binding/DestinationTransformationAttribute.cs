using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace TwilioEvents.Binding;

/// <summary>
/// Makes the address of a webhook out of text, and says in words what is wrong with it. Not a validation:
/// that one comes behind the conversion to a Uri, whose message repeats the text, a password in it included.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class DestinationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>What is wrong, or null.</summary>
    /// <param name="address">The address.</param>
    /// <param name="credential">The parameter that a user and a password in it belong to.</param>
    public static string? Problem(string address, string credential = "-DestinationCredential")
    {
        const string Right = " Give an http or https address, such as https://example.com/events.";
        if (address.Length == 0) return "The destination is blank." + Right;
        if (!SinkShape.IsWebAddress(address))
        {
            // A mistyped address can also contain a password.
            return "The destination '" + (address.Contains("@")
                ? "..." + PlainText.Show(address.Substring(address.LastIndexOf('@')), 100)
                : PlainText.Show(address, 100)) + "' is not a web address." + Right;
        }

        var uri = new Uri(address);
        return uri.UserInfo.Length > 0
            ? "The destination at " + PlainText.Show(uri.Host, 100)
                + " contains a user name or a password. Leave them out, and give them with " + credential + ": command lines are "
                + "stored and logged."
            : null;
    }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = InputKind.Unwrap(inputData);
        if (value is IList list) throw new ArgumentTransformationMetadataException("One sink has one destination, and "
            + list.Count.ToString(CultureInfo.InvariantCulture)
            + " were given. Use the command once for each, or pipe rows with a column Destination.");
        string address = ((value as Uri)?.OriginalString ?? value?.ToString() ?? string.Empty).Trim();
        return Problem(address) is string problem ? throw new ArgumentTransformationMetadataException(problem) : new Uri(address);
    }
}
