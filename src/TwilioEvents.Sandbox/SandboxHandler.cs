using System;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;

namespace TwilioEvents.Sandbox;

/// <summary>
/// Twilio's Events API for sinks in memory: the client in front of it is the one that talks to Twilio.
/// Nothing touches the network, and each handler has a state of its own.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    private readonly object gate = new();
    private readonly Func<DateTimeOffset> clock;
    private readonly SandboxState state;

    /// <summary>A new sandbox with a few sinks of each type.</summary>
    /// <param name="clock">What the time is; the system's clock where it is null.</param>
    public SandboxHandler(Func<DateTimeOffset>? clock = null)
    {
        this.clock = clock ?? (() => DateTimeOffset.UtcNow);
        this.state = new SandboxState(this.clock());
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        cancellationToken.ThrowIfCancellationRequested();
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync().ConfigureAwait(false);
        HttpResponseMessage response;
        lock (this.gate) response = this.Answer(request.Method, request.RequestUri!.AbsolutePath, body);
        response.RequestMessage = request;
        return response;
    }

    private HttpResponseMessage Answer(HttpMethod method, string path, string body)
    {
        string[] parts = path.Split('/');
        bool isOneSink = parts.Length == 4 && parts[1] == "v1" && parts[2] == "Sinks";
        JsonMap? sink = isOneSink ? this.state.FindSink(parts[3]) : null;
        if (sink is null) return Error(HttpStatusCode.NotFound, 20404, "The requested resource " + path + " was not found in the sandbox");
        if (method != HttpMethod.Post) return Error(HttpStatusCode.MethodNotAllowed, 20004, "Method not allowed");
        string? description = FormField(body, "Description");
        if (string.IsNullOrWhiteSpace(description)) return Error(HttpStatusCode.BadRequest, 20001, "Missing required parameter Description in the post body");
        SandboxState.SetDescription(sink, description!, this.clock());
        return Json(HttpStatusCode.OK, sink);
    }

    private static string? FormField(string body, string name)
    {
        foreach (string field in body.Split('&'))
        {
            int equals = field.IndexOf('=');
            if (equals >= 0 && field.Substring(0, equals) == name) return WebUtility.UrlDecode(field.Substring(equals + 1));
        }

        return null;
    }

    private static HttpResponseMessage Error(HttpStatusCode status, int code, string message)
    {
        var error = new JsonMap
        {
            ["code"] = code,
            ["message"] = message,
            ["more_info"] = "https://www.twilio.com/docs/errors/" + code.ToString(CultureInfo.InvariantCulture),
            ["status"] = (int)status,
        };
        return Json(status, error);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonMap body) => new(status)
    {
        Content = new StringContent(JsonText.Write(body), Encoding.UTF8, "application/json"),
        Headers = { { "Twilio-Request-Id", "RQsandbox" } },
    };
}
