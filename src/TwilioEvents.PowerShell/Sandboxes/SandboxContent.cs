using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.DesiredState;
using TwilioEvents.Sandbox;

namespace TwilioEvents.Sandboxes;

/// <summary>Puts the sinks and subscriptions of a configuration into an empty sandbox, by the API as anybody does.</summary>
internal static class SandboxContent
{
    /// <summary>Fills a sandbox.</summary>
    /// <exception cref="EventsConfigurationException">The configuration cannot be used.</exception>
    /// <exception cref="TwilioEventsException">The sandbox refuses something, as Twilio would.</exception>
    public static async Task FillAsync(SandboxHandler sandbox, EventsConfiguration configuration, CancellationToken stop)
    {
        var options = new TwilioEventsClientOptions(sandbox.AccountSid, sandbox.AuthToken) { ServerName = "the sandbox" };
        using var client = new TwilioEventsClient(options, new SandboxDoor(sandbox));

        // One after the other, so that the same file gets the same Sids.
        using var gate = new CallGate(1);
        AccountState account = await AccountReader.ReadAsync(client, gate, stop).ConfigureAwait(false);
        AccountSync sync = AccountSync.Prepare(AccountComparison.Compare(configuration, account), new SyncOptions());
        await sync.RunAsync(client, gate, stop).ConfigureAwait(false);
        if (sync.Steps.Select(step => step.Error).FirstOrDefault(error => error is not null) is Exception problem) throw problem;
    }
}
