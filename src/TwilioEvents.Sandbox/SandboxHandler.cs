using System;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Sandbox.Delivery;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox;

/// <summary>
/// A sandbox: Twilio's Events API in memory, with a state of its own. As an HttpMessageHandler it answers a client of the same
/// process, which is the one that talks to Twilio; a <see cref="SandboxServer"/> serves it to everybody else. Safe for many
/// threads. See https://www.twilio.com/docs/events.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    /// <summary>The account of a sandbox unless another is given: AC and 32 zeros.</summary>
    public const string DefaultAccountSid = "AC00000000000000000000000000000000";

    private const string CutMessage = "The sandbox ended the connection without an answer, as it was told.";

    /// <summary>How long a request for events waits for room before it is refused.</summary>
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(5);

    private readonly Clock realTime;
    private readonly BasicCredentials credentials;
    private readonly Dispatcher dispatcher;
    private readonly SandboxRouter router;

    /// <summary>A new sandbox with a few sinks of each type and two subscriptions, or an empty one.</summary>
    /// <param name="accountSid">Whose account it is: the user name that it takes, and the account_sid of its resources.</param>
    /// <param name="authToken">The Auth Token that it takes; a random one where it is null. A request with other credentials, or
    /// with none, is answered 401.</param>
    /// <param name="clock">Time and chance; the machine's where it is null.</param>
    /// <param name="isEmpty">Whether it has neither sinks nor subscriptions.</param>
    public SandboxHandler(
        string accountSid = DefaultAccountSid, string? authToken = null, Clock? clock = null, bool isEmpty = false)
    {
        this.AccountSid = accountSid ?? throw new ArgumentNullException(nameof(accountSid));
        this.AuthToken = authToken ?? NewAuthToken();
        this.credentials = new BasicCredentials(this.AccountSid, this.AuthToken);
        this.realTime = clock ?? Clock.System;
        this.State = new SandboxState(accountSid, this.realTime);
        if (!isEmpty) StartingState.Fill(this.State);
        var log = new DeliveryLog();
        this.dispatcher = new Dispatcher(this.State, log, this.realTime, this.AuthToken);
        this.router = new SandboxRouter(this.State, new EventSender(this.State, log, this.dispatcher), log, this.dispatcher);
    }

    /// <summary>Whose account it is.</summary>
    public string AccountSid { get; }

    /// <summary>The Auth Token of the account. It is a secret, also that of a sandbox.</summary>
    public string AuthToken { get; }

    /// <summary>The state of the sandbox. Requests in progress change it.</summary>
    internal SandboxState State { get; }

    /// <summary>An Auth Token that nobody can guess.</summary>
    /// <returns>32 hexadecimal digits, as Twilio's have.</returns>
    public static string NewAuthToken()
    {
        var bytes = new byte[16];
        using (var random = RandomNumberGenerator.Create()) random.GetBytes(bytes);
        return BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
    }

    /// <summary>Answers a request, whichever door it came through.</summary>
    /// <param name="request">The request.</param>
    /// <param name="authorization">The value of its header Authorization; null where it has none.</param>
    /// <exception cref="IOException">The connection is to end without an answer.</exception>
    internal async Task<SandboxAnswer> AnswerAsync(SandboxRequest request, string? authorization)
    {
        if (SandboxRouter.IsProbe(request)) return SandboxRouter.AnswerProbe();
        if (!this.credentials.AreIn(authorization)) return SandboxAnswer.Error(Refusal.Unauthorized());
        if (SandboxRouter.MakesEvents(request)) await this.WaitForRoomAsync().ConfigureAwait(false);

        RequestFault fault = RequestFault.None;
        if (!SandboxRouter.IsOwn(request))
        {
            int? wait;
            TimeSpan latency;
            lock (this.State.Gate)
            {
                wait = this.State.Faults.Refuse();
                latency = TimeSpan.FromMilliseconds(this.State.Faults.LatencyMilliseconds);
                if (wait is null) fault = this.State.Faults.NextFault();
            }

            if (latency > TimeSpan.Zero) await this.realTime.DelayAsync(latency, default).ConfigureAwait(false);
            if (wait is not null) return SandboxAnswer.Error(Refusal.TooFast(wait.Value));
            if (fault is RequestFault.Failed or RequestFault.Unavailable) return SandboxAnswer.Error(Refusal.Fault(fault));
            if (fault == RequestFault.CutBefore) throw new IOException(CutMessage);
        }

        // The answer is text when the lock is left: what the state holds goes on changing.
        SandboxAnswer answer;
        lock (this.State.Gate) answer = this.router.Answer(request);
        return fault == RequestFault.CutAfter ? throw new IOException(CutMessage) : answer;
    }

    /// <summary>Makes the deliveries that are due, and none again, and waits for their answers.</summary>
    /// <param name="patience">How long at most.</param>
    /// <returns>How many deliveries are not over; they are lost when the sandbox is disposed.</returns>
    internal Task<int> EndDeliveriesAsync(TimeSpan patience) => this.dispatcher.EndAsync(patience);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) this.dispatcher.Dispose();
        base.Dispose(disposing);
    }

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
        SandboxAnswer answer = await this.AnswerAsync(parsed, request.Headers.Authorization?.ToString()).ConfigureAwait(false);
        HttpResponseMessage response = answer.ToResponse();
        response.RequestMessage = request;
        return response;
    }

    private async Task WaitForRoomAsync()
    {
        Task? late = null;
        while (true)
        {
            Task changed;
            lock (this.State.Gate)
            {
                if (this.dispatcher.Waiting < Dispatcher.MostWaiting || late is { IsCompleted: true }) return;
                changed = this.dispatcher.Changed;
            }

            late ??= this.realTime.DelayAsync(RoomTimeout, default);
            await Task.WhenAny(changed, late).ConfigureAwait(false);
        }
    }
}
