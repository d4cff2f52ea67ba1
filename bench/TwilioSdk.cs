using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest.Events.V1;

namespace TwilioEvents.Bench;

/// <summary>The same updates with Twilio's own SDK, over its client for System.Net.Http.</summary>
internal sealed class TwilioSdk : IDisposable
{
    private readonly System.Net.Http.HttpClient http;
    private readonly TwilioRestClient client;

    public TwilioSdk(Uri baseUri, string account, string secret)
    {
        this.http = new System.Net.Http.HttpClient(new Redirection(baseUri));
        this.client = new TwilioRestClient(account, secret, httpClient: new SystemNetHttpClient(this.http));
    }

    /// <summary>Sets the description of each sink.</summary>
    /// <param name="sids">The sinks.</param>
    /// <param name="limit">How many calls may be under way at a time.</param>
    public void Run(string[] sids, int limit)
    {
        if (limit == 1)
        {
            foreach (string sid in sids) this.UpdateAsync(sid).GetAwaiter().GetResult();
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = limit };
        Parallel.ForEachAsync(sids, options, async (sid, _) => await this.UpdateAsync(sid)).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => this.http.Dispose();

    private Task<SinkResource> UpdateAsync(string sid) => SinkResource.UpdateAsync(sid, "Billing events", this.client);

    /// <summary>The SDK knows no address but Twilio's: this leads its requests to the server of the bench, and does nothing else.</summary>
    private sealed class Redirection(Uri baseUri) : DelegatingHandler(new HttpClientHandler { UseProxy = false, UseCookies = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(baseUri, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
