using System;
using System.Net.Http.Headers;
using System.Text;

namespace TwilioEvents.Sandbox.Http;

/// <summary>The one user name and secret that the sandbox lets in, as the header Authorization carries them.</summary>
internal sealed class BasicCredentials
{
    private readonly string parameter;

    public BasicCredentials(string userName, string secret) =>
        this.parameter = Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + secret));

    public bool AreIn(AuthenticationHeaderValue? authorization) =>
        authorization is not null
        && authorization.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        && authorization.Parameter == this.parameter;
}
