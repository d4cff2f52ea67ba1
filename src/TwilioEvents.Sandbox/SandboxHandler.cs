using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox;

/// <summary>
/// Twilio's Events API in memory: the client in front of it is the one that talks to Twilio. Nothing
/// touches the network, nothing is delivered, and each handler has its own state. Safe for many threads.
/// See https://www.twilio.com/docs/events.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    /// <summary>The account of a sandbox unless another is given: AC and 32 zeros.</summary>
    public const string DefaultAccountSid = "AC00000000000000000000000000000000";

    /// <summary>The secret of a sandbox unless another is given.</summary>
    public const string DefaultSecret = "secret-of-the-sandbox";

    private readonly object gate = new();
    private readonly BasicCredentials credentials;
    private readonly SandboxRouter router;

    /// <summary>A new sandbox with a few sinks of each type and two subscriptions.</summary>
    /// <param name="accountSid">Whose account it is: the user name that it takes, and the account_sid of its resources.</param>
    /// <param name="secret">The secret that it takes. A request with other credentials, or with none, is answered 401.</param>
    /// <param name="clock">What the time is; the system's clock where it is null.</param>
    public SandboxHandler(string accountSid = DefaultAccountSid, string secret = DefaultSecret, Func<DateTimeOffset>? clock = null)
    {
        this.credentials = new BasicCredentials(
            accountSid ?? throw new ArgumentNullException(nameof(accountSid)), secret ?? throw new ArgumentNullException(nameof(secret)));
        this.State = new SandboxState(accountSid, clock ?? (() => DateTimeOffset.UtcNow));
        StartingState.Fill(this.State);
        this.router = new SandboxRouter(this.State);
    }

    /// <summary>The state of the sandbox. Requests in progress change it.</summary>
    internal SandboxState State { get; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        if (request.RequestUri is not { IsAbsoluteUri: true } uri)
        {
            throw new ArgumentException("The request has no absolute URI.", nameof(request));
        }

        cancellationToken.ThrowIfCancellationRequested();

        // Not as a string: that throws where a header names an encoding that does not exist.
        byte[] body = request.Content is null ? Array.Empty<byte>() : await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var parsed = new SandboxRequest(request.Method.Method, uri, Encoding.UTF8.GetString(body));
        HttpResponseMessage response = this.Answer(request, parsed).ToResponse();
        response.RequestMessage = request;
        return response;
    }

    private SandboxAnswer Answer(HttpRequestMessage request, SandboxRequest parsed)
    {
        if (!this.credentials.AreIn(request.Headers.Authorization)) return SandboxAnswer.Error(Refusal.Unauthorized());

        // The answer is text when the lock is left: what the state holds goes on changing.
        lock (this.gate) return this.router.Answer(parsed);
    }
}
