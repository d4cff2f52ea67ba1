using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json.Linq;

namespace TwilioEvents.Bench;

/// <summary>
/// What the module is held against: an HttpClient loop that sends the same headers and body, and parses the answer with
/// Newtonsoft.Json.
/// </summary>
internal sealed class Floor : IDisposable
{
    private readonly HttpClient http =
        new(new HttpClientHandler { UseProxy = false, UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate });
    private readonly string sinks;
    private readonly string basic;
    private readonly string userAgent;

    public Floor(Uri baseUri, string account, string secret, string userAgent)
    {
        this.sinks = baseUri + "v1/Sinks/";
        this.basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(account + ":" + secret));
        this.userAgent = userAgent;
    }

    /// <summary>Sets the description of each sink, one after the other.</summary>
    public void Run(ReadOnlySpan<string> sids)
    {
        foreach (string sid in sids)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, this.sinks + sid);
            request.Content = new FormUrlEncodedContent([new KeyValuePair<string, string>("Description", "Billing events")]);
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", this.basic);
            request.Headers.Accept.ParseAdd("application/json");
            request.Headers.TryAddWithoutValidation("User-Agent", this.userAgent);
            using HttpResponseMessage response = this.http.SendAsync(request).GetAwaiter().GetResult();
            _ = JObject.Parse(response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => this.http.Dispose();
}
