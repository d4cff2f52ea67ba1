using System;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Connection;

/// <summary>A setting of a connection that cannot be used. The message repeats nothing that may be a secret.</summary>
internal sealed class ConnectionSettingException : Exception
{
    private readonly ErrorId id;

    public ConnectionSettingException(string message, ErrorId? id = null)
        : base(message) => this.id = id ?? ErrorIds.ConnectionOptionInvalid;

    /// <summary>The error record.</summary>
    /// <param name="target">The row that it is about, or null; its secrets are masked here.</param>
    public ErrorRecord ToError(object? target = null) =>
        this.id.Record(new ArgumentException(this.Message), MaskedInput.Of(target));
}
