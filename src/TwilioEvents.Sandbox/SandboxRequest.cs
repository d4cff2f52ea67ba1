using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace TwilioEvents.Sandbox;

/// <summary>A request as the operations want it: the path in its parts, the fields of query and form decoded.</summary>
internal sealed class SandboxRequest
{
    public SandboxRequest(string method, Uri uri, string body)
    {
        this.Method = method;
        this.EscapedPath = uri.AbsolutePath;
        this.Path = uri.AbsolutePath.Split('/').Skip(1).Select(Uri.UnescapeDataString).ToArray();
        this.Query = new Fields(uri.Query.TrimStart('?'));
        this.Form = new Fields(body);
    }

    public string Method { get; }

    public string EscapedPath { get; }

    public string[] Path { get; }

    public Fields Query { get; }

    public Fields Form { get; }
}

/// <summary>The fields of a query or a form, in their order. Names are case-sensitive, and may come more than once.</summary>
internal sealed class Fields
{
    private readonly List<KeyValuePair<string, string>> fields = new();

    public Fields(string text)
    {
        foreach (string field in text.Split('&'))
        {
            int equals = field.IndexOf('=');
            if (equals < 0) continue;
            this.fields.Add(new KeyValuePair<string, string>(WebUtility.UrlDecode(field.Substring(0, equals)), WebUtility.UrlDecode(field.Substring(equals + 1))));
        }
    }

    /// <summary>The first value under a name, or null where there is none.</summary>
    public string? this[string name] => this.All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => this.fields.Where(field => field.Key == name).Select(field => field.Value);

    /// <summary>The first value under a name.</summary>
    /// <exception cref="Refusal">There is none, or it is blank.</exception>
    public string Required(string name) => string.IsNullOrWhiteSpace(this[name]) ? throw Refusal.Missing(name) : this[name]!;
}
