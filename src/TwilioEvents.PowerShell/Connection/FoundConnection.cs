using System;
using System.Collections.Generic;
using System.Management.Automation;
using TwilioEvents.Errors;

namespace TwilioEvents.Connection;

/// <summary>The answer to the question which connection a command uses: the connection and where it is from, or why
/// there is none.</summary>
internal sealed class FoundConnection
{
    private readonly ErrorId? id;
    private readonly Exception? problem;

    /// <summary>A connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="origin">Where it is from, for -Verbose.</param>
    /// <param name="warnings">What to warn of, once.</param>
    public FoundConnection(TwilioEventsConnection connection, string origin, IReadOnlyList<string>? warnings = null)
    {
        this.Connection = connection;
        this.Origin = origin;
        this.Warnings = warnings ?? Array.Empty<string>();
    }

    /// <summary>No connection.</summary>
    /// <param name="id">The kind of error.</param>
    /// <param name="problem">Why there is none.</param>
    public FoundConnection(ErrorId id, Exception problem)
    {
        this.id = id;
        this.problem = problem;
        this.Origin = string.Empty;
        this.Warnings = Array.Empty<string>();
    }

    /// <summary>The connection, or null.</summary>
    public TwilioEventsConnection? Connection { get; }

    /// <summary>Where it is from, such as "from -Connection".</summary>
    public string Origin { get; }

    /// <summary>What to warn of before it is used.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether simply nobody connected; otherwise what would be used is broken.</summary>
    public bool IsNotConnected => this.id == ErrorIds.NotConnected;

    /// <summary>The error, if there is no connection.</summary>
    /// <param name="target">The input that it is about, or null; its secrets are masked here.</param>
    public ErrorRecord ToError(object? target = null) => this.id!.Record(this.problem!, MaskedInput.Of(target));
}
