using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Json;
using TwilioEvents.Transport;

namespace TwilioEvents;

/// <content>A sandbox's own operations. Twilio has none of them: ask <see cref="IsSandboxAsync"/> before.</content>
public sealed partial class TwilioEventsClient
{
    private const string TimeFactor = "TimeFactor";

    /// <summary>The most events that one call can make.</summary>
    public const int MaximumEvents = 1000;

    /// <summary>Makes events in a sandbox, which it delivers: POST /sandbox/events.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="data">What replaces or completes the data of the sandbox's example; null for nothing.</param>
    /// <param name="count">How many: 1 to <see cref="MaximumEvents"/>.</param>
    /// <param name="sinkSid">The only sink that gets them; null for all that subscribe to the type.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>The events, and where they go.</returns>
    /// <exception cref="FormatException">The data cannot be written as JSON.</exception>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public Task<IReadOnlyList<SandboxEvent>> SendEventsAsync(
        string type, IDictionary? data, int count, string? sinkSid, CancellationToken cancellation)
    {
        string? json = data is null ? null : JsonText.Write(JsonText.FromObject(data));
        List<KeyValuePair<string, string>> form =
            Form(("Type", type), ("Data", json), ("Count", Invariant(count)), ("SinkSid", sinkSid));
        var operation = new Operation(OperationKind.Create, "events", "send events of the type", type, form) { Api = SandboxProbe.Path };
        return this.AskAsync<IReadOnlyList<SandboxEvent>>(operation, ReadEvents, cancellation);

        IReadOnlyList<SandboxEvent> ReadEvents(JsonMap answer) =>
            ((answer["events"] as IReadOnlyList<object?>) ?? Array.Empty<object?>()).OfType<JsonMap>()
                .Select(map => new SandboxEvent(map)).ToArray();
    }

    /// <summary>Lists what became of the events of a sandbox: GET /sandbox/deliveries.</summary>
    /// <param name="sinkSid">Those to that sink alone; null for all.</param>
    /// <returns>The pages; each is asked for when it is read.</returns>
    public Pages<SandboxDelivery> ListDeliveries(string? sinkSid = null) => new(
        this,
        "deliveries",
        Query(("SinkSid", sinkSid), PageSize(MaximumEvents)),
        "deliveries",
        "list deliveries",
        fields => new SandboxDelivery(fields, this.options.Objects)) { Api = SandboxProbe.Path };

    /// <summary>Sets what a sandbox does wrong on purpose, and its clock: POST /sandbox/faults and POST /sandbox/clock.</summary>
    /// <param name="settings">RateLimit, FailureRate, LatencyMilliseconds, DuplicateRate, OutOfOrder, Seed and TimeFactor as texts;
    /// what is null or absent stays as it is.</param>
    /// <param name="cancellation">Ends the call at once.</param>
    /// <returns>All settings, as they are now.</returns>
    /// <exception cref="TwilioEventsException">The call failed.</exception>
    public async Task<SandboxSettings> SetSandboxAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        (string Name, string? Value)[] all = settings.Select(setting => (setting.Key, setting.Value)).ToArray();
        JsonMap faults = await SetAsync("faults", all.Where(setting => setting.Name != TimeFactor)).ConfigureAwait(false);
        JsonMap clock = await SetAsync("clock", all.Where(setting => setting.Name == TimeFactor)).ConfigureAwait(false);
        return new SandboxSettings(faults, clock);

        Task<JsonMap> SetAsync(string path, IEnumerable<(string, string?)> fields) => this.AskAsync(
            new Operation(OperationKind.Update, path, "set the " + path + " of", "the sandbox", Form(fields.ToArray()))
            {
                Api = SandboxProbe.Path,
            },
            answer => answer,
            cancellation);
    }
}
