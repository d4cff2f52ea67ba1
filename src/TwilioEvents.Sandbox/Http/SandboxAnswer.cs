using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text;
using TwilioEvents.Json;
using TwilioEvents.Webhooks.Http;

namespace TwilioEvents.Sandbox.Http;

/// <summary>A status and the JSON text that goes with it, for both doors of a sandbox.</summary>
internal sealed class SandboxAnswer
{
    private const string ContentType = "application/json";

    private readonly HttpStatusCode status;
    private readonly string? text;
    private readonly List<KeyValuePair<string, string>> headers = new() { new("Twilio-Request-Id", "RQsandbox") };

    private SandboxAnswer(HttpStatusCode status, JsonMap? body)
    {
        this.status = status;
        this.text = body is null ? null : JsonText.Write(body);
        if (status == HttpStatusCode.Unauthorized) this.headers.Add(new("WWW-Authenticate", "Basic realm=\"Twilio API\""));
    }

    public static SandboxAnswer Ok(JsonMap body) => new(HttpStatusCode.OK, body);

    public static SandboxAnswer Created(JsonMap body) => new(HttpStatusCode.Created, body);

    public static SandboxAnswer NoContent() => new(HttpStatusCode.NoContent, null);

    public static SandboxAnswer Error(Refusal refusal)
    {
        var answer = new SandboxAnswer(refusal.Status, new JsonMap
        {
            ["code"] = refusal.Code,
            ["message"] = refusal.Message,
            ["more_info"] = "https://www.twilio.com/docs/errors/" + refusal.Code.ToString(CultureInfo.InvariantCulture),
            ["status"] = (int)refusal.Status,
        });
        if ((int)refusal.Status == 429)
            answer.headers.Add(new("Retry-After", refusal.RetryAfter.ToString(CultureInfo.InvariantCulture)));
        return answer;
    }

    /// <summary>For whoever is in the same process.</summary>
    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage(this.status)
        {
            Content = this.text is null
                ? new ByteArrayContent(Array.Empty<byte>())
                : new StringContent(this.text, Encoding.UTF8, ContentType),
        };
        foreach (KeyValuePair<string, string> header in this.headers) response.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return response;
    }

    /// <summary>For the network.</summary>
    public HttpAnswer ToHttpAnswer()
    {
        if (this.text is null) return new HttpAnswer((int)this.status, this.status.ToString(), null, this.headers);
        var all = new List<KeyValuePair<string, string>>(this.headers) { new("Content-Type", ContentType + "; charset=utf-8") };
        return new HttpAnswer((int)this.status, this.status.ToString(), Encoding.UTF8.GetBytes(this.text), all);
    }
}
