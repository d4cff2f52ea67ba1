using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;

namespace TwilioEvents.Transport;

/// <summary>Finds out whether an address is a sandbox of this module, with the one request that carries no credentials.</summary>
internal static class SandboxProbe
{
    /// <summary>The path in front of a sandbox's own operations.</summary>
    public const string Path = "sandbox";

    /// <summary>The field of the answer that no other server has.</summary>
    public const string Field = "twilio_events_sandbox";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Sends it.</summary>
    /// <param name="http">What sends it.</param>
    /// <param name="options">Where.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>Whether a sandbox answered within a second.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<bool> RunAsync(HttpMessageInvoker http, TwilioEventsClientOptions options, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Root + Path);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        options.Clock.CancelAfter(limit, Timeout);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) return false;
            AnswerBody body = await AnswerBody.ReadAsync(response.Content, limit.Token).ConfigureAwait(false);
            return body.Text is not null && JsonText.Parse(body.Text) is JsonMap map && map[Field] is not null;
        }
        catch (Exception e) when (e is OperationCanceledException or FormatException || NetworkErrors.Includes(e))
        {
            // Whatever else is there is not a sandbox; what is wrong with it, the first command says.
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }
}
