using System;
using System.Collections.Generic;
using System.Linq;

namespace TwilioEvents.DesiredState;

/// <summary>What is done to one sink or one subscription: all of it, or nothing.</summary>
public sealed class SyncStep
{
    internal SyncStep(object unit, string action, IReadOnlyList<ConfigurationChange> changes)
    {
        this.Unit = unit;
        this.Action = action;
        this.Changes = changes;
    }

    /// <summary>What would be done to what, such as "Replace sink 'Orders' (DG...)".</summary>
    public string Action { get; }

    /// <summary>The changes that it makes.</summary>
    public IReadOnlyList<ConfigurationChange> Changes { get; }

    /// <summary>Whether it creates or adds, and nothing else.</summary>
    public bool OnlyAdds => this.Open.All(change => change.Action is ConfigurationAction.Create or ConfigurationAction.Add);

    /// <summary>Whether anything is left to be done.</summary>
    public bool IsOpen => this.Open.Any();

    /// <summary>What went wrong; null where nothing did.</summary>
    public Exception? Error { get; private set; }

    internal object Unit { get; }

    private IEnumerable<ConfigurationChange> Open =>
        this.Changes.Where(change => change.Action != ConfigurationAction.None && change.Result is null);

    /// <summary>Leaves out what is not done yet.</summary>
    /// <param name="result">What is said of it.</param>
    /// <param name="reason">Why; null for the reason of the change.</param>
    public void Close(ConfigurationResult result, string? reason = null)
    {
        foreach (ConfigurationChange change in this.Open.ToArray())
        {
            change.Result = result;
            change.Reason = reason ?? change.Reason;
        }
    }

    internal void Fail(Exception error)
    {
        this.Error = error;
        this.Close(ConfigurationResult.Failed, error.Message);
    }
}
