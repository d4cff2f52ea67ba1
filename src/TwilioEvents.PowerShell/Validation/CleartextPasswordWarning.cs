using System;
using System.Management.Automation;

namespace TwilioEvents.Validation;

/// <summary>Warns where the user name and the password of a webhook go over http.</summary>
internal static class CleartextPasswordWarning
{
    /// <param name="command">Writes the warning.</param>
    /// <param name="definition">The sink that is to be created.</param>
    public static void Check(Cmdlet command, SinkDefinition definition)
    {
        if (definition.GetConfiguration()["destination"] is string text && Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.Scheme == Uri.UriSchemeHttp && address.UserInfo.Length > 0)
        {
            command.WriteWarning("The destination at " + PlainText.Show(address.Host, 100)
                + " is http: anybody on the way can read its user name and password. Use https.");
        }
    }
}
