using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TwilioEvents.RealShell;

namespace TwilioEvents.EmbeddedHost;

/// <summary>A real PowerShell engine in a runspace of its own, with the module imported from disk as a user does.</summary>
public sealed class Engine : IDisposable
{
    /// <summary>Opens the runspace.</summary>
    /// <param name="host">What prints and asks.</param>
    public Engine(RecordingHost? host = null)
    {
        this.Host = host ?? new RecordingHost();
        InitialSessionState state = InitialSessionState.CreateDefault2();

        // As pwsh installs itself; where Windows has no policy, no script file would run, not even one of formats.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        this.Runspace = RunspaceFactory.CreateRunspace(this.Host, state);
        this.Runspace.Open();
    }

    /// <summary>The root of the repository.</summary>
    public static string RepositoryRoot => Repository.Root;

    /// <summary>The manifest that the build staged.</summary>
    public static string StagedManifest => Repository.StagedManifest;

    /// <summary>The host.</summary>
    public RecordingHost Host { get; }

    /// <summary>The runspace.</summary>
    public Runspace Runspace { get; }

    /// <summary>Runs a script and gives everything it wrote, errors included.</summary>
    /// <param name="script">The script; $args are the arguments.</param>
    /// <param name="arguments">Its arguments.</param>
    public Result Run(string script, params object?[] arguments)
    {
        using PowerShell shell = PowerShell.Create(this.Runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments) shell.AddArgument(argument);
        var output = new PSDataCollection<PSObject>();
        RuntimeException? terminating = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            terminating = e;
        }

        return new Result(output.ToList(), shell.Streams.Error.ToList(), shell.Streams.Warning.Select(w => w.Message).ToList(),
            shell.Streams.Verbose.Select(v => v.Message).ToList(), terminating);
    }

    /// <inheritdoc/>
    public void Dispose() => this.Runspace.Dispose();
}

/// <summary>What a script gave.</summary>
/// <param name="Output">The objects it wrote.</param>
/// <param name="Errors">Its non-terminating errors.</param>
/// <param name="Warnings">Its warnings.</param>
/// <param name="Verbose">Its verbose lines.</param>
/// <param name="Terminating">What ended the script itself, or null. An error that ends a command alone is among the errors.</param>
public sealed record Result(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose, RuntimeException? Terminating);
