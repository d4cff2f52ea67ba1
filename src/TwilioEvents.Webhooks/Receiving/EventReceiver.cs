using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Webhooks.Http;
using TwilioEvents.Webhooks.Signatures;

namespace TwilioEvents.Webhooks.Receiving;

/// <summary>
/// Receives what Twilio sends and gives it away, event by event. A delivery is acknowledged when whoever takes the events has
/// confirmed each of them; anything else is answered so that Twilio comes again.
/// </summary>
public sealed class EventReceiver : IDisposable
{
    /// <summary>How long a sender waits for whoever takes the events. Twilio gives up after 5 seconds.</summary>
    private static readonly TimeSpan AcknowledgementTimeout = TimeSpan.FromSeconds(4);

    /// <summary>How long the last answers may take on their way.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(500);

    private static readonly HttpAnswer Done = new(204, "No Content");
    private static readonly HttpAnswer Again = new(503, "Service Unavailable");
    private static readonly HttpAnswer OnlyPost = new(405, "Method Not Allowed", null, new[] { Field("Allow", "POST") });
    private static readonly HttpAnswer WhoAreYou =
        new(401, "Unauthorized", null, new[] { Field("WWW-Authenticate", "Basic realm=\"Twilio events\", charset=\"UTF-8\"") });

    private readonly EventReceiverOptions options;
    private readonly EventParser parser;
    private readonly DestinationUri destination;
    private readonly BasicCredential? credential;
    private readonly EventQueue queue;
    private readonly ReceiverNotices notices = new();
    private HttpServer? server;
    private long acknowledged;
    private long refused;
    private long unwanted;

    internal EventReceiver(EventReceiverOptions options)
    {
        this.options = options;
        this.parser = new EventParser(options.Objects);
        this.destination = new DestinationUri(options);
        this.queue = new EventQueue(options.MaximumCount);
        if (options.UserName is not null && options.Password is not null)
            this.credential = new BasicCredential(options.UserName, options.Password);
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => this.server?.EndPoints ?? Array.Empty<IPEndPoint>();

    /// <summary>Whether it takes nothing any more.</summary>
    public bool IsStopped => this.queue.IsStopped;

    /// <summary>How many events were confirmed.</summary>
    public long Written => this.queue.Written;

    /// <summary>How many of them came in no delivery that was acknowledged: they come again.</summary>
    public long Unacknowledged => this.queue.Unacknowledged;

    /// <summary>How many events were taken and not confirmed: whoever took them may have them, and they come again.</summary>
    public int InHand => this.queue.InHand;

    /// <summary>How many events wait.</summary>
    public int Waiting => this.queue.Waiting;

    /// <summary>How many events came that had come before.</summary>
    public long Repeated => this.queue.Repeated;

    /// <summary>How many deliveries were acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref this.acknowledged);

    /// <summary>How many requests were answered so that Twilio comes again.</summary>
    public long Refused => Interlocked.Read(ref this.refused);

    /// <summary>How many events came whose type is not wanted.</summary>
    public long Unwanted => Interlocked.Read(ref this.unwanted);

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where, and from whom.</param>
    /// <returns>The receiver; it listens until it is stopped or disposed.</returns>
    /// <exception cref="SocketException">The port is in use, or the address is not this machine's.</exception>
    public static EventReceiver Start(EventReceiverOptions options)
    {
        var receiver = new EventReceiver(options ?? throw new ArgumentNullException(nameof(options)));
        receiver.server = HttpServer.Start(
            new HttpServerOptions { Port = options.Port, ListenAddress = options.ListenAddress, Clock = options.Clock },
            receiver.AnswerAsync, receiver.Report);
        return receiver;
    }

    /// <summary>Gives the next event to whoever takes them, who confirms it when he has it for good.</summary>
    /// <returns>The event; null where none waits, or all has stopped.</returns>
    public ReceivedEvent? TryTake() => this.queue.TryTake();

    /// <summary>Waits for the next event.</summary>
    /// <returns>A task that ends when an event waits, or when all has stopped.</returns>
    public Task WhenChanged() => this.queue.WhenChanged();

    /// <summary>Says that an event that was taken is in the hands of the next one for good.</summary>
    /// <param name="received">The event.</param>
    /// <exception cref="InvalidOperationException">It was confirmed before.</exception>
    public void Confirm(ReceivedEvent received) =>
        this.queue.Confirm(received ?? throw new ArgumentNullException(nameof(received)));

    /// <summary>Gives what is to be said and was not given before.</summary>
    /// <returns>The notice; null where there is none.</returns>
    public ReceiverNotice? TryTakeNotice() => this.notices.TryTake();

    /// <summary>How often something happened that is said once.</summary>
    /// <param name="kind">What happened.</param>
    /// <returns>The number.</returns>
    public int CountOf(ReceiverNoticeKind kind) => this.notices.CountOf(kind);

    /// <summary>Takes nothing any more: deliveries whose events are not all confirmed are answered so that Twilio comes again, at
    /// once, and the port is free.</summary>
    /// <returns>A task that ends when the last answers are sent, or after half a second.</returns>
    public Task StopAsync()
    {
        this.queue.Stop();
        return this.server?.StopAsync(StopTimeout) ?? Task.CompletedTask;
    }

    /// <summary>Ends all at once.</summary>
    public void Dispose()
    {
        this.queue.Stop();
        this.server?.Dispose();
    }

    /// <summary>Answers a request.</summary>
    internal async Task<HttpAnswer> AnswerAsync(HttpRequest request)
    {
        HttpAnswer answer;
        try
        {
            answer = await this.DecideAsync(request).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever is wrong here, what Twilio sent must come again.
            this.Report(e);
            answer = Again;
        }

        if (answer == Done) Interlocked.Increment(ref this.acknowledged);
        else if (answer == Again) Interlocked.Increment(ref this.refused);
        return answer;
    }

    private static KeyValuePair<string, string> Field(string name, string value) => new(name, value);

    private void Report(Exception error) =>
        this.notices.Add(ReceiverNoticeKind.Fault, PlainText.Show(error.GetType().Name + ": " + error.Message), error.GetType().Name);

    private Task<HttpAnswer> DecideAsync(HttpRequest request)
    {
        // Twilio drops for good what gets a status of 400 to 499: only what it did not sign can get one.
        bool isSigned = request.Value(SignatureValidator.SignatureHeader) is not null;
        bool isKnown = this.credential?.IsIn(request.Value("Authorization")) ?? true;
        if (!isSigned && request.Method != "POST") return Task.FromResult(OnlyPost);
        if (!isSigned && !isKnown) return Task.FromResult(WhoAreYou);
        (ReceiverNoticeKind Kind, string? Detail, string Reason)? problem = this.ProblemOf(request, isSigned, isKnown);
        if (problem is null) return this.TakeAsync(request);
        this.notices.Add(problem.Value.Kind, problem.Value.Detail, problem.Value.Reason);
        return Task.FromResult(Again);
    }

    private (ReceiverNoticeKind Kind, string? Detail, string Reason)? ProblemOf(HttpRequest request, bool isSigned, bool isKnown)
    {
        (ReceiverNoticeKind, string?, string) Of(ReceiverNoticeKind kind) => (kind, null, string.Empty);

        if (request.BodyState == HttpBodyState.TooLarge) return Of(ReceiverNoticeKind.TooLarge);
        if (request.BodyState == HttpBodyState.NoRoom) return Of(ReceiverNoticeKind.NoRoom);
        if (!isKnown) return Of(ReceiverNoticeKind.WrongCredential);
        if (this.options.Validator is null)
        {
            if (request.Value("Origin") is not null) return Of(ReceiverNoticeKind.FromWebPage);
        }
        else if (!isSigned)
        {
            return Of(ReceiverNoticeKind.NotSigned);
        }

        if (request.Body.Length == 0) return Of(ReceiverNoticeKind.NoBody);
        return this.options.Validator is null ? null : this.ProblemOfSignature(request, this.options.Validator);
    }

    private (ReceiverNoticeKind Kind, string? Detail, string Reason)? ProblemOfSignature(
        HttpRequest request, SignatureValidator validator)
    {
        IReadOnlyList<string> addresses = this.destination.Of(request, out bool isForwarded);
        SignatureValidation? last = null;
        foreach (string address in this.destination.WithCredential(addresses))
        {
            last = validator.Validate(address, request.Body, request.Values(SignatureValidator.SignatureHeader),
                request.Values(SignatureValidator.SettingsHeader));
            if (last.IsValid) break;
        }

        if (isForwarded) this.notices.Add(ReceiverNoticeKind.ForwardedUri, PlainText.Show(addresses[0].Split('?')[0]));
        if (last!.IsValid) return null;
        string detail = last.Reason!;
        if (last.Failure == SignatureFailure.OtherKeyOrUrl)
            detail += " It was taken to be " + PlainText.Show(addresses[0].Split('?')[0]) + ", with the query of the request.";
        return (ReceiverNoticeKind.NotVerified, detail, last.Failure.ToString());
    }

    private async Task<HttpAnswer> TakeAsync(HttpRequest request)
    {
        IReadOnlyList<ParsedItem> items = this.parser.Parse(request.Body);
        TwilioEvent[] events = items.Select(item => item.Event).OfType<TwilioEvent>().ToArray();
        TwilioEvent[] wanted = events.Where(found => this.options.IsWanted(found.Type)).ToArray();
        Interlocked.Add(ref this.unwanted, events.Length - wanted.Length);

        // Where one is not an event, the others are written all the same, and known when they come again.
        bool isWhole = events.Length == items.Count;
        if (!isWhole) this.notices.Add(ReceiverNoticeKind.NotAnEvent, items.First(item => item.Event is null).Problem);
        Delivery delivery = this.queue.Add(wanted, request.Body.Length / Math.Max(1, items.Count), isWhole);
        if (delivery.IsWritten is null) await this.WaitAsync(delivery).ConfigureAwait(false);
        else if (isWhole && delivery.IsWritten == false && !this.queue.IsStopped) this.notices.Add(ReceiverNoticeKind.QueueFull);
        return await delivery.Ended.ConfigureAwait(false) ? Done : Again;
    }

    private async Task WaitAsync(Delivery delivery)
    {
        using var answered = new CancellationTokenSource();
        Task late = this.options.Clock.DelayAsync(AcknowledgementTimeout, answered.Token);
        if (await Task.WhenAny(delivery.Ended, late).ConfigureAwait(false) != late)
        {
            answered.Cancel();
            return;
        }

        this.queue.GiveUp(delivery);
        if (!await delivery.Ended.ConfigureAwait(false)) this.notices.Add(ReceiverNoticeKind.Late);
    }
}
