using System;
using System.Linq;
using System.Management.Automation;
using System.Security;
using TwilioEvents.EmbeddedHost;

namespace TwilioEvents.Bench;

/// <summary>The module as it was staged, in a real engine, connected to the server.</summary>
internal sealed class Module : IDisposable
{
    public const string Account = "AC11111111111111111111111111111111", Secret = "secret";

    private readonly Engine engine = new();

    public Module(Uri baseUri)
    {
        var secret = new SecureString();
        foreach (char c in Secret) secret.AppendChar(c);
        this.Run("Import-Module $args[0]", Engine.StagedManifest);
        this.Run("Connect-TwilioEvents -Credential $args[0] -BaseUri $args[1]", new PSCredential(Account, secret), baseUri);
    }

    /// <summary>As many Sids of sinks, each once.</summary>
    public static string[] Sids(int count) =>
        [.. Enumerable.Range(0, count).Select(i => "DG" + i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Runs a script; an error in it is one of the bench.</summary>
    public Result Run(string script, params object?[] arguments)
    {
        Result result = this.engine.Run(script, arguments);
        if (result.Terminating is not null) throw result.Terminating;
        return result.Errors.Count == 0 ? result : throw new InvalidOperationException(result.Errors[0].ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => this.engine.Dispose();
}
