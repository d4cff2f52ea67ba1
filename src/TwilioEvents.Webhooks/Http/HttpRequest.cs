using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.Webhooks.Http;

/// <summary>Whether the body of a request is there.</summary>
public enum HttpBodyState
{
    /// <summary>The whole body is in <see cref="HttpRequest.Body"/>, also where it is empty.</summary>
    Whole,

    /// <summary>It is larger than a body may be, and was not kept.</summary>
    TooLarge,

    /// <summary>The bodies of other requests in hand leave no room for it, and it was not kept.</summary>
    NoRoom,
}

/// <summary>A request as it came: nothing in it is decoded, sorted or corrected.</summary>
public sealed class HttpRequest
{
    private static readonly char[] PathStarts = { '/', '?' };

    private readonly RequestHead head;

    internal HttpRequest(RequestHead head, byte[] body, HttpBodyState bodyState)
    {
        this.head = head;
        this.Body = body;
        this.BodyState = bodyState;
    }

    /// <summary>The method, such as POST; its case counts.</summary>
    public string Method => this.head.Method;

    /// <summary>What was asked for: mostly a path with its query, from a proxy's client a whole URL, and rarely a *.</summary>
    public string Target => this.head.Target;

    /// <summary>The header fields in the order in which they came. A value is one character for each byte.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => this.head.Headers;

    /// <summary>The body; empty where it was not kept.</summary>
    public byte[] Body { get; }

    /// <summary>Whether the body is there.</summary>
    public HttpBodyState BodyState { get; }

    /// <summary>The path and the query of the target, as they came.</summary>
    public string PathAndQuery
    {
        get
        {
            int scheme = this.Target.StartsWith("/", StringComparison.Ordinal) ? -1 : this.Target.IndexOf("://", StringComparison.Ordinal);
            if (scheme < 0) return this.Target;
            int path = this.Target.IndexOfAny(PathStarts, scheme + 3);
            return path < 0 ? "/" : this.Target[path] == '?' ? "/" + this.Target.Substring(path) : this.Target.Substring(path);
        }
    }

    /// <summary>The values of a header field, in the order in which they came.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>No value, one, or several.</returns>
    public IEnumerable<string> Values(string name) =>
        this.Headers.Where(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>The first value of a header field, or null.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The value.</returns>
    public string? Value(string name)
    {
        foreach (KeyValuePair<string, string> field in this.Headers)
        {
            if (string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase)) return field.Value;
        }

        return null;
    }
}
