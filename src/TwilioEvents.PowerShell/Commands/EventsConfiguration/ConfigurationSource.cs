using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TwilioEvents.Binding;
using TwilioEvents.Connection;
using TwilioEvents.DesiredState;
using TwilioEvents.Errors;

namespace TwilioEvents.Commands;

/// <summary>Where the document of a command comes from. It is read once, and filled for each account.</summary>
internal sealed class ConfigurationSource
{
    private readonly PSCmdlet command;
    private readonly string? path;
    private readonly SecretArgument? inputObject;
    private readonly SecretArgument? parameter;
    private readonly SecretLookup secrets;
    private object? document;

    public ConfigurationSource(PSCmdlet command, string? path, SecretArgument? inputObject, SecretArgument? parameter)
    {
        this.command = command;
        this.path = path;
        this.inputObject = inputObject;
        this.parameter = parameter;
        this.secrets = new SecretLookup(command);
    }

    /// <summary>What another account has, once it was read.</summary>
    public EventsConfiguration? Reference { get; set; }

    /// <summary>What an account should have.</summary>
    /// <param name="row">The columns that fill names in the document.</param>
    /// <param name="accountSid">The account; null where it is not known.</param>
    /// <param name="connectionName">The name of its connection; null where it has none.</param>
    /// <exception cref="EventsConfigurationException">Something is wrong with the document.</exception>
    /// <exception cref="ArgumentException">A parameter, the path or the object cannot be used.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public EventsConfiguration Read(IEnumerable<KeyValuePair<string, object?>> row, string? accountSid, string? connectionName)
    {
        // What an account has means what it says: it has no names to fill, and no references.
        if (InputKind.Unwrap(this.inputObject?.Value) is EventsConfiguration configuration) return configuration;
        this.document ??= this.path is not null
            ? ConfigurationFile.Read(ConfigurationFile.Resolve(this.command.SessionState, this.path))
            : PlainValue.Of(this.inputObject?.Value);
        return ConfigurationReader.Read(this.document, ConfigurationParameters.Of(this.parameter, row, accountSid, connectionName),
            this.secrets.Find, ConnectionFactory.ToPSObject);
    }

    /// <summary>The kind of error that <see cref="Read"/> threw.</summary>
    public static ErrorId KindOf(Exception problem) => problem switch
    {
        EventsConfigurationException => ErrorIds.EventsConfigurationInvalid,
        ArgumentException => ErrorIds.InputInvalid,
        _ => ErrorIds.FileFailed,
    };

    /// <summary>Whether an exception is one that <see cref="Read"/> throws for what it was given.</summary>
    public static bool IsProblem(Exception e) =>
        e is EventsConfigurationException or ArgumentException or IOException or UnauthorizedAccessException;
}
