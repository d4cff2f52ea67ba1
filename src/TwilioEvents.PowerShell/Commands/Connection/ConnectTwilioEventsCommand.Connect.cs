using System;
using System.Management.Automation;
using System.Security;
using TwilioEvents.Binding;
using TwilioEvents.Connection;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <content>What it does: connects what the command line says, or each row that is piped, which then fails alone.</content>
public sealed partial class ConnectTwilioEventsCommand : IDynamicParameters
{
    private PipedRow? piped;
    private CommandLine? commandLine;

    /// <inheritdoc/>
    object? IDynamicParameters.GetDynamicParameters() => this.MyInvocation.ExpectingInput ? this.piped = new PipedRow() : null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.commandLine = new CommandLine(this);
    }

    private protected override void Choose()
    {
        object? row = this.piped?.InputObject?.Value;
        ErrorRecord? error = UselessPipeGuard.Check(this.MyInvocation, this.commandLine!.IsGivenByInput(IsUsed), row) ?? this.Connect(row);
        if (error is null) return;
        if (this.piped is null) this.ThrowTerminatingError(error);
        this.WriteError(error);
    }

    private static bool IsUsed(string parameter) => parameter != nameof(PipedRow.InputObject);

    // An empty cell gives no name.
    private string? NameOfRow()
    {
        bool isOfRow = this.piped is not null && !this.commandLine!.Has(nameof(this.Name));
        string? name = isOfRow && string.IsNullOrWhiteSpace(this.Name) ? null : this.Name;
        if (this.piped is null || this.PassThru || name is not null || this.ParameterSetName == ProfileSet) return name;
        throw new ConnectionSettingException("The row has no name, so no command could use its connection. Give rows a column Name, or "
            + "give -PassThru.");
    }

    // A secret may stand in the wrong column.
    private static object? HideWhatIsNoSid(object? row)
    {
        if (row is not PSObject { BaseObject: PSCustomObject } cells) return row;
        PSObject hidden = cells.Copy();
        foreach (string column in new[] { nameof(AccountSid), nameof(ApiKey) })
        {
            if (hidden.Properties[column] is PSNoteProperty { Value: string text } cell && !IsSid(text)) cell.Value = SecretMask.Mask;
        }

        return hidden;
    }

    private static bool IsSid(string text) =>
        SidRule.Of(SidKind.Account).IsMatch(text.Trim()) || SidRule.Of(SidKind.ApiKey).IsMatch(text.Trim());

    private static SecureString Given(string parameter, SecureString secret) =>
        SecureStringTransformationAttribute.Problem(secret) is string problem
            ? throw new ConnectionSettingException("-" + parameter + " cannot be used. " + problem, ErrorIds.CredentialInvalid)
            : secret;

    private ErrorRecord? Connect(object? row)
    {
        TwilioEventsConnection? connection = null;
        bool isConnected = false;
        try
        {
            connection = this.Create();

            bool asks = this.BaseUri is { IsLoopback: true };
            if (asks) connection.IsSandbox = this.Await(connection.Client!.IsSandboxAsync(this.StopToken));

            // Before any credentials are sent: with -WarningAction Stop none are.
            foreach (string warning in AddressWarning.Of(connection)) this.WriteWarning(warning);
            if (this.Verify) this.Await(connection.Client!.With(new CallOptions { Observer = this.Observer }).VerifyAsync(this.StopToken));
            if (this.piped is null) ConnectionStore.MakeCurrent(connection);
            else ConnectionStore.Add(connection);
            isConnected = true;
            this.WriteVerbose("Connected: " + connection + (this.Verify ? ". Twilio accepts the credentials."
                : asks ? ". The credentials were not sent." : ". Nothing was sent."));
            if (this.PassThru) this.WriteObject(connection);
            return null;
        }
        catch (TwilioConfigurationException e)
        {
            return ErrorRecords.Create(e, HideWhatIsNoSid(row));
        }
        catch (ConnectionSettingException e)
        {
            return e.ToError(row);
        }
        catch (TwilioEventsException e)
        {
            return ErrorRecords.Create(e, row ?? connection!.UserName, " Connection: " + connection!.Description + ".");
        }
        finally
        {
            if (!isConnected) connection?.End();
        }
    }

    private TwilioEventsConnection Create()
    {
        CliProfile? profile = this.ParameterSetName == ProfileSet ? CliProfile.Get(this.ProfileName.Trim()) : null;
        foreach (string warning in profile?.Warnings() ?? Array.Empty<string>()) this.WriteWarning(warning);
        var settings = new ConnectionSettings
        {
            Name = this.NameOfRow() ?? profile?.Name,
            Region = this.Region,
            Edge = this.Edge,
            BaseUri = this.BaseUri,
            Proxy = this.Proxy,
            ProxyCredential = this.ProxyCredential,
            NoProxy = this.NoProxy,
            UserAgent = this.UserAgent,
            TimeoutSec = this.TimeoutSec,
            MaximumRetryCount = this.MaximumRetryCount,
            RetryIntervalSec = this.RetryIntervalSec,
        };

        // The connection has a copy of its own, which Disconnect-TwilioEvents overwrites.
        TwilioCredentials credentials = profile?.Credentials ?? this.Credentials();
        using (credentials.Secret) return settings.Connect(credentials, this.ParameterSetName, this.SessionState);
    }

    private TwilioCredentials Credentials() => this.ParameterSetName switch
    {
        AuthTokenSet => TwilioCredentials.Create(this.AccountSid, Given(nameof(this.AuthToken), this.AuthToken), this.AccountSid),
        ApiKeySet => TwilioCredentials.CreateOfKey(this.ApiKey, Given(nameof(this.ApiSecret), this.ApiSecret), this.AccountSid),
        SandboxSet => this.Sandbox ? ConnectionFactory.SandboxCredentials()
            : throw new ConnectionSettingException("-Sandbox:$false does not say what to connect to. Give -Credential or -ProfileName, or "
                + "-Sandbox."),
        _ => TwilioCredentials.Create(this.Credential.UserName, this.Credential.Password ?? new SecureString(), this.AccountSid),
    };
}
