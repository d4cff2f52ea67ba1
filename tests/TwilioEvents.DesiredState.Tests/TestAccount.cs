using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using TwilioEvents.Sandbox;

namespace TwilioEvents.DesiredState.Tests;

/// <summary>A sandbox, its client, and the shorthands that the tests share.</summary>
internal sealed class TestAccount : IDisposable
{
    public const string Sent = "com.twilio.messaging.message.sent";
    public const string Delivered = "com.twilio.messaging.message.delivered";

    private readonly CallGate gate = new(8);

    public TestAccount(DelegatingHandler? between = null, bool isEmpty = true)
    {
        var sandbox = this.Sandbox = new SandboxHandler();
        HttpMessageHandler handler = sandbox;
        if (between is not null)
        {
            between.InnerHandler = handler;
            handler = between;
        }

        this.Client = new TwilioEventsClient(
            new TwilioEventsClientOptions(sandbox.AccountSid, sandbox.AuthToken) { MaximumRetryCount = 0 }, handler);
        if (isEmpty) this.ClearAsync().GetAwaiter().GetResult();
    }

    public TwilioEventsClient Client { get; }

    /// <summary>What answers; disposed with the client.</summary>
    public SandboxHandler Sandbox { get; }

    public static Dictionary<string, object?> Webhook(string destination) => new() { ["destination"] = destination };

    /// <summary>Reads a document in which each $NAME of the environment is "value of NAME".</summary>
    public static EventsConfiguration Read(object? document, params (string Name, string Text)[] parameters) => ConfigurationReader.Read(
        document,
        parameters.ToDictionary(one => one.Name, one => new ConfigurationParameter(one.Text), StringComparer.OrdinalIgnoreCase),
        (kind, name) => name.StartsWith("MISSING", StringComparison.Ordinal) ? null : "value of " + name,
        properties => properties);

    public static Dictionary<string, object?> Sink(string description, string destination = "https://a.example.com") => new()
    {
        ["Description"] = description, ["SinkType"] = "webhook", ["SinkConfiguration"] = Webhook(destination),
    };

    public static Dictionary<string, object?> Subscription(string description, string sink, params string[] types) => new()
    {
        ["Description"] = description, ["Sink"] = sink, ["Types"] = types,
    };

    public static Dictionary<string, object?> Document(object?[] sinks, params object?[] subscriptions) =>
        new() { ["Sinks"] = sinks, ["Subscriptions"] = subscriptions };

    public async Task<string> CreateSinkAsync(string description, string destination = "https://a.example.com") => (await this.Client
        .CreateSinkAsync(description, SinkDefinition.Webhook(new Uri(destination), batchEvents: false), CancellationToken.None)).Sid!;

    public async Task<string> CreateSubscriptionAsync(string description, string sinkSid, params string[] types) => (await this.Client
        .CreateSubscriptionAsync(description, sinkSid, types.Select(type => new TypeVersion(type)), CancellationToken.None)).Sid!;

    public Task<AccountState> ReadAsync() => AccountReader.ReadAsync(this.Client, this.gate, CancellationToken.None);

    public async Task<EventsConfiguration> ExportAsync() => AccountExport.ToConfiguration(await this.ReadAsync(), properties => properties);

    /// <summary>The differences, each as a line.</summary>
    public async Task<string[]> CompareAsync(object? document) => [.. AccountComparison.Compare(Read(document),
        await this.ReadAsync()).Changes
        .Where(change => change.Action != ConfigurationAction.None)
        .Select(change => change + " (" + change.Current + " > " + change.Desired + ")")];

    /// <summary>Brings the account into line, as far as it goes.</summary>
    public async Task<AccountSync> RunAsync(object? document, SyncOptions options)
    {
        AccountSync sync = AccountSync.Prepare(
            AccountComparison.Compare(document as EventsConfiguration ?? Read(document), await this.ReadAsync()), options);
        await sync.RunAsync(this.Client, this.gate, CancellationToken.None);
        return sync;
    }

    /// <summary>Brings the account into line, and gives what was to be changed. A step that fails is an error.</summary>
    public async Task<ConfigurationChange[]> SyncAsync(object? document, SyncOptions? options = null)
    {
        AccountSync sync = await this.RunAsync(document, options ?? new SyncOptions());
        if (sync.Steps.FirstOrDefault(step => step.Error is not null)?.Error is Exception error) throw error;
        return [.. sync.Changes.Where(change => change.Action != ConfigurationAction.None)];
    }

    public void Dispose()
    {
        this.Client.Dispose();
        this.gate.Dispose();
    }

    private async Task ClearAsync()
    {
        AccountState account = await this.ReadAsync();
        foreach (Subscription one in account.Subscriptions!) await this.Client.DeleteSubscriptionAsync(one.Sid!, CancellationToken.None);
        foreach (Sink one in account.Sinks!) await this.Client.DeleteSinkAsync(one.Sid!, CancellationToken.None);
    }
}
