using System.Collections.Generic;
using System.Net.Http;
using TwilioEvents.Json;

namespace TwilioEvents.Transport;

/// <summary>An answer that said success and could be read.</summary>
internal sealed class Answer
{
    public Answer(HttpResponseMessage response, JsonMap? body)
    {
        this.StatusCode = (int)response.StatusCode;
        this.RequestId = RequestIdOf(response);
        this.Body = body;
    }

    /// <summary>The HTTP status, 200 to 299.</summary>
    public int StatusCode { get; }

    /// <summary>The header Twilio-Request-Id as it came, not yet safe to show; null where there is none.</summary>
    public string? RequestId { get; }

    /// <summary>What was answered; null to a deletion.</summary>
    public JsonMap? Body { get; }

    /// <summary>The header Twilio-Request-Id as it came, not yet safe to show; null where there is none.</summary>
    public static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Twilio-Request-Id", out IEnumerable<string>? values) ? string.Join(", ", values) : null;
}
