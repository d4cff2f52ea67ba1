using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Http;
using TwilioEvents.Json;

namespace TwilioEvents;

/// <summary>
/// The Events API over one pool of connections. See https://www.twilio.com/docs/events.
/// Every call throws <see cref="TwilioEventsException"/> when it fails, and
/// <see cref="OperationCanceledException"/> when its token is cancelled. Safe for many threads.
/// </summary>
public sealed partial class TwilioEventsClient : IDisposable
{
    /// <summary>Far above any answer of the Events API; keeps a hostile one from filling the memory.</summary>
    private const int MaximumAnswerBytes = 16 * 1024 * 1024;

    private readonly HttpClient http;
    private readonly TwilioEventsClientOptions options;
    private readonly string root;

    /// <summary>Connects over the network, through the system's proxy.</summary>
    /// <param name="options">Where, as whom, how long.</param>
    public TwilioEventsClient(TwilioEventsClientOptions options)
        : this(options, NetworkHandler.Create(options ?? throw new ArgumentNullException(nameof(options))))
    {
    }

    /// <summary>Sends every request into a handler.</summary>
    /// <param name="options">Where, as whom, how long.</param>
    /// <param name="handler">What answers; disposed with the client.</param>
    public TwilioEventsClient(TwilioEventsClientOptions options, HttpMessageHandler handler)
    {
        this.options = options ?? throw new ArgumentNullException(nameof(options));
        if (!IsAllowed(options.BaseUri)) throw new ArgumentException("The base URI must be https, or http to loopback, and hold no user information, query or fragment.", nameof(options));
        this.root = options.BaseUri.AbsoluteUri.TrimEnd('/') + "/v1/";
        this.http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether credentials may go there: https, or http to loopback, and nothing in it but a host and a path.</summary>
    /// <param name="uri">The base URI.</param>
    /// <returns>True where it is allowed.</returns>
    public static bool IsAllowed(Uri uri) =>
        uri is { IsAbsoluteUri: true }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    /// <summary>Changes the description of a sink: POST /v1/Sinks/{Sid}.</summary>
    /// <param name="sid">The Sid of the sink.</param>
    /// <param name="description">The new description.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The sink as it is now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<Sink> UpdateSinkAsync(string sid, string description, CancellationToken cancellation)
    {
        var form = new[] { new KeyValuePair<string, string>("Description", description) };
        JsonMap answer = await this.SendAsync(HttpMethod.Post, "Sinks/" + Uri.EscapeDataString(sid), form, "set the description of sink " + sid, cancellation).ConfigureAwait(false);
        return new Sink(answer, this.options.Objects);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => this.http.Dispose();

    private async Task<JsonMap> SendAsync(HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>>? form, string deed, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, this.root + path) { Content = form is null ? null : FormBody.Create(form) };
        request.Headers.Authorization = this.options.CreateAuthorization();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", this.options.UserAgent);
        request.Headers.ExpectContinue = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(this.options.Timeout);
        try
        {
            using HttpResponseMessage response = await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            return await ReadAsync(response, deed, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Failures.Timeout(deed, this.options.BaseUri, this.options.Timeout, e);
        }
        catch (Exception e) when (Failures.IsOfTheConnection(e))
        {
            cancellation.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested) throw Failures.Timeout(deed, this.options.BaseUri, this.options.Timeout, e);
            throw Failures.Connection(deed, this.options.BaseUri, e);
        }
    }

    private static async Task<JsonMap> ReadAsync(HttpResponseMessage response, string deed, CancellationToken cancellation)
    {
        string? body = null;
        Exception? broken = null;
        try
        {
            body = await ReadTextAsync(response.Content, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when ((Failures.IsOfTheConnection(e) || e is InvalidDataException) && !cancellation.IsCancellationRequested)
        {
            broken = e;
        }

        if (!response.IsSuccessStatusCode) throw Failures.Api(deed, response, body, broken);
        if (broken is not null) throw Failures.Response(deed, response, "its text was cut off or could not be read", broken);
        if (string.IsNullOrWhiteSpace(body)) throw Failures.Response(deed, response, "with nothing in it", null);
        try
        {
            return JsonText.Parse(body!) as JsonMap ?? throw new FormatException("The JSON text is not an object.");
        }
        catch (FormatException e)
        {
            throw Failures.Response(deed, response, "its text is not the JSON that was expected", e);
        }
    }

    private static async Task<string> ReadTextAsync(HttpContent content, CancellationToken cancellation)
    {
        using Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        var text = new MemoryStream();
        var buffer = new byte[4096];
        int count;
        while ((count = await stream.ReadAsync(buffer, 0, buffer.Length, cancellation).ConfigureAwait(false)) > 0)
        {
            text.Write(buffer, 0, count);
            if (text.Length > MaximumAnswerBytes) throw new InvalidDataException("The answer is longer than 16 MiB.");
        }

        text.Position = 0;
        using var reader = new StreamReader(text, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
