using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TwilioEvents.Sandboxes;

/// <summary>The sandboxes that one runspace serves. They end when it closes.</summary>
internal sealed class RunspaceSandboxes
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSandboxes> Known = new();

    private readonly object gate = new();
    private readonly List<TwilioSandbox> sandboxes = new();
    private bool isClosed;

    /// <summary>Those of this thread's runspace. A thread without a runspace has none.</summary>
    public static RunspaceSandboxes Here =>
        Runspace.DefaultRunspace is Runspace runspace ? Known.GetValue(runspace, Of) : new RunspaceSandboxes();

    /// <summary>In the order in which they were started.</summary>
    public IReadOnlyList<TwilioSandbox> All
    {
        get
        {
            lock (this.gate) return this.sandboxes.ToArray();
        }
    }

    /// <summary>Keeps one until it is removed or the runspace closes.</summary>
    public void Add(TwilioSandbox sandbox)
    {
        lock (this.gate)
        {
            if (!this.isClosed)
            {
                this.sandboxes.Add(sandbox);
                return;
            }
        }

        sandbox.Server.Dispose();
    }

    /// <summary>Lets go of one; it must be stopped.</summary>
    public void Remove(TwilioSandbox sandbox)
    {
        lock (this.gate) this.sandboxes.Remove(sandbox);
    }

    private static RunspaceSandboxes Of(Runspace runspace)
    {
        var here = new RunspaceSandboxes();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken) here.Close();
        };
        return here;
    }

    private void Close()
    {
        List<TwilioSandbox> left;
        lock (this.gate)
        {
            this.isClosed = true;
            left = this.sandboxes.ToList();
            this.sandboxes.Clear();
        }

        foreach (TwilioSandbox sandbox in left) sandbox.Server.Dispose();
    }
}
