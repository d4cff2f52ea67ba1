using System;
using System.Linq;

namespace TwilioEvents.Sandbox.Http;

/// <summary>A request as the operations want it: the path in its parts, the fields of query and form decoded.</summary>
internal sealed class SandboxRequest
{
    public SandboxRequest(string method, Uri uri, string body)
    {
        this.Method = method;
        this.Origin = uri.GetLeftPart(UriPartial.Authority);
        this.EscapedPath = uri.AbsolutePath;
        this.Path = uri.AbsolutePath.Split('/').Skip(1).Select(Uri.UnescapeDataString).ToArray();
        this.Query = new Fields(uri.Query.TrimStart('?'));
        this.Form = new Fields(body);
    }

    public string Method { get; }

    /// <summary>
    /// Scheme, host and port that the request was sent to. The addresses in its answer begin with it: a client
    /// that follows one takes its credentials along.
    /// </summary>
    public string Origin { get; }

    public string EscapedPath { get; }

    public string[] Path { get; }

    public Fields Query { get; }

    public Fields Form { get; }
}
