using System;

namespace TwilioEvents;

/// <summary>What is wrong with what a connection was to be made of.</summary>
public enum ConfigurationFailure
{
    /// <summary>A user name or a secret that cannot be one.</summary>
    Credential,

    /// <summary>Half a set of environment variables, or a wrong value in one.</summary>
    Environment,

    /// <summary>The configuration of Twilio's CLI is broken, locked or unreadable.</summary>
    File,

    /// <summary>A profile of Twilio's CLI is missing or incomplete.</summary>
    Profile,

    /// <summary>A region or an edge that cannot be part of the name of a host.</summary>
    Host,
}

/// <summary>
/// A connection cannot be created from what was given. The message contains no secret, and there is no inner exception that
/// could.
/// </summary>
public sealed class TwilioConfigurationException : Exception
{
    internal TwilioConfigurationException(ConfigurationFailure failure, string message)
        : base(message) => this.Failure = failure;

    /// <summary>What is wrong.</summary>
    public ConfigurationFailure Failure { get; }
}
