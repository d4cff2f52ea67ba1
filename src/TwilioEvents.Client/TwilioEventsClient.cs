using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Secrets;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <summary>
/// The 22 operations of the Events API over one pool of connections. See https://www.twilio.com/docs/events.
/// Every call throws <see cref="TwilioEventsException"/> when it fails, and
/// <see cref="TwilioCallCanceledException"/> when its token is cancelled. Safe for many threads.
/// </summary>
public sealed partial class TwilioEventsClient : IDisposable
{
    private readonly RequestSender sender;
    private readonly TwilioEventsClientOptions options;
    private readonly CallOptions? call;

    /// <summary>Connects over the network.</summary>
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
        if (!IsAllowed(options.BaseUri))
        {
            const string Problem = "The base URI must be https, or http to loopback, and hold no user information, query or fragment.";
            throw new ArgumentException(Problem, nameof(options));
        }

        this.sender = new RequestSender(options, handler);
    }

    private TwilioEventsClient(TwilioEventsClient connection, CallOptions call)
    {
        this.sender = connection.sender;
        this.options = connection.options;
        this.call = call;
    }

    /// <summary>Where the operations go.</summary>
    public Uri BaseUri => this.options.BaseUri;

    /// <summary>What errors call the server.</summary>
    internal string ServerName => this.options.ServerName;

    /// <summary>The same client over the same connections, with other settings for its calls.</summary>
    /// <param name="call">The settings.</param>
    /// <returns>A client that need not be disposed, and ends with this one.</returns>
    public TwilioEventsClient With(CallOptions call) => new(this, call);

    /// <summary>Whether credentials may go there: https, or http to loopback, and nothing in it but a host and a path.</summary>
    /// <param name="uri">The base URI.</param>
    /// <returns>True where it is allowed.</returns>
    public static bool IsAllowed(Uri uri) =>
        uri is { IsAbsoluteUri: true }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    /// <summary>Asks Twilio once whether the credentials work, for a list of one sink: GET /v1/Sinks?PageSize=1.</summary>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>A task that ends when they do work.</returns>
    /// <exception cref="TwilioEventsException">They do not, or the call failed.</exception>
    public Task VerifyAsync(CancellationToken cancellation)
    {
        var operation = new Operation(OperationKind.Read, "Sinks?PageSize=1", "verify the credentials of", this.options.UserName);
        return this.SendAsync(operation, cancellation);
    }

    /// <summary>Asks the address once, without credentials and for at most a second, whether it is a sandbox: GET /sandbox.</summary>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>Whether it is; false also where nothing answers.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<bool> IsSandboxAsync(CancellationToken cancellation) => this.sender.IsSandboxAsync(cancellation);

    /// <summary>Overwrites the secret in memory. A request in progress is completed. No further request is made.</summary>
    public void ForgetSecret() => this.options.ForgetSecret();

    /// <summary>A copy of the account's Auth Token, which Twilio signs with.</summary>
    /// <returns>
    /// To be disposed. Null where the client has an API key, with which Twilio signs nothing, or where the secret was forgotten.
    /// </returns>
    public SecureString? CopyAuthToken() =>
        SidRule.Of(SidKind.Account).IsMatch(this.options.UserName) ? this.options.CopySecret() : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (this.call is null) this.sender.Dispose();
    }

    /// <summary>Carries out an operation that has an answer.</summary>
    internal async Task<T> AskAsync<T>(Operation operation, Func<JsonMap, T> create, CancellationToken cancellation) =>
        create((await this.SendAsync(operation, cancellation).ConfigureAwait(false))!.Body!);

    /// <summary>Carries out an operation, and gives its status and request id too.</summary>
    internal Task<Answer?> SendAsync(Operation operation, CancellationToken cancellation) =>
        this.sender.SendAsync(operation, this.call, cancellation);

    /// <summary>
    /// A text that an answer brought, safe to show. Where the secret was forgotten nobody can tell any more whether the
    /// text repeats it.
    /// </summary>
    internal string Show(string text, int longest) => this.options.CreateAuthorization() is { } authorization
        ? new Redactor(this.options.SecretsOf(authorization)).Show(text, longest)
        : SecretMask.Mask;

    // The server would take the two as steps in its folders.
    private static string Escape(string part) => part is "." or ".."
        ? throw new ArgumentException("'" + part + "' names nothing.", nameof(part))
        : Uri.EscapeDataString(part);

    private static string? Invariant(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static (string, string?) PageSize(int? pageSize) => ("PageSize", Invariant(pageSize));

    private static List<KeyValuePair<string, string>> Form(params (string Name, string? Value)[] fields)
    {
        var form = new List<KeyValuePair<string, string>>(fields.Length);
        foreach ((string name, string? value) in fields)
        {
            if (value is not null) form.Add(new KeyValuePair<string, string>(name, value));
        }

        return form;
    }

    private static string Query(params (string Name, string? Value)[] fields)
    {
        var query = new StringBuilder();
        foreach ((string name, string? value) in fields)
        {
            if (value is not null) query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    private Sink Sink(JsonMap fields) => new(fields, this.options.Objects, this.options.AccountSid);

    private Subscription Subscription(JsonMap fields) => new(fields, this.options.Objects, this.options.AccountSid);

    private SubscribedEvent SubscribedEvent(JsonMap fields) => new(fields, this.options.Objects, this.options.AccountSid);

    private EventType EventType(JsonMap fields) => new(fields, this.options.Objects);

    private EventSchemaVersion SchemaVersion(JsonMap fields) => new(fields, this.options.Objects);
}
