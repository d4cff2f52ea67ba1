using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState.Comparison;
using TwilioEvents.DesiredState.Execution;

namespace TwilioEvents.DesiredState;

/// <summary>
/// Brings an account into line with a configuration. Independent steps go side by side, dependent ones in order. Stopped at any
/// point, another run finishes the work.
/// </summary>
public sealed class AccountSync
{
    private readonly AccountPlan plan;
    private readonly SyncOptions options;
    private readonly IReadOnlyDictionary<object, SyncStep> steps;
    private readonly List<string> warnings = new();

    private AccountSync(AccountPlan plan, SyncOptions options)
    {
        this.plan = plan;
        this.options = options;
        this.steps = SyncPreparation.Prepare(plan, options);
    }

    /// <summary>The steps, in the order of the plan.</summary>
    public IEnumerable<SyncStep> Steps => this.plan.Units.Select(unit => this.steps[unit]);

    /// <summary>The changes, what is equal included.</summary>
    public IReadOnlyList<ConfigurationChange> Changes => this.plan.Changes;

    /// <summary>What is left behind, in words.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (this.warnings) return this.warnings.ToArray();
        }
    }

    /// <summary>Makes the steps of a plan. Nothing is changed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How far to go.</param>
    /// <returns>The steps, of which those that must not be taken are closed.</returns>
    /// <exception cref="EventsConfigurationException">A reference cannot be resolved here, or there is no room in the account.</exception>
    public static AccountSync Prepare(AccountPlan plan, SyncOptions options)
    {
        var sync = new AccountSync(plan ?? throw new ArgumentNullException(nameof(plan)), options
            ?? throw new ArgumentNullException(nameof(options)));
        RoomCheck.Of(plan, sync.IsOpen);
        return sync;
    }

    /// <summary>Takes the steps that are open. What fails is told by its step.</summary>
    /// <param name="client">The client of the account.</param>
    /// <param name="gate">How many calls can be in progress.</param>
    /// <param name="stop">Ends it at once. What was not reached is told by its step.</param>
    /// <returns>A task that ends when all steps have their result.</returns>
    public async Task RunAsync(TwilioEventsClient client, CallGate gate, CancellationToken stop)
    {
        if (client is null) throw new ArgumentNullException(nameof(client));
        if (gate is null) throw new ArgumentNullException(nameof(gate));
        using var run = new SyncRun(this.plan, this.options, this.steps, RoomCheck.Of(this.plan, this.IsOpen),
            new SyncCalls(client, gate, stop),
            this.Warn);
        await run.RunAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    private bool IsOpen(object unit) => this.steps[unit].IsOpen;

    private void Warn(string warning)
    {
        lock (this.warnings) this.warnings.Add(warning);
    }
}
