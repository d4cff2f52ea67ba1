using System;
using System.Collections.Generic;

namespace TwilioEvents.Connection;

/// <summary>Warns of the address of a connection before anything is sent to it.</summary>
internal static class AddressWarning
{
    /// <summary>The warnings: that credentials go to a host that is not Twilio's, and that /v1 is in the address twice.</summary>
    public static IEnumerable<string> Of(TwilioEventsConnection connection)
    {
        Uri uri = connection.BaseUri;
        if (!connection.IsSandbox && !TwilioHosts.IsTwilio(uri))
        {
            // As DNS knows it: a letter that looks like one of Twilio's shows.
            string host = uri.HostNameType == UriHostNameType.Dns ? uri.Authority.Replace(uri.Host, uri.IdnHost) : uri.Authority;
            yield return "The credentials of " + connection.UserName + " go to " + host + ", which is not Twilio's.";
        }

        if (uri.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal))
        {
            yield return "Requests go to " + PlainText.Show(uri.AbsoluteUri.TrimEnd('/'), 200)
                + "/v1, because -BaseUri is the address before /v1. Remove /v1 from its end, unless that is intended.";
        }
    }
}
