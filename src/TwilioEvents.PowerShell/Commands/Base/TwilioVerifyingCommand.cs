using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using TwilioEvents.Binding;
using TwilioEvents.Completion;
using TwilioEvents.Connection;
using TwilioEvents.Errors;
using TwilioEvents.Formatting;
using TwilioEvents.Webhooks;

namespace TwilioEvents.Commands;

/// <summary>What the cmdlets share that check signatures: with which secrets they do. They send nothing.</summary>
public abstract class TwilioVerifyingCommand : CancellableCommand
{
    private SecureString? tokenOfConnection;

    /// <summary>
    /// Auth Tokens, any of which may have signed: while one is replaced by another, or for events of several accounts. Without
    /// it, the token of the connection.
    /// </summary>
    /// <value>The token of the connection</value>
    [Parameter]
    [SecretTransformation(typeof(SecureString[]))]
    public SecretArgument? AuthToken { get; set; }

    /// <summary>
    /// A connection, its name, or a profile of Twilio's CLI, whose Auth Token checks the signature. Without it, the current
    /// connection. One with an API key cannot: Twilio signs with the Auth Token of the account.
    /// </summary>
    [Parameter]
    [ConnectionArgument.Transformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public ConnectionArgument? Connection { get; set; }

    /// <summary>Whether signatures are checked with the Auth Token of a sandbox.</summary>
    private protected bool IsTokenOfSandbox { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        LoadedVersion.Check(this);
        RemoteOutput.KeepNested(this);
        MaskedInput.Mask(this.MyInvocation.BoundParameters);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) this.tokenOfConnection?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>What checks signatures with the secrets that were given.</summary>
    /// <param name="sharedKey">What was given as shared keys; null for none.</param>
    /// <param name="error">Why there is none.</param>
    /// <returns>It, until the command ends; null where there is an error.</returns>
    private protected SignatureValidator? CreateValidator(SecretArgument? sharedKey, out ErrorRecord? error)
    {
        try
        {
            IReadOnlyDictionary<string, SecureString>? keys = sharedKey is null ? null : SignatureSecrets.SharedKeys(sharedKey.Value);
            IEnumerable<SecureString>? tokens = this.Tokens(hasSharedKeys: keys is not null, out error);
            return tokens is null ? null : new SignatureValidator(tokens, keys);
        }
        catch (ArgumentException e)
        {
            error = ErrorIds.InputInvalid.Record(e);
            return null;
        }
    }

    private bool IsGiven(string parameter) => this.MyInvocation.BoundParameters.ContainsKey(parameter);

    private IEnumerable<SecureString>? Tokens(bool hasSharedKeys, out ErrorRecord? error)
    {
        error = null;
        if (this.IsGiven(nameof(this.AuthToken))) return SignatureSecrets.Tokens(this.AuthToken?.Value);

        // A variable that should hold a connection and is empty must not lead to another account.
        bool isChosen = this.IsGiven(nameof(this.Connection));
        if (isChosen && this.Connection is null or { IsBlank: true })
        {
            error = ErrorIds.ConnectionNotFound.Record(new ItemNotFoundException(
                "-Connection is given, but what it is given is null or blank: perhaps a variable that was never set. Leave it out to use "
                    + "the current connection."));
            return null;
        }

        FoundConnection found =
            isChosen ? ConnectionStore.Find(this.Connection, this.SessionState) : ConnectionStore.FindCurrent(this.SessionState);
        foreach (string warning in found.Warnings) this.WriteWarning(warning);
        this.tokenOfConnection = found.Connection?.Client?.CopyAuthToken();
        this.IsTokenOfSandbox = found.Connection is { IsSandbox: true };
        if (this.tokenOfConnection is not null) return new[] { this.tokenOfConnection };

        // Shared keys are enough where nobody chose a connection.
        if (hasSharedKeys && !isChosen) return Array.Empty<SecureString>();
        error = found.Connection is null ? found.ToError() : ErrorIds.AuthTokenNeeded.Record(new InvalidOperationException(
            "The connection " + found.Connection.Description + " has an API key, and with that nobody can check a signature: Twilio signs "
                + "with the Auth Token of the account. Give the token with -AuthToken, or a connection that has it with -Connection."));
        return null;
    }
}
