using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TwilioEvents.Sandbox;

/// <summary>
/// Twilio's Events API in memory: the client in front of it is the one that talks to Twilio. Nothing
/// touches the network, nothing is delivered, and each handler has a state of its own. Safe for many threads.
/// See https://www.twilio.com/docs/events.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    private readonly object gate = new();
    private readonly SandboxRouter router;

    /// <summary>A new sandbox with a few sinks of each type and two subscriptions.</summary>
    /// <param name="clock">What the time is; the system's clock where it is null.</param>
    public SandboxHandler(Func<DateTimeOffset>? clock = null)
    {
        this.State = new SandboxState(clock ?? (() => DateTimeOffset.UtcNow));
        StartingState.Fill(this.State);
        this.router = new SandboxRouter(this.State);
    }

    /// <summary>What the sandbox holds. Requests under way change it.</summary>
    internal SandboxState State { get; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        if (request.RequestUri is not { IsAbsoluteUri: true } uri) throw new ArgumentException("The request has no absolute URI.", nameof(request));
        cancellationToken.ThrowIfCancellationRequested();

        // Not as a string: that throws where a header names an encoding that does not exist.
        byte[] body = request.Content is null ? Array.Empty<byte>() : await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var parsed = new SandboxRequest(request.Method.Method, uri, Encoding.UTF8.GetString(body));
        SandboxAnswer answer;

        // The answer is text when the lock is left: what the state holds goes on changing.
        lock (this.gate) answer = this.router.Answer(parsed);
        HttpResponseMessage response = answer.ToResponse();
        response.RequestMessage = request;
        return response;
    }
}
