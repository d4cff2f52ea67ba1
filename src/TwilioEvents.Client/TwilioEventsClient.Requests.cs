using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Secrets;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <content>Requests that have no operation of their own here: what Twilio adds tomorrow can be tried today.</content>
public sealed partial class TwilioEventsClient
{
    private const string Version = "/v1/";

    /// <summary>What is wrong with the path of a request. It stays below /v1/ of the connection's own address.</summary>
    /// <param name="path">Such as /v1/Sinks?PageSize=20.</param>
    /// <returns>The rest of a sentence that begins with the path, or null where nothing is wrong.</returns>
    public static string? ProblemOfPath(string path)
    {
        if (path is null) throw new ArgumentNullException(nameof(path));
        if (path.Any(c => c is <= ' ' or '\\' or '#' or >= '\u007F'))
            return "holds white space, a backslash, a # or a character that must be percent-encoded";
        if (!path.StartsWith(Version, StringComparison.Ordinal) || path.Length == Version.Length)
            return "does not begin with " + Version + " and a resource";

        // What a server or a proxy on the way would decode, however often it is encoded.
        string decoded = path.Split('?')[0];
        for (string before = string.Empty; before != decoded;)
        {
            before = decoded;
            decoded = Uri.UnescapeDataString(before);
        }

        if (decoded.IndexOf('\\') >= 0) return "holds a backslash";

        // Some servers leave out what stands behind a semicolon.
        return decoded.Substring(1).Split('/').Any(step => step.Split(';')[0] is "" or "." || step.Contains(".."))
            ? "holds an empty step, a '.' or a '..'" : null;
    }

    /// <summary>Sends a request. A POST is tried again only where Twilio cannot have acted.</summary>
    /// <param name="method">GET, POST or DELETE.</param>
    /// <param name="path">A path without a problem: see <see cref="ProblemOfPath"/>.</param>
    /// <param name="body">The fields of the body of a POST by their names: scalars, lists for fields that come more
    /// than once, dictionaries for JSON text; null for none.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The answer as the host's object, what is secret in it masked; null where there is none, as that to a DELETE.</returns>
    /// <exception cref="ArgumentException">The method or the path is not one of those.</exception>
    /// <exception cref="FormatException">A field holds what cannot be sent.</exception>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<object?> RequestAsync(string method, string path, IDictionary? body, CancellationToken cancellation)
    {
        OperationKind kind = method switch
        {
            "GET" => OperationKind.Read,
            "POST" => OperationKind.Create,
            "DELETE" => OperationKind.Delete,
            _ => throw new ArgumentException("The method is GET, POST or DELETE.", nameof(method)),
        };
        var operation =
            new Operation(kind, BehindVersion(path), "send " + method, path, kind == OperationKind.Create ? Fields(body).ToList() : null);
        JsonMap? answer = (await this.SendAsync(operation, cancellation).ConfigureAwait(false))?.Body;
        return answer is null ? null : this.MaskedObject(answer, this.ScrubOf(operation.Form));
    }

    /// <summary>Lists whatever stands below a path, page by page.</summary>
    /// <param name="path">A path without a problem: see <see cref="ProblemOfPath"/>.</param>
    /// <returns>The pages; each is asked for when it is read. What is secret in an item is masked.</returns>
    /// <exception cref="ArgumentException">The path is not one.</exception>
    public Pages<object> RequestPages(string path)
    {
        string list = BehindVersion(path);
        int query = list.IndexOf('?');
        if (query < 0) query = list.Length;
        var scrub = new Lazy<Func<string, string>>(() => this.ScrubOf(null));
        return new Pages<object>(this, list.Substring(0, query), list.Substring(query), null, "list " + PlainText.Show(path, 100),
            item => this.MaskedObject(item, scrub.Value));
    }

    private static string BehindVersion(string path) =>
        ProblemOfPath(path) is string problem ? throw new ArgumentException("The path " + problem + ".", nameof(path))
            : path.Substring(Version.Length);

    private static IEnumerable<KeyValuePair<string, string>> Fields(IDictionary? body)
    {
        if (body is null) yield break;
        foreach (DictionaryEntry entry in body)
        {
            bool isList = entry.Value is IEnumerable and not (string or IDictionary);
            foreach (object? item in isList ? (IEnumerable)entry.Value! : new[] { entry.Value })
            {
                object? value = JsonText.FromObject(item);
                if (value is not null)
                    yield return new KeyValuePair<string, string>((string)entry.Key, JsonText.Scalar(value) ?? JsonText.Write(value));
            }
        }
    }

    private object MaskedObject(JsonMap map, Func<string, string> scrub) =>
        Resource.ToObject(Scrubbed(SecretMask.Apply(map), scrub), this.options.Objects)!;

    // What an unknown answer repeats may be what it was sent. If the secret was forgotten in the meantime, that cannot be checked.
    private Func<string, string> ScrubOf(IReadOnlyList<KeyValuePair<string, string>>? form)
    {
        if (this.options.CreateAuthorization() is not AuthenticationHeaderValue authorization) return _ => SecretMask.Mask;
        IEnumerable<string> secrets = this.options.SecretsOf(authorization);
        return new Redactor(form is null ? secrets : secrets.Concat(SecretMask.Find(form))).Redact;
    }

    private static object? Scrubbed(object? value, Func<string, string> scrub)
    {
        switch (value)
        {
            case JsonMap map:
                var scrubbed = new JsonMap();
                foreach (KeyValuePair<string, object?> property in map.Properties)
                    scrubbed[scrub(property.Key)] = Scrubbed(property.Value, scrub);
                return scrubbed;
            case IReadOnlyList<object?> list:
                return list.Select(item => Scrubbed(item, scrub)).ToList();
            case string text:
                return scrub(text);
            default:
                return value;
        }
    }
}
