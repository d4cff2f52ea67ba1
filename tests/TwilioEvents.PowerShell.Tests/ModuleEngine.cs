using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using TwilioEvents.EmbeddedHost;
using TwilioEvents.RealShell;

namespace TwilioEvents.Tests;

/// <summary>An engine with the staged module imported, and the shorthands the tests share.</summary>
internal sealed class ModuleEngine : IDisposable
{
    public const string A = "DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string B = "DGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public const string C = "DGcccccccccccccccccccccccccccccccc";
    public static readonly string Account = "AC" + new string('1', 32);

    /// <summary>A statement that imports Select-Object, which the engine's own package lacks, from pwsh's.</summary>
    public static readonly string WithSelectObject =
        "Import-Module '" + Path.Combine(Path.GetDirectoryName(Pwsh.Path)!, "Microsoft.PowerShell.Commands.Utility.dll")
            + "' -Cmdlet Select-Object; ";

    public ModuleEngine(Uri? server = null, int timeoutSec = 30)
    {
        this.Engine = new Engine();
        this.Must("Import-Module $args[0]", Engine.StagedManifest);
        if (server is not null) this.Connect(server, timeoutSec);
    }

    public Engine Engine { get; }

    public static ModuleEngine WithSandbox()
    {
        var engine = new ModuleEngine();
        engine.Must("Connect-TwilioEvents -Sandbox");
        return engine;
    }

    public void Connect(Uri server, int timeoutSec = 30) =>
        this.Must("Connect-TwilioEvents -Credential $args[0] -BaseUri $args[1] -TimeoutSec $args[2]", Credential(Account, "top-secret"),
            server, timeoutSec);

    public static PSCredential Credential(string user, string secret)
    {
        var secure = new System.Security.SecureString();
        foreach (char c in secret) secure.AppendChar(c);
        return new PSCredential(user, secure);
    }

    public Result Run(string script, params object?[] arguments) => this.Engine.Run(script, arguments);

    public Result Must(string script, params object?[] arguments)
    {
        Result result = this.Run(script, arguments);
        if (result.Terminating is not null) throw new InvalidOperationException(script, result.Terminating);
        if (result.Errors.Count > 0)
            throw new InvalidOperationException(script + ": " + string.Join("; ", result.Errors.Select(e => e.ToString())));
        return result;
    }

    public void Dispose() => this.Engine.Dispose();
}

/// <summary>An engine for all tests of a class: for tests that only look at the commands, which no test changes.</summary>
public sealed class SharedEngine : IDisposable
{
    internal ModuleEngine Engine { get; } = new();

    /// <inheritdoc/>
    public void Dispose() => this.Engine.Dispose();
}
