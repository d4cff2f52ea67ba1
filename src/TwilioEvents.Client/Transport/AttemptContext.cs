using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;
using TwilioEvents.Secrets;

namespace TwilioEvents.Transport;

/// <summary>What one attempt of an operation starts from.</summary>
internal sealed class AttemptContext
{
    private readonly TwilioEventsClientOptions options;
    private Redactor? redactor;

    /// <param name="options">Where and as whom.</param>
    /// <param name="operation">What is attempted.</param>
    /// <param name="number">Which attempt of the call it is, from 1.</param>
    /// <param name="last">How the attempt before it failed; null for the first.</param>
    public AttemptContext(TwilioEventsClientOptions options, Operation operation, int number, TwilioEventsException? last)
    {
        this.options = options;
        this.Operation = operation;
        this.Number = number;
        this.Last = last;

        // Of this attempt alone: between calls the secret is not held as text. An attempt that is under way when the
        // secret is forgotten ends as it would.
        this.Authorization = options.CreateAuthorization();
    }

    public Operation Operation { get; }

    public int Number { get; }

    public TwilioEventsException? Last { get; }

    /// <summary>What the attempts before it may have done.</summary>
    public RequestOutcome OutcomeBefore => this.Last?.Outcome ?? RequestOutcome.NotSent;

    public Uri BaseUri => this.options.BaseUri;

    /// <summary>What errors call the server.</summary>
    public string ServerName => this.options.ServerName;

    /// <summary>The header Authorization; null where the secret was forgotten.</summary>
    public AuthenticationHeaderValue? Authorization { get; }

    /// <summary>Masks what is secret in the request. Made where something goes wrong or is traced, since that takes time.</summary>
    public Redactor Redactor => this.redactor ??= new Redactor(this.Secrets());

    private IEnumerable<string> Secrets()
    {
        IEnumerable<string> secrets = this.Authorization is null ? Enumerable.Empty<string>() : this.options.SecretsOf(this.Authorization);
        return this.Operation.Form is null ? secrets : secrets.Concat(SecretMask.Find(this.Operation.Form));
    }
}
