using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox.Http;

/// <summary>A status and the JSON text that goes with it.</summary>
internal sealed class SandboxAnswer
{
    private readonly HttpStatusCode status;
    private readonly string? text;

    private SandboxAnswer(HttpStatusCode status, JsonMap? body)
    {
        this.status = status;
        this.text = body is null ? null : JsonText.Write(body);
    }

    public static SandboxAnswer Ok(JsonMap body) => new(HttpStatusCode.OK, body);

    public static SandboxAnswer Created(JsonMap body) => new(HttpStatusCode.Created, body);

    public static SandboxAnswer NoContent() => new(HttpStatusCode.NoContent, null);

    public static SandboxAnswer Error(Refusal refusal) => new(refusal.Status, new JsonMap
    {
        ["code"] = refusal.Code,
        ["message"] = refusal.Message,
        ["more_info"] = "https://www.twilio.com/docs/errors/" + refusal.Code.ToString(CultureInfo.InvariantCulture),
        ["status"] = (int)refusal.Status,
    });

    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage(this.status)
        {
            Content = this.text is null
                ? new ByteArrayContent(Array.Empty<byte>())
                : new StringContent(this.text, Encoding.UTF8, "application/json"),
        };
        response.Headers.Add("Twilio-Request-Id", "RQsandbox");
        if (this.status == HttpStatusCode.Unauthorized) response.Headers.Add("WWW-Authenticate", "Basic realm=\"Twilio API\"");
        return response;
    }
}
