using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TwilioEvents.Binding;

namespace TwilioEvents.Commands;

/// <summary>
/// Looks up what the references of a document stand for: environment variables, and the secrets of the module
/// SecretManagement, where it is there. On the pipeline thread alone.
/// </summary>
internal sealed class SecretLookup
{
    private const string Vault = "Get-Secret";

    private readonly PSCmdlet command;
    private readonly Dictionary<string, string?> known = new(StringComparer.Ordinal);

    /// <param name="command">The command that asks.</param>
    public SecretLookup(PSCmdlet command) => this.command = command;

    /// <summary>The secret; null where it cannot be looked up here.</summary>
    public string? Find(string kind, string name)
    {
        string key = kind + ":" + name;
        if (!this.known.TryGetValue(key, out string? secret))
            this.known.Add(key, secret = kind == "env" ? Environment.GetEnvironmentVariable(name) : this.FromVault(name));
        return string.IsNullOrEmpty(secret) ? null : secret;
    }

    private string? FromVault(string name)
    {
        if (this.command.InvokeCommand.GetCommand(Vault, CommandTypes.Cmdlet | CommandTypes.Function) is null) return null;
        try
        {
            object? found = this.command.InvokeCommand.InvokeScript("param($name) " + Vault + " -Name $name -ErrorAction Stop", false,
                PipelineResultTypes.None, null, name).FirstOrDefault();
            return InputKind.Unwrap(found) is PSCredential credential
                ? new SecretArgument(credential.Password).ToText()
                : found is null ? null : new SecretArgument(found).ToText();
        }
        catch (RuntimeException e)
        {
            // No such secret, or a vault that is locked: the reference stays unresolved, which the caller reports.
            this.command.WriteVerbose(Vault + " " + PlainText.Show(name, 60) + ": " + PlainText.Show(e.Message));
            return null;
        }
    }
}
