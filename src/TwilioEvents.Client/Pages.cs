using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <summary>A list that is read page by page, each page when it is asked for. Not for many threads at once.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed class Pages<T>
{
    /// <summary>
    /// The longest query of a next page, in characters. Twilio's have about a hundred; a line of 8 KB is more than most
    /// servers read.
    /// </summary>
    private const int LongestQuery = 8000;

    private readonly TwilioEventsClient client;
    private readonly string list;
    private readonly string? key;
    private readonly string action;
    private readonly Func<JsonMap, T> create;

    // Hashes, since a list may go on for ever.
    private readonly HashSet<long> seen = new();
    private string? next;
    private TwilioPageException? refused;

    internal Pages(TwilioEventsClient client, string list, string query, string? key, string action, Func<JsonMap, T> create)
    {
        this.client = client;
        this.list = list;
        this.key = key;
        this.action = action;
        this.create = create;
        this.next = query;
        this.seen.Add(Hash(query));
    }

    private string Host => this.client.ServerName;

    /// <summary>What stands in front of the list: v1, or that of a sandbox's own operations.</summary>
    internal string Api { get; set; } = "v1";

    /// <summary>Asks for the next page.</summary>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The items of the page, which can be none; null if there is no further page.</returns>
    /// <exception cref="TwilioEventsException">The call failed, or the next page is not one of this list.</exception>
    public async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancellation)
    {
        if (this.refused is not null) throw this.refused;
        if (this.next is null) return null;
        var operation = new Operation(OperationKind.Read, this.list + this.next, this.action) { Api = this.Api };
        Answer answer = (await this.client.SendAsync(operation, cancellation).ConfigureAwait(false))!;
        var items = new List<T>();

        // A list whose name is not known here names it itself.
        string? key = this.key ?? (answer.Body!["meta"] as JsonMap)?.Text("key");
        if ((key is null ? null : answer.Body![key]) is not IReadOnlyList<object?> page)
        {
            string problem =
                " answered with something that contains no list" + (key is null ? "." : " named '" + PlainText.Show(key, 60) + "'.");
            string message = "Cannot " + this.action + ": " + this.Host + problem;
            throw new TwilioResponseException(message, RequestOutcome.Refused, answer.StatusCode, this.RequestIdOf(answer), null);
        }

        foreach (object? item in page)
        {
            if (item is JsonMap map) items.Add(this.create(map));
        }

        this.Follow(answer);
        return items;
    }

    // Of an address that Twilio gave, only the query is used, on the connection's own host and for this same
    // list: no address from an answer decides where the credentials go. One that is refused is an error when
    // the page is asked for, so that the items of this one are given first.
    private void Follow(Answer answer)
    {
        this.next = null;
        object? named = (answer.Body!["meta"] as JsonMap)?["next_page_url"];
        string? address = named is null or string ? (string?)named : JsonText.Write(named);
        if (string.IsNullOrEmpty(address)) return;
        string? problem = this.ProblemOf(address!, out Uri? uri);
        if (problem is null) this.next = uri!.Query;
        else this.refused = this.Refusal(problem, address!, uri, answer);
    }

    private string? ProblemOf(string address, out Uri? uri)
    {
        Uri baseUri = this.client.BaseUri;
        string path = "/" + this.Api + "/" + this.list, basePath = baseUri.AbsolutePath.TrimEnd('/');
        if (!Uri.TryCreate(new Uri(baseUri, basePath + path), address, out uri)) return "is not an address";
        if (uri.UserInfo.Length > 0) return "holds a user name or a password";
        if (uri.Scheme != baseUri.Scheme || uri.Authority != baseUri.Authority)
        {
            if (!TwilioHosts.IsTwilio(uri)) return "is on a host that is neither Twilio's nor the connection's";
            if (uri.Scheme != Uri.UriSchemeHttps) return "is not https";
        }

        if (uri.AbsolutePath != path && uri.AbsolutePath != basePath + path) return "is not a page of this list";
        string longest = LongestQuery.ToString(CultureInfo.InvariantCulture);
        if (uri.Query.Length > LongestQuery) return "has a query of more than " + longest + " characters";
        return this.seen.Add(Hash(uri.Query)) ? null : "was read already";
    }

    private TwilioPageException Refusal(string problem, string address, Uri? uri, Answer answer)
    {
        string shown = uri is null ? address : uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        string message = "Cannot " + this.action + " any further: the next page that " + this.Host + " names " + problem + ": "
            + this.client.Show(shown, 200) + ". Nothing was sent there; the items before it are complete.";
        return new TwilioPageException(message, answer.StatusCode, this.RequestIdOf(answer));
    }

    private string? RequestIdOf(Answer answer) => answer.RequestId is string id ? this.client.Show(id, 100) : null;

    // FNV-1a. A server that makes two queries with the same hash only ends its own list.
    private static long Hash(string query)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in query) hash = unchecked((hash ^ c) * 1099511628211);
        return unchecked((long)hash);
    }
}
