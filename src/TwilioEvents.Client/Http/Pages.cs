using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Http;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>A list that is read page by page, each page when it is asked for. Not for many threads at once.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed class Pages<T>
{
    private readonly TwilioEventsClient client;
    private readonly string list;
    private readonly string key;
    private readonly string deed;
    private readonly Func<JsonMap, T> create;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private string? next;

    internal Pages(TwilioEventsClient client, string list, string query, string key, string deed, Func<JsonMap, T> create)
    {
        this.client = client;
        this.list = list;
        this.key = key;
        this.deed = deed;
        this.create = create;
        this.next = query;
        this.seen.Add(query);
    }

    /// <summary>Asks for the next page.</summary>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>What is on it, perhaps nothing; null where there is no further page.</returns>
    /// <exception cref="TwilioEventsException">The call failed, or the next page is not one of this list.</exception>
    public async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancellation)
    {
        if (this.next is null) return null;
        JsonMap answer = await this.client.AskAsync(new Operation(OperationKind.Read, this.list + this.next, this.deed), cancellation).ConfigureAwait(false);
        this.next = this.QueryOfNext((answer["meta"] as JsonMap)?.Text("next_page_url"));
        var items = new List<T>();
        if (answer[this.key] is not IReadOnlyList<object?> page)
        {
            throw new TwilioResponseException("Cannot " + this.deed + ": " + this.client.BaseUri.Host + " answered with something that holds no list named '" + this.key + "'.", RequestOutcome.Refused, 200, null, null);
        }

        foreach (object? item in page)
        {
            if (item is JsonMap map) items.Add(this.create(map));
        }

        return items;
    }

    // Of an address that Twilio gave, only the query is used, on the connection's own host and for this same
    // list: no address from an answer decides where the credentials go.
    private string? QueryOfNext(string? address)
    {
        if (string.IsNullOrEmpty(address)) return null;
        Uri baseUri = this.client.BaseUri;
        if (!Uri.TryCreate(baseUri, address, out Uri? uri)) throw this.Refused("is no address", address!);
        bool ofTwilio = uri.Scheme == Uri.UriSchemeHttps && (uri.Host == "twilio.com" || uri.Host.EndsWith(".twilio.com", StringComparison.OrdinalIgnoreCase));
        bool ofConnection = uri.Scheme == baseUri.Scheme && uri.Authority == baseUri.Authority;
        if (!(ofTwilio || ofConnection) || uri.UserInfo.Length > 0) throw this.Refused("is on a host that is neither Twilio's nor the connection's", address!);
        string path = "/v1/" + this.list;
        if (uri.AbsolutePath != path && uri.AbsolutePath != baseUri.AbsolutePath.TrimEnd('/') + path) throw this.Refused("is not a page of this list", address!);
        if (!this.seen.Add(uri.Query)) throw this.Refused("was read already", address!);
        return uri.Query;
    }

    private TwilioPageException Refused(string problem, string address)
    {
        string shown = Uri.TryCreate(this.client.BaseUri, address, out Uri? uri) ? uri.GetLeftPart(UriPartial.Path).Replace(uri.UserInfo + "@", string.Empty) : address;
        return new TwilioPageException("Cannot " + this.deed + " any further: the next page that " + this.client.BaseUri.Host + " names " + problem + ": " + this.client.CreateScrubber().Show(shown, 200) + ". Nothing was sent there; the items before it are complete.");
    }
}
